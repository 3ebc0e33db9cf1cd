"""The closed lists of `directory/data`: codes, their titles and the words people use for them.

Pure and read once. A title is an English msgid; its Italian stands beside it in the data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from ponte.kit.described import described

DATA = Path(__file__).resolve().parents[1] / "data"
SERVICE_CATEGORIES, PRODUCT_CATEGORIES = "service_categories", "product_categories"
Choice = tuple[str, str]  # code, title


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a list."""

    code: str
    title: str
    it: str = ""
    group: str = ""
    cpv: tuple[str, ...] = ()
    ateco: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The title in the reader's language."""
        return _(self.title)


@cache
def _file(name: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = described(DATA / f"{name}.yaml")
    return read


def _entries(catalogue: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (group, entry) of a list, whether it has groups or not."""
    if catalogue in (SERVICE_CATEGORIES, PRODUCT_CATEGORIES):
        data = _file(catalogue)
        for group in data.get("groups", ()):
            yield from ((group["code"], entry) for entry in group["terms"])
        yield from (("", entry) for entry in data.get("terms", ()))
    else:
        yield from (("", entry) for entry in _file("vocabularies")[catalogue])


@cache
def terms(catalogue: str) -> Mapping[str, Term]:
    """Return the terms of a list by code, in the order of the data."""
    found = {}
    for group, entry in _entries(catalogue):
        found[entry["code"]] = Term(
            code=entry["code"],
            title=entry["title"],
            it=entry.get("it", ""),
            group=group,
            cpv=tuple(entry.get("cpv", ())),
            ateco=tuple(str(code) for code in entry.get("ateco", ())),
            synonyms={code: tuple(words) for code, words in entry.get("synonyms", {}).items()},
        )
    return MappingProxyType(found)


@cache
def groups(catalogue: str) -> Mapping[str, Term]:
    """Return the groups of a list by code; empty where it has none."""
    found = _file(catalogue).get("groups", ()) if catalogue == SERVICE_CATEGORIES else ()
    return MappingProxyType(
        {g["code"]: Term(code=g["code"], title=g["title"], it=g.get("it", "")) for g in found}
    )


def label(catalogue: str, code: str) -> str:
    """Return the title of a code; an unknown code answers for itself."""
    term = terms(catalogue).get(code)
    return term.label if term else code


def labels(catalogue: str, codes: Iterable[str]) -> list[str]:
    """Return the titles of several codes, in their order."""
    return [label(catalogue, code) for code in codes]


def choices(catalogue: str) -> Sequence[Choice | tuple[str, list[Choice]]]:
    """Return a list as the choices of a form field, grouped where the data has groups."""
    named = groups(catalogue)
    if not named:
        return [(term.code, term.label) for term in terms(catalogue).values()]
    return [
        (group.label, [(t.code, t.label) for t in terms(catalogue).values() if t.group == code])
        for code, group in named.items()
    ]
