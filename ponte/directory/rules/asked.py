"""What somebody asks of the search, and the one permanent address of each question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from ponte.directory.rules.document import ENTERPRISES, SERVICES
from ponte.directory.rules.facets import BY_GROUP, FACETS
from ponte.directory.rules.numbers import Group

RADII = (5, 10, 20, 30, 50, 100)
USUAL_RADIUS = 20
LONGEST_WORDS, LONGEST_PLACE = 200, 80
PAGE, MOST = 20, 500
PAGES = MOST // PAGE


class Sort(StrEnum):
    """Orders of the results; nothing can be paid for a place in any of them."""

    BEST = "best"
    NEAR = "near"
    NAME = "name"
    RECENT = "recent"


class View(StrEnum):
    """Ways of seeing the results."""

    LIST = "list"
    MAP = "map"


@dataclass(frozen=True)
class Asked:
    """A search. `place` is a code (M004078, P004, R01, A<slug>) or what somebody typed."""

    words: str = ""
    place: str = ""
    radius: int = USUAL_RADIUS
    chosen: Mapping[Group, tuple[str, ...]] = field(default_factory=dict)
    open_now: bool = False
    sort: Sort = Sort.BEST
    view: View = View.LIST
    page: int = 1

    @property
    def kind(self) -> str:
        """The one kind of listing asked for, or nothing."""
        kinds = self.chosen.get(Group.KIND, ())
        return kinds[0] if len(kinds) == 1 else ""

    @property
    def filters(self) -> dict[Group, tuple[str, ...]]:
        """What is chosen apart from the kind."""
        return {group: codes for group, codes in self.chosen.items() if group != Group.KIND}

    def changed(self, **changes: Any) -> "Asked":
        """Return the same search with something else in it, on its first page."""
        return replace(self, **{"page": 1, **changes})

    def choosing(self, group: Group, codes: Iterable[str]) -> "Asked":
        """Return the same search with these options of a group."""
        chosen = {**self.chosen, group: tuple(sorted(codes))}
        return self.changed(chosen={key: value for key, value in chosen.items() if value})


def parse(parameters: Mapping[str, list[str]]) -> Asked:
    """Read an address: unknown parameters and options are dropped, never an error."""

    def last(name: str) -> str:
        return " ".join((parameters.get(name) or [""])[-1].split())

    chosen = {}
    for facet in FACETS:
        given = {code for code in parameters.get(facet.name, ()) if code in facet.codes}
        if given:
            chosen[facet.group] = tuple(sorted(given))
    chosen = _of_one_world(chosen)
    place = last("place")[:LONGEST_PLACE].strip()
    return Asked(
        words=last("q")[:LONGEST_WORDS].strip(),
        place=place,
        radius=_number(last("radius") if place else "", USUAL_RADIUS, allowed=RADII),
        chosen=chosen,
        open_now=last("open") == "now",
        sort=Sort(last("sort")) if last("sort") in list(Sort) else Sort.BEST,
        view=View(last("view")) if last("view") in list(View) else View.LIST,
        page=min(PAGES, max(1, _number(last("page"), 1))),
    )


def _of_one_world(chosen: dict[Group, tuple[str, ...]]) -> dict[Group, tuple[str, ...]]:
    """Both kinds are no filter; a filter of one kind of listing means that kind."""
    if len(chosen.get(Group.KIND, ())) == 2:
        del chosen[Group.KIND]
    worlds = {BY_GROUP[group].kinds for group in chosen if group != Group.KIND}
    single = {kinds[0] for kinds in worlds if len(kinds) == 1}
    if Group.KIND not in chosen and len(single) == 1:
        chosen[Group.KIND] = (single.pop(),)
    kind = chosen.get(Group.KIND, ("",))[0]
    if kind in (SERVICES, ENTERPRISES):
        return {g: codes for g, codes in chosen.items() if kind in BY_GROUP[g].kinds}
    return chosen


def _number(text: str, otherwise: int, allowed: tuple[int, ...] = ()) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        return otherwise
    number = int(text)
    return number if not allowed or number in allowed else otherwise


def pairs(asked: Asked) -> list[tuple[str, str]]:
    """Return the parameters that say this search and nothing superfluous, in fixed order."""
    found = [("q", asked.words), ("place", asked.place)]
    if asked.place and asked.radius != USUAL_RADIUS:
        found.append(("radius", str(asked.radius)))
    for facet in FACETS:
        found += [(facet.name, code) for code in asked.chosen.get(facet.group, ())]
    if asked.open_now:
        found.append(("open", "now"))
    if asked.sort is not Sort.BEST:
        found.append(("sort", asked.sort.value))
    if asked.view is not View.LIST:
        found.append(("view", asked.view.value))
    if asked.page > 1:
        found.append(("page", str(asked.page)))
    return [(name, value) for name, value in found if value]


def canonical(asked: Asked) -> str:
    """Return the query string of the search's permanent address.

    >>> canonical(parse({"q": ["  nido  estivo "], "month": ["8"], "x": ["1"], "sort": [""]}))
    'q=nido+estivo&kind=service&month=8'
    """
    return urlencode(pairs(asked))
