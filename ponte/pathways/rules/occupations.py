"""Occupations of ESCO as shipped: their names in seven languages, their ISCO group, who is near.

What people type is understood in `finding`. An occupation says nothing of who does it: only its
code is kept, never the masculine or feminine name by which it was found.
"""

import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data" / "esco"
ADDRESS = "http://data.europa.eu/esco/occupation/"


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation; `id` is the last part of its ESCO address, `others` are joined by |."""

    id: str
    code: str
    names: Mapping[str, str]
    others: Mapping[str, str]

    @property
    def group(self) -> str:
        """Return the ISCO-08 unit group, such as 7212."""
        return self.code[:4]

    def name(self, language: str) -> str:
        """Return the name in a language, in English where there is none."""
        return self.names.get(language) or self.names["en"]


@cache
def occupations() -> Mapping[str, Occupation]:
    """Return every occupation by its id.

    >>> occupations()["7aedaa07-3884-4c5b-88f9-80997b2aa54b"].name("fr")
    'soudeur/soudeuse'
    """
    found: dict[str, Occupation] = {}
    for row in _rows("occupations"):
        one = found.setdefault(row["id"], Occupation(row["id"], row["code"], {}, {}))
        one.names[row["lang"]] = row["name"]  # type: ignore[index]
        if row["others"]:
            one.others[row["lang"]] = row["others"]  # type: ignore[index]
    return MappingProxyType(found)


def occupation_name(key: str, language: str) -> str:
    """Return the name of an occupation; nothing for an id that is not on the list."""
    found = occupations().get(key) if key else None
    return found.name(language) if found else ""


def group_name(code: str, language: str) -> str:
    """Return what a unit group of ISCO-08 is called.

    >>> group_name("7212", "en")
    'Welders and flamecutters'
    """
    found = _groups().get(code, {})
    return found.get(language) or found.get("en", "")


@cache
def skill_groups() -> Mapping[str, str]:
    """Return the groups of ESCO skills by code, in English: no other language has them with codes.

    >>> skill_groups()["S6.7"]
    'using hand tools'
    """
    return MappingProxyType({row["code"]: row["en"] for row in _rows("skill_groups")})


@cache
def _groups() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["code"]: row for row in _rows("isco_groups")})


def _rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


class Kin(StrEnum):
    """How near two occupations are."""

    SAME = "same"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Near:
    """Work that a worker has done or wishes for, as near as it is to what an opening asks."""

    how: str  # "done" or "wished"
    kin: str
    occupation: str


@dataclass(frozen=True, slots=True)
class Kinship:
    """An opening's occupation beside a worker's: words for a reader, never points."""

    asked: str
    near: tuple[Near, ...] = ()
    is_told: bool = False  # the worker's occupations are known at all

    def kept(self) -> dict[str, Any]:
        """Return it as it is written down."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Kinship":
        """Return what was written down."""
        return cls(kept["asked"], tuple(Near(**one) for one in kept["near"]), kept["is_told"])


def kinship(asked: str, done: Iterable[str], wished: Iterable[str]) -> Kinship | None:
    """Lay a worker's occupations beside an opening's; None where the opening names none."""
    known = occupations()
    if asked not in known:
        return None
    told = [("done", one) for one in done] + [("wished", one) for one in wished]
    near = [Near(how, kin, one) for how, one in told if (kin := _kin(asked, one))]
    near.sort(key=lambda one: (one.kin != Kin.SAME, one.how != "done"))
    return Kinship(asked, tuple(near), bool(told))


def _kin(one: str, other: str) -> str:
    known = occupations()
    if one == other:
        return Kin.SAME.value
    there = one in known and other in known and known[one].group == known[other].group
    return Kin.GROUP.value if there else ""
