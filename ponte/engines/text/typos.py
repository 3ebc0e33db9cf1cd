"""Misspelt words and the words meant: deletion keys to index by, and a ranking of what they find.

Two words at most two edits apart share a form with at most two letters deleted from each
(symmetric deletion). A database keeps for every known word its `deletion_keys`; a typed word
meets the rows that share a key with it, and `rank` puts the likeliest first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log
from zlib import crc32

PREFIX = 7  # only the first letters are deleted from; the rest is left to the ranking
_FARTHEST = 2
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
    """Edits between two words, a swap of neighbours being one; None beyond the limit.

    >>> distance("assitenza", "assistenza"), distance("caas", "casa"), distance("via", "casa")
    (1, 1, None)
    """
    start = 0
    shorter = min(len(typed), len(meant))
    while start < shorter and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < shorter - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    left, right = typed[start : len(typed) - end], meant[start : len(meant) - end]
    if not left or not right:
        edits = len(left) + len(right)
        return edits if edits <= limit else None
    if abs(len(left) - len(right)) > limit:
        return None
    return _banded(left, right, limit)


def _banded(left: str, right: str, limit: int) -> int | None:
    """Optimal string alignment over the diagonal band that can still be within the limit."""
    far = limit + 1
    before: list[int] = []
    row = [column if column <= limit else far for column in range(len(right) + 1)]
    for i, letter in enumerate(left, start=1):
        low, high = max(1, i - limit), min(len(right), i + limit)
        current = [far] * (len(right) + 1)
        if i <= limit:
            current[0] = i
        best = current[0]
        for j in range(low, high + 1):
            other = right[j - 1]
            if letter == other:
                cost = row[j - 1]
            else:
                cost = 1 + min(row[j - 1], row[j], current[j - 1])
                if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                    cost = min(cost, before[j - 2] + 1)
            current[j] = cost
            best = min(best, cost)
        if best > limit:
            return None
        before, row = row, current
    return row[-1] if row[-1] <= limit else None


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
        (edits, word, weight)
        for word, weight in known
        if (edits := distance(typed, word, allowed)) is not None
    ]
    scored = sorted(
        (effort(typed, word) - 0.09 * log(1 + weight), word) for _, word, weight in within
    )
    return [word for _, word in scored[:limit]]


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
