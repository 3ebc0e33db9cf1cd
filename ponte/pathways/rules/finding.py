"""Which occupation somebody means: words in seven languages, their beginnings, slips of the hand.

The reader's language comes first, the others answer too. The list is the same for everybody and
does not change while Ponte runs: it is kept in memory as places are, some thirty megabytes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import nsmallest
from itertools import islice, product

from ponte.engines.text.normalise import fold
from ponte.engines.text.stems import LANGUAGES, stop_words
from ponte.engines.text.typos import distance, rank
from ponte.pathways.rules.beginnings import LEAST, Beginnings
from ponte.pathways.rules.occupations import Occupation, occupations

LONGEST = 300
MOST_WORDS = 8
CLOSELY = 200  # beyond so many, the other names are not compared one by one
SPELLINGS, SPELT = 3, 9
SHORT = 5  # up to this length one slip is all that is forgiven
REST = 5
SHARE = 10_000  # among those that hold a word, so that rare words weigh more
ABROAD = 3  # how far a name in another language stands behind the same fit in the reader's
_WORD = re.compile(r"[a-z0-9]+")
_CODE = re.compile(r"\((\d{4}(?:\.\d+)+)\)\s*$")
Place = tuple[int | str, ...]  # in the order of what is found


class Finder:
    """Answers about occupations; built once from all of them."""

    def __init__(self, known: Iterable[Occupation]):
        self._all = list(known)
        self._words = {language: Beginnings() for language in LANGUAGES}
        self._forms: dict[str, dict[int, tuple[str, ...]]] = {one: {} for one in LANGUAGES}
        for number, one in enumerate(self._all):
            for language, name in one.names.items():
                self._forms[language][number] = forms_of(name)
                said = f"{name}|{one.others.get(language, '')}"
                self._words[language].add(number, _WORD.findall(fold(said)))

    def find(self, typed: str, language: str | None, limit: int = 10) -> list[Occupation]:
        """Return the occupations meant, best first; slips are forgiven where nothing fits."""
        words, language = words_of(typed)[:MOST_WORDS], _ours(language)
        if len("".join(words)) < LEAST:
            return []
        others = [one for one in LANGUAGES if one != language]
        best: dict[int, Place] = {}
        self._add(best, [words], language, 0)
        has_own = bool(best)
        for other in others:
            self._add(best, [words], other, ABROAD)
        if not has_own:
            self._add(best, self._mended(words, language), language, ABROAD)
        if not best and not all(self._is_known(word, language) for word in words):
            for other in others:
                self._add(best, self._mended(words, other), other, ABROAD)
        if not best:
            best = self._some(words, language)
        return [self._all[number] for number in nsmallest(limit, best, key=best.__getitem__)]

    def asked(self, typed: str, language: str | None, limit: int = 10) -> list[Occupation]:
        """Return the occupations of exactly this name, or else those that may be meant."""
        return self.named(typed, language) or self.find(typed, language, limit)

    def label(self, one: Occupation, language: str | None) -> str:
        """Return a name that leads back to this occupation alone: a few share theirs."""
        name = one.name(_ours(language))
        known = [other.id for other in self.named(name, language)]
        return name if known == [one.id] else f"{name} ({one.code})"

    def named(self, typed: str, language: str | None) -> list[Occupation]:
        """Return the occupations of exactly this name, in the reader's language or in another."""
        if told := _CODE.search(typed):
            return [one for one in self._all if one.code == told[1]]
        asked = " ".join(words_of(typed))
        found: set[int] = set()
        for one in (_ours(language), *LANGUAGES):
            forms = self._forms[one]
            found = {number for number, known in forms.items() if asked and asked in known}
            if found:
                break
        return [self._all[number] for number in sorted(found)]

    def _add(
        self, best: dict[int, Place], spelt: Iterable[Sequence[str]], language: str, behind: int
    ) -> None:
        """Add what the words lead to in one language, where it is not found better already."""
        for words in spelt:
            found = self._by_words(words, language)
            is_close = len(found) <= CLOSELY
            for number in found:
                fit = self._fit(number, words, language, is_close)
                name = self._forms[language][number][0]
                key = (2 * fit + behind, len(name), name, number)
                best[number] = min(best.get(number, key), key)

    def _by_words(self, words: Sequence[str], language: str) -> set[int]:
        small = stop_words(language)
        told = [word for word in words if word not in small] or words
        return self._words[language].holding(told)

    def _mended(self, words: Sequence[str], language: str) -> Iterator[tuple[str, ...]]:
        """Spell the words that begin nothing as the known words they may stand for."""
        choices = []
        for word in words:
            choices.append([word] if self._is_known(word, language) else self._near(word, language))
        return islice(product(*choices), SPELT)

    def _is_known(self, word: str, language: str) -> bool:
        return word in stop_words(language) or bool(self._words[language].starting(word))

    def _near(self, word: str, language: str) -> list[str]:
        slips = 1 if len(word) <= SHORT else 2
        near = [
            (one, many)
            for one, many in self._words[language].words()
            if (edits := distance(word, one, slips)) is not None
            and (edits == 1 or word[0] == one[0])
        ]
        return rank(word, near, SPELLINGS) if len(word) > 2 else []

    def _some(self, words: Sequence[str], language: str) -> dict[int, Place]:
        """What some of the words lead to, the rarest most, where all of them lead nowhere."""
        small, weighed, forms = stop_words(language), Counter[int](), self._forms[language]
        known = self._words[language]
        for word in words:
            found = () if word in small or len(word) < 3 else known.starting(word)
            for number in found:
                is_first = any(part.startswith(word) for part in forms[number][-1].split())
                weighed[number] += SHARE * (1 + is_first) // len(found)
        return {
            number: (-weight, len(forms[number][0]), forms[number][0])
            for number, weight in weighed.items()
        }

    def _fit(self, number: int, words: Sequence[str], language: str, is_close: bool) -> int:
        """How well a name fits, from 0 (the very name) on."""
        asked, forms = " ".join(words), self._forms[language][number]
        if asked in forms:
            return 0
        others = self._all[number].others.get(language, "") if is_close else ""
        said = [form for name in others.split("|") for form in forms_of(name)]
        if asked in said:
            return 1
        if any(form.startswith(asked) for form in forms):
            return 2
        if any(set(words) <= set(form.split()) for form in forms):
            return 3
        return 4 if any(form.startswith(asked) for form in said) else REST


def _ours(language: str | None) -> str:
    return language if language and language in LANGUAGES else "en"


def words_of(text: str) -> list[str]:
    """Return the words as they are compared.

    >>> words_of("Opérateur d’Évier")
    ['operateur', 'd', 'evier']
    """
    return _WORD.findall(fold(text[:LONGEST]))


def forms_of(name: str) -> tuple[str, ...]:
    """Return the ways to say a name: each side of a slash, and all of it as it is written.

    >>> forms_of("saldatore di tubi/saldatrice di tubi")
    ('saldatore di tubi', 'saldatrice di tubi', 'saldatore di tubi saldatrice di tubi')
    >>> forms_of("čistač/čistačica vozila")[:2]
    ('cistac vozila', 'cistacica vozila')
    """
    sides = [_WORD.findall(fold(side)) for side in name.split("/")]
    longest = max(sides, key=len)
    told = [" ".join([*side, *longest[len(side) :]]) for side in sides]
    whole = " ".join(word for side in sides for word in side)
    return tuple(dict.fromkeys([*told, whole]))


@cache
def finder() -> Finder:
    """Return the finder of all occupations, made when somebody first asks."""
    return Finder(occupations().values())
