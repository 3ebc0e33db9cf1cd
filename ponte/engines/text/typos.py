"""Misspelt words and the words meant: deletion keys to index by, and a ranking of what they find.

Two words at most two edits apart share a form with at most two letters deleted from each
(symmetric deletion). A database keeps for every known word its `deletion_keys`; a typed word
meets the rows that share a key with it, and `rank` puts the likeliest first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from math import log
from zlib import crc32

PREFIX = 7  # only the first letters are deleted from; the rest is left to the ranking
_FARTHEST = 2
_USE = 0.09  # what a tenfold use is worth: a fifth of an edit
_WEIGHED = 40  # words within reach that are looked at closely, for a short word has hundreds
_SHORT = 4  # up to this length one edit is all that can be told from another word

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = frozenset(
    (a, b)
    for y, row in enumerate(_ROWS)
    for x, a in enumerate(row)
    for other in _ROWS[max(0, y - 1) : y + 2]
    for b in other[max(0, x - 1) : x + 2]
    if a != b
)
_ALIKE = frozenset(
    pair
    for a, b in ("ck", "cq", "kq", "sz", "iy", "ij", "vw", "bp", "dt", "gj", "mn", "ei", "ou",
                 "fv", "sc", "ae", "cg")
    for pair in ((a, b), (b, a))
)  # fmt: skip


def reach(word: str) -> int:
    """How many edits away a word may be from the one meant: short words would meet anything.

    >>> reach("casa"), reach("assitenza")
    (1, 2)
    """
    return 1 if len(word) <= _SHORT else _FARTHEST


def deletions(word: str) -> set[str]:
    """The first letters of a word, whole and with one or two of them deleted.

    >>> sorted(deletions("via"))
    ['a', 'i', 'ia', 'v', 'va', 'vi', 'via']
    """
    head = word[:PREFIX]
    kept = range(max(1, len(head) - _FARTHEST), len(head) + 1)
    return {"".join(letters) for size in kept for letters in combinations(head, size)}


def deletion_keys(word: str) -> list[int]:
    """`deletions` as sorted signed 32-bit numbers: a compact integer column or array.

    Two forms that meet in one number only add a candidate, which `rank` then rejects.

    >>> keys, typed = deletion_keys("assistenza"), deletion_keys("assitenza")
    >>> bool(set(keys) & set(typed))
    True
    """
    return sorted({crc32(form.encode()) - 2**31 for form in deletions(word)})


def distance(typed: str, meant: str, limit: int = _FARTHEST) -> int | None:
    """Edits between two words, a swap of neighbours being one; None beyond `limit`, at most 2.

    >>> distance("assitenza", "assistenza"), distance("caas", "casa"), distance("via", "casa")
    (1, 1, None)
    """
    shorter = min(len(typed), len(meant))
    if max(len(typed), len(meant)) - shorter > limit:
        return None
    start = 0
    while start < shorter and typed[start] == meant[start]:
        start += 1
    shorter -= start
    end = 0
    while end < shorter and typed[-1 - end] == meant[-1 - end]:
        end += 1
    left, right = typed[start : len(typed) - end], meant[start : len(meant) - end]
    if not left or not right:
        return len(left) + len(right)
    if len(left) == len(right) <= 2 and left == right[::-1] or len(left) == len(right) == 1:
        return 1 if limit else None
    return 2 if limit == 2 and _two_edits(left, right) else None


def _two_edits(left: str, right: str) -> bool:
    """Whether two edits join words that differ at both ends: one edit at each end, then."""
    fronts = [(left[1:], right), (left, right[1:]), (left[1:], right[1:])]
    if left[1::-1] == right[:2]:
        fronts.append((left[2:], right[2:]))
    return any(_one_edit_at_the_end(*rest) for rest in fronts)


def _one_edit_at_the_end(left: str, right: str) -> bool:
    longer = len(left) - len(right)
    if longer == 0:
        return left[:-1] == right[:-1] or (left[:-2] == right[:-2] and left[-2:] == right[:-3:-1])
    return left[:-1] == right if longer == 1 else longer == -1 and left == right[:-1]


def effort(typed: str, meant: str) -> float:
    """How unlikely a slip is: doubles, a silent h and swaps come easily, a first letter does not.

    >>> effort("assitenza", "assistenza") < effort("assistenza", "ambulanza")
    True
    >>> effort("cooperativva", "cooperativa") < effort("cooperatriva", "cooperativa")
    True
    """
    two_before: list[float] = []
    before: list[float] = []
    row = [0.0]
    for j in range(1, len(meant) + 1):
        row.append(row[j - 1] + _missing(meant, j - 1))
    for i, letter in enumerate(typed, start=1):
        two_before, before = before, row
        row = [before[0] + _missing(typed, i - 1)]
        for j, other in enumerate(meant, start=1):
            cost = min(
                before[j - 1] + _swapped(letter, other),
                before[j] + _missing(typed, i - 1),
                row[j - 1] + _missing(meant, j - 1),
            )
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other != letter:
                cost = min(cost, two_before[j - 2] + 0.7)
            row.append(cost)
    return row[-1] + (0.4 if typed[:1] != meant[:1] else 0.0)


def _missing(word: str, place: int) -> float:
    """The effort of having this letter in one word only."""
    letter = word[place]
    if letter in (word[place - 1 : place], word[place + 1 : place + 2]):
        return 0.5
    return 0.6 if letter == "h" else 0.9


def _swapped(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    if (letter, other) in _ALIKE:
        return 0.7
    return 0.8 if (letter, other) in _NEAR else 1.1


def rank(typed: str, known: Iterable[tuple[str, float]], limit: int = 5) -> list[str]:
    """The words within reach of the typed one, best first; weights are counts of use.

    >>> rank("assitenza", [("assistenza", 900), ("assenza", 40), ("esistenza", 3)])
    ['assistenza', 'assenza', 'esistenza']
    """
    allowed = reach(typed)
    within = [
        (edits - _USE * log(1 + weight), word, weight)
        for word, weight in known
        if (edits := distance(typed, word, allowed)) is not None
    ]
    scored = [
        (effort(typed, word) - _USE * log(1 + weight), word)
        for _, word, weight in nsmallest(_WEIGHED, within)
    ]
    return [word for _, word in sorted(scored)[:limit]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known words in memory, with the same keys as the database keeps."""

    weights: Mapping[str, float]
    by_key: Mapping[int, list[str]]

    def suggestions(self, typed: str, limit: int = 5) -> list[str]:
        """The known words most likely meant by a folded word."""
        found = {word for key in deletion_keys(typed) for word in self.by_key.get(key, ())}
        return rank(typed, ((word, self.weights[word]) for word in found), limit)


def vocabulary(weights: Mapping[str, float]) -> Vocabulary:
    """Index folded words by their deletion keys.

    >>> vocabulary({"cooperativa": 50, "operativa": 2}).suggestions("coperativa")
    ['cooperativa', 'operativa']
    """
    by_key: dict[int, list[str]] = {}
    for word in weights:
        for key in deletion_keys(word):
            by_key.setdefault(key, []).append(word)
    return Vocabulary(dict(weights), by_key)
