"""Every place of the territory in memory, found by what people type.

Some eight thousand names fit in a few megabytes, and a place is asked for on every page: so
words, beginnings of words, postcodes, codes and misspelt names are all answered from here.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ponte.engines.text.normalise import fold
from ponte.engines.text.typos import Vocabulary, vocabulary
from ponte.territory.rules.distance import box_around, distance_km

LONGEST = 120
MOST_WORDS = 8
KINDS = {"M": "municipality", "P": "province", "R": "region", "A": "area", "I": "country"}
_ORDER = {"M": 0, "A": 1, "P": 2, "R": 3, "I": 4}
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, province, region, free area or the country; `code` as in `served`.

    `covered_by` are the codes of all that hold it, itself included; `names` are further names
    it is found by: in another language, or of a municipality that was merged into it.
    """

    code: str
    name: str
    latitude: float
    longitude: float
    population: int = 0
    acronym: str = ""
    names: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    covered_by: frozenset[str] = frozenset()
    slug: str = ""

    @property
    def kind(self) -> str:
        return KINDS[self.code[0]]

    @property
    def label(self) -> str:
        """The name as an address writes it: Castro (BG) is not Castro (LE)."""
        return f"{self.name} ({self.acronym})" if self.code[0] == "M" else self.name


class Gazetteer:
    """Answers about places; built once from all of them."""

    def __init__(self, places: Iterable[Place], old_codes: Iterable[tuple[str, str]] = ()):
        self.by_code = {place.code: place for place in places}
        self.now = dict(old_codes)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._postcodes: dict[str, set[str]] = defaultdict(set)
        squeezed: list[tuple[str, str]] = []
        for place in self.by_code.values():
            for name in (place.name, *place.names):
                words = words_of(name)
                squeezed.append(("".join(words), place.code))
                for word in words:
                    self._words[word].add(place.code)
            for postcode in place.postcodes:
                self._postcodes[postcode].add(place.code)
        self._sorted_words = sorted(self._words)
        self._squeezed = sorted(squeezed)
        self._acronyms = {p.acronym.lower(): p.code for p in places_of(self, "P")}

    def municipality(self, istat_code: str) -> Place | None:
        """The municipality that answers for a code of today or of an earlier year."""
        return self.by_code.get("M" + self.now.get(istat_code, istat_code))

    def find(self, typed: str, limit: int = 10, kinds: str = "MPRA") -> list[Place]:
        """The places meant, best first; a slip of the keyboard is forgiven when nothing fits."""
        words = words_of(typed)[:MOST_WORDS]
        if not words:
            return []
        found = self._by_number(words) or self._by_words(words, kinds)
        if not found:
            found = self._by_words_with_slips(words, kinds)
        fitting = (self.by_code[code] for code in found)
        asked = " ".join(words)
        ranked = sorted(
            (p for p in fitting if p.code[0] in kinds), key=lambda place: _rank(place, asked)
        )
        return ranked[:limit]

    def within(self, centre: Place, km: float, limit: int | None = None) -> list[Place]:
        """Municipalities at most `km` from a place, nearest first."""
        south, west, north, east = box_around(centre, km)
        near = [
            (far, place.code, place)
            for place in places_of(self, "M")
            if south <= place.latitude <= north and west <= place.longitude <= east
            if (far := distance_km(centre, place)) <= km
        ]
        return [place for _, _, place in sorted(near)[:limit]]

    def _by_number(self, words: list[str]) -> set[str]:
        number = words[0]
        if not number.isdigit() or len(words) > 1:
            return set()
        if len(number) == 6:
            place = self.municipality(number)
            return {place.code} if place else set()
        if 3 <= len(number) <= 5:
            return set().union(
                *(codes for cap, codes in self._postcodes.items() if cap.startswith(number))
            )
        return set()

    def _by_words(self, words: list[str], kinds: str) -> set[str]:
        province = self._acronyms.get(words[-1]) if len(words) > 1 else None
        if province:
            inside = {
                code
                for code in self._all_of([self._beginning(w) for w in words[:-1]])
                if province in self.by_code[code].covered_by
            }
            if inside:
                return inside
        found = self._all_of([self._beginning(word) for word in words])
        if any(code[0] in kinds for code in found):
            return found
        return self._written_together("".join(words))

    def _by_words_with_slips(self, words: list[str], kinds: str) -> set[str]:
        """Each word as it is, or as one of the known words it may stand for."""
        if len(words) > 1 and words[-1] in self._acronyms:
            words = words[:-1]
        choices = []
        for word in words:
            codes = self._beginning(word)
            if len(word) > 2:
                codes = codes.union(*(self._words[w] for w in self._known.suggestions(word, 4)))
            choices.append(codes)
        return self._all_of(choices)

    @cached_property
    def _known(self) -> Vocabulary:
        weights = {
            word: max(self.by_code[code].population for code in codes)
            for word, codes in self._words.items()
        }
        return vocabulary(weights)

    def _beginning(self, start: str) -> set[str]:
        found: set[str] = set()
        place = bisect_left(self._sorted_words, start)
        while place < len(self._sorted_words) and self._sorted_words[place].startswith(start):
            found |= self._words[self._sorted_words[place]]
            place += 1
        return found

    def _written_together(self, start: str) -> set[str]:
        found: set[str] = set()
        place = bisect_left(self._squeezed, (start, ""))
        while place < len(self._squeezed) and self._squeezed[place][0].startswith(start):
            found.add(self._squeezed[place][1])
            place += 1
        return found

    @staticmethod
    def _all_of(choices: list[set[str]]) -> set[str]:
        return set.intersection(*choices) if choices else set()


def places_of(gazetteer: Gazetteer, kind: str) -> Iterator[Place]:
    """The places whose code begins with this letter."""
    return (place for code, place in gazetteer.by_code.items() if code[0] == kind)


def words_of(text: str) -> list[str]:
    """The words of a name as they are compared: Forlì and FORLI' are one.

    >>> words_of("Reggio nell'Emilia"), words_of("FORLI'")
    (['reggio', 'nell', 'emilia'], ['forli'])
    """
    return _WORD.findall(fold(text[:LONGEST]))


def _rank(place: Place, asked: str) -> tuple[int, int, int, str]:
    """The very name first, then names that begin so, then the larger place."""
    names = [" ".join(words_of(name)) for name in (place.name, *place.names)]
    if names[0] == asked:
        fit = 0
    elif asked in names:
        fit = 1
    elif names[0].startswith(asked):
        fit = 2
    else:
        fit = 3
    return fit, _ORDER[place.code[0]] if fit < 2 else 0, -place.population, place.code
