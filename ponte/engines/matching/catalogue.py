"""The published lists: dimensions, loads, means and the weights an office starts from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from ponte.engines.matching.profiles import HIGHEST, Means


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its code, its names, and for a dimension its area and ESCO group."""

    code: str
    en: str
    it: str
    area: str = ""
    esco: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a dimension counts (1 to 100); an essential demand counts `essential` times as much.

    The office publishes them under a version, which whoever keeps a score keeps with it.
    """

    version: str
    dimensions: Mapping[str, int]
    essential: int

    def __post_init__(self) -> None:
        if not self.dimensions or not all(1 <= w <= 100 for w in self.dimensions.values()):
            raise ValueError("A weight is a whole number from 1 to 100.")
        if not 1 <= self.essential <= 10:
            raise ValueError("An essential demand counts 1 to 10 times a trainable one.")

    def of(self, dimension: str, essential: bool) -> int:
        """What a demand counts; a dimension without a weight is a mistake of the caller."""
        return self.dimensions[dimension] * (self.essential if essential else 1)


@cache
def dimensions() -> Mapping[str, Entry]:
    """The competence dimensions by code, in the order in which they are shown.

    >>> dimensions()["hand_tools"].area, dimensions()["hand_tools"].esco
    ('technical', 'S6.7')
    """
    return _entries("dimensions")


@cache
def loads() -> Mapping[str, Entry]:
    """What a job may ask of body and senses, by code.

    >>> loads()["noise"].en
    'Noise'
    """
    return _entries("loads")


@cache
def means() -> Mapping[Means, Entry]:
    """How one gets to work, in the order in which means are preferred on equal terms."""
    return MappingProxyType({Means(code): entry for code, entry in _entries("means").items()})


@cache
def sensible_km() -> Mapping[Means, int]:
    """The farthest that may be suggested by each means."""
    return MappingProxyType({Means(row["code"]): row["km"] for row in _data("means")["means"]})


@cache
def default_weights() -> Weights:
    """The weights an office has until it publishes its own.

    >>> default_weights().of("leadership", essential=True)
    18
    """
    data = _data("dimensions")
    weights = {row["code"]: row["weight"] for row in data["dimensions"]}
    return Weights("default", MappingProxyType(weights), data["essential"])


@cache
def levels(kind: str) -> tuple[Entry, ...]:
    """The words of the levels 0 to 4, of "dimensions" or of "loads"."""
    rows = _data(kind)["levels"]
    found = tuple(Entry(str(row["level"]), row["en"], row["it"]) for row in rows)
    assert len(found) == HIGHEST + 1
    return found


def _entries(name: str) -> Mapping[str, Entry]:
    fields = ("code", "en", "it", "area", "esco")
    rows = [{name: row[name] for name in fields if name in row} for row in _data(name)[name]]
    return MappingProxyType({row["code"]: Entry(**row) for row in rows})


@cache
def _data(name: str) -> dict[str, Any]:
    path = resources.files("ponte.engines.matching") / "data" / f"{name}.yaml"
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read
