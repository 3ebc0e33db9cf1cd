"""A territory's own areas, read line by line: which municipalities, and what is wrong where."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ponte.engines.text.normalise import fold

LONGEST_NAME, LONGEST_SOURCE = 160, 300
COLUMNS = {
    "area": ("area", "name", "nome", "ambito"),
    "kind": ("kind", "tipo"),
    "code": ("istat", "code", "codice", "istat code", "codice istat"),
    "town": ("municipality", "comune"),
    "province": ("province", "provincia"),
    "source": ("source", "fonte"),
    "date": ("date", "data"),
}
NEEDED = ("area", "kind", "source", "date")
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%Y")


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality of today; `names` are further ones, those of merged municipalities too."""

    code: str
    name: str
    province: str
    names: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.name} ({self.province})"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about one line of a file."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}"


@dataclass(slots=True)
class OwnArea:
    """An area as a file tells it; `towns` by code, each with the line that names it."""

    name: str
    kind: str
    line: int
    source: str = ""
    date: str = ""
    towns: dict[str, int] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return year_of(self.date) or 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says; nothing of it counts while there are faults."""

    areas: list[OwnArea]
    faults: list[Said]
    notes: list[Said]


class Fault(Exception):  # noqa: N818 - said to people, beside the line
    """Why a line cannot be used."""


class Towns:
    """The municipalities of today by code and by name, and who answers for a code of before."""

    def __init__(self, towns: Iterable[Town], now: Mapping[str, Iterable[str]]):
        self.by_code = {town.code: town for town in towns}
        self._now = {old: sorted(set(codes)) for old, codes in now.items()}
        self._named: dict[str, list[Town]] = defaultdict(list)
        self._also: dict[str, list[Town]] = defaultdict(list)
        for town in self.by_code.values():
            self._named[_plain(town.name)].append(town)
            for name in {_plain(name) for name in town.names}:
                self._also[name].append(town)

    def of_code(self, typed: str) -> tuple[Town, str]:
        """Return the municipality of a code of any year, and what was translated."""
        if not re.fullmatch(r"[0-9]{4,6}", typed):
            raise Fault(f"'{typed}' is no ISTAT code: six digits, as 016004.")
        code = typed.zfill(6)
        if code in self.by_code:
            return self.by_code[code], ""
        answering = [self.by_code[one] for one in self._now.get(code, ()) if one in self.by_code]
        if not answering:
            raise Fault(f"no municipality has or had the ISTAT code {code}.")
        if len(answering) > 1:
            raise Fault(f"{code} is a code of before, today one of: {_listed(answering)}.")
        town = answering[0]
        return town, f"{code} is a code of before, read as {town.code} {town.label}."

    def of_name(self, name: str, province: str) -> tuple[Town, str]:
        """Return the one municipality of a name, and what was translated."""
        for known, is_today in ((self._named, True), (self._also, False)):
            found = [one for one in known.get(_plain(name), ()) if _lies_in(one, province)]
            if len(found) > 1:
                raise Fault(f"'{name}' may be {_listed(found)}: write the province or the code.")
            if found:
                note = "" if is_today else f"'{name}' is read as {found[0].label}."
                return found[0], note
        if province and (self._named.get(_plain(name)) or self._also.get(_plain(name))):
            raise Fault(f"there is no '{name}' in the province {province}.")
        raise Fault(f"no municipality is called '{name}'.")

    def meant(self, cells: Mapping[str, str]) -> tuple[Town, str]:
        """Return the municipality of a line; where it gives code and name, both must agree."""
        code, name, province = cells["code"], cells["town"], cells["province"]
        if not code and not name:
            raise Fault("the line names no municipality.")
        if not code:
            return self.of_name(name, province)
        town, note = self.of_code(code)
        called = {_plain(one) for one in (town.name, *town.names)}
        if name and _plain(name) not in called:
            raise Fault(f"the code {code} is {town.label}, not '{name}'.")
        if not note and not _lies_in(town, province):
            raise Fault(f"{town.label} does not lie in the province {province}.")
        return town, note


def columns_of(header: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """Return where each column stands, and what the first line lacks."""
    places = {_plain(name): place for place, name in reversed(list(enumerate(header)))}
    found = {
        column: next(places[name] for name in names if name in places)
        for column, names in COLUMNS.items()
        if any(name in places for name in names)
    }
    lacks = [f"a column '{one}'" for one in NEEDED if one not in found]
    if "code" not in found and "town" not in found:
        lacks.append("a column 'istat' or 'municipality'")
    return found, lacks


def read_areas(
    lines: Iterable[tuple[int, Mapping[str, str]]], towns: Towns, kinds: Mapping[str, str]
) -> Reading:
    """Read all lines and say all faults at once; `kinds` are their codes by folded words."""
    areas: dict[tuple[str, str], OwnArea] = {}
    faults: list[Said] = []
    notes: list[Said] = []
    for number, cells in lines:
        try:
            area = _area(number, cells, areas, kinds)
            _once(area, cells)
            town, note = towns.meant(cells)
            if town.code in area.towns and not note:
                before = area.towns[town.code]
                raise Fault(f"{town.label} is in '{area.name}' already, by line {before}.")
            area.towns.setdefault(town.code, number)
        except Fault as fault:
            faults.append(Said(number, str(fault)))
            continue
        if note:
            notes.append(Said(number, note))
    for area in areas.values():
        for column, value in (("source", area.source), ("date", area.date)):
            if area.towns and not value:
                faults.append(Said(area.line, f"'{area.name}' has no {column} on any line."))
    return Reading(list(areas.values()), sorted(faults, key=lambda one: one.line), notes)


def year_of(text: str) -> int | None:
    """Return the year of a date as 2026-03-31, 31/03/2026 or 2026."""
    for form in _DATES:
        try:
            return datetime.strptime(text, form).year
        except ValueError:
            continue
    return None


def _area(
    number: int,
    cells: Mapping[str, str],
    areas: dict[tuple[str, str], OwnArea],
    kinds: Mapping[str, str],
) -> OwnArea:
    name = " ".join(cells["area"].split())
    if not name:
        raise Fault("the line names no area.")
    if len(name) > LONGEST_NAME:
        raise Fault(f"the name of the area is longer than {LONGEST_NAME} characters.")
    kind = kinds.get(_plain(cells["kind"]))
    if kind is None:
        known = ", ".join(dict.fromkeys(kinds.values()))
        raise Fault(f"'{cells['kind']}' is no kind of area. The kinds are: {known}.")
    return areas.setdefault((kind, _plain(name)), OwnArea(name, kind, number))


def _once(area: OwnArea, cells: Mapping[str, str]) -> None:
    """An area has one source and one date, told on one of its lines or on each."""
    source, date = " ".join(cells["source"].split()), cells["date"]
    if len(source) > LONGEST_SOURCE:
        raise Fault(f"the source is longer than {LONGEST_SOURCE} characters.")
    if date and year_of(date) is None:
        raise Fault(f"'{date}' is no date: write it as 2026-03-31, or the year alone.")
    for column, before, told in (("source", area.source, source), ("date", area.date, date)):
        if before and told and before != told:
            raise Fault(f"'{area.name}' has another {column} above: '{before}', here '{told}'.")
    area.source, area.date = area.source or source, area.date or date


def _lies_in(town: Town, province: str) -> bool:
    return not province or _plain(province) == _plain(town.province)


def _listed(towns: Iterable[Town]) -> str:
    return " or ".join(f"{town.label} {town.code}" for town in towns)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


def key_of(kind: str, name: str) -> tuple[str, str]:
    """Return by what an area is the same as another: its kind and its name, however written."""
    return kind, _plain(name)


def kinds_by_words(labels: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the kinds by all words that may stand for them."""
    return {_plain(words): code for code, words in labels}
