"""Comparing the records of a file with what is here: added, changed, the same, or a twin."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ponte.directory.public import StoredListing
from ponte.exchange.importers.fields import Kind
from ponte.exchange.importers.lists import QUALIFICATIONS
from ponte.exchange.importers.records import digest, freeze
from ponte.exchange.states import Verdict
from ponte.kit.ids import uuid_from

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose import this is: the source its identifiers belong to, and what it may touch."""

    kind: Kind
    source: str
    organization: UUID | None
    everywhere: bool
    allowed: Collection[UUID]
    mapped: frozenset[str]
    erases: bool = False

    def identifier(self, what: str, key: str) -> UUID:
        """Return the identifier that this source's record has here, today and next year."""
        source = f"{self.organization}/{self.source}" if self.organization else self.source
        return uuid_from(source, f"{what}/{key}")

    @property
    def states(self) -> bool:
        """Say whether the file tells what organizations are."""
        return QUALIFICATIONS in self.mapped

    def may_write(self, organization: UUID | None) -> bool:
        return self.everywhere or organization in self.allowed


@dataclass(slots=True)
class Record:
    """The joined values of the lines with one key, and what comparing found."""

    key: str
    line: int
    values: dict[str, Any]
    errors: list[dict[str, str]]
    verdict: Verdict = Verdict.ERROR
    record_id: UUID | None = None
    owner_id: UUID | None = None
    base: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)
    twin: dict[str, Any] = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.values.get("name", ""))[:250]

    def wrong(self, text: str, column: str = "") -> None:
        self.verdict = Verdict.ERROR
        self.errors.append({"column": column, "value": "", "text": text})

    def is_twin(self, why: str, *, name: str, may_accept: bool, **more: Any) -> None:
        """Note that the record is perhaps here already; a person decides where that is asked."""
        self.verdict = Verdict.DUPLICATE
        self.twin = {"why": why, "name": name, "may_accept": may_accept, **more}

    def renames(self, fields: Sequence[str]) -> None:
        """Note that an identifier would change: a person says yes to it, line by line."""
        self.verdict = Verdict.IDENTITY
        self.twin = {**self.twin, "identity": list(fields), "may_accept": True, "then": "change"}


def differences(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what changes, field by field, with the old value and the new."""
    return [
        {"field": name, "old": freeze(now.get(name)), "new": freeze(value)}
        for name, value in wanted.items()
        if now.get(name) != value
    ]


def base_of(*stored: Any) -> str:
    """Return the digest of what is here now."""
    return digest(*stored)


def listing_base(stored: StoredListing | None) -> list[Any]:
    """What of a listing must still be so when the import is applied."""
    return [stored.version, stored.state, stored.origin] if stored else [NOBODY]


def keep_points(stored: StoredListing | None, wanted: dict[str, Any]) -> None:
    """A place that stays where it is keeps the point somebody measured."""
    if not stored or "card_places" not in wanted:
        return
    here = stored.values["card_places"]
    for place in wanted["card_places"]:
        for old in here:
            if all(old[name] == place[name] for name in ("address", "municipality_id")):
                place["latitude"], place["longitude"] = old["latitude"], old["longitude"]
                place["name"] = place["name"] or old["name"]
                place["cap"] = place["cap"] or old["cap"]
