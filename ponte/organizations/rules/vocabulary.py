"""Legal forms and kinds of qualification, as written in `organizations/data`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from ponte.kit.described import described
from ponte.kit.errors import RuleBroken

DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Term:
    """A code with its title; the Italian beside it, the law's own word, fills the catalogue."""

    code: str
    title: str
    it: str

    @property
    def label(self) -> str:
        return gettext(self.title)


@dataclass(frozen=True, slots=True)
class Yearly(Term):
    """A document that must be made every year; last year's is there by month and day."""

    due: tuple[int, int]

    def year_expected(self, on: date) -> int:
        """Return the newest year whose document must exist on a day.

        >>> Yearly("", "", "", (8, 1)).year_expected(date(2026, 7, 31))
        2024
        """
        return on.year - (1 if (on.month, on.day) >= self.due else 2)


@dataclass(frozen=True, slots=True)
class Kind(Term):
    """What an organization may be in law, the register that proves it, how long it holds."""

    family: str
    law: str
    register: str
    holds_months: int
    yearly: Yearly | None
    synonyms: Mapping[str, Sequence[str]]


def _read(name: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = described(DATA / name)
    return read


@cache
def legal_forms() -> dict[str, Term]:
    """Return legal forms by code, in the order of the file."""
    return {
        term["code"]: Term(term["code"], term["title"], term["it"])
        for term in _read("legal_forms.yaml")["terms"]
    }


@cache
def families() -> dict[str, Term]:
    """Return the types of enterprise that people filter by."""
    return {
        term["code"]: Term(term["code"], term["title"], term["it"])
        for term in _read("qualifications.yaml")["families"]
    }


@cache
def kinds() -> dict[str, Kind]:
    """Return kinds of qualification by code, in the order of the file."""
    return {term["code"]: _kind(term) for term in _read("qualifications.yaml")["terms"]}


def _kind(term: Mapping[str, Any]) -> Kind:
    yearly = term.get("yearly_document")
    return Kind(
        code=term["code"],
        title=term["title"],
        it=term["it"],
        family=term["family"],
        law=term["law"],
        register=term["register"],
        holds_months=term["holds_months"],
        synonyms=term.get("synonyms", {}),
        yearly=yearly and Yearly(term["code"], yearly["title"], yearly["it"], tuple(yearly["due"])),
    )


def check_legal_form(code: str) -> str:
    """Let through an empty legal form or one of the list."""
    if code and code not in legal_forms():
        raise RuleBroken(gettext("Choose the legal form from the list."), field="legal_form")
    return code


def check_kind(code: str) -> Kind:
    """Return the kind of qualification with this code."""
    if code not in kinds():
        raise RuleBroken(gettext("Choose the qualification from the list."), field="kind")
    return kinds()[code]
