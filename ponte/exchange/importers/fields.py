"""A field that a column may fill: its name, what people call it, how its cells are read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from ponte.engines.text.normalise import fold
from ponte.exchange.importers.reading import Reader


@dataclass(frozen=True, slots=True)
class Field:
    """`part` is the record the value belongs to; `catalogue` the list its codes come from."""

    name: str
    label: str | Promise
    read: Reader
    part: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    is_identifier: bool = False
    catalogue: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of import: its fields, by name."""

    code: str
    label: str | Promise
    hint: str | Promise
    fields: Mapping[str, Field]
    listing: str


def kind_of(code, label, hint, listing: str, *fields: Field) -> Kind:
    """Put a kind together."""
    return Kind(code, label, hint, {field.name: field for field in fields}, listing)


def plain(text: str) -> str:
    """Write a header one way.

    >>> plain("Partita I.V.A.*")
    'partita iva'
    """
    folded = fold(text).replace(".", "").replace("_", " ")
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def guess(kind: Kind, header: list[str]) -> dict[str, str]:
    """Return, for the columns whose name tells, the field they mean; each field once."""
    spoken: dict[str, str] = {}
    for field in kind.fields.values():
        for text in (field.name, str(field.label), *field.aliases):
            spoken.setdefault(plain(text), field.name)
    found: dict[str, str] = {}
    for exact in (True, False):
        for column in header:
            name = spoken.get(plain(column)) if exact else _nearly(spoken, plain(column))
            if column not in found and name and name not in found.values():
                found[column] = name
    return found


def _nearly(spoken: Mapping[str, str], text: str) -> str | None:
    """A header that begins with a longer known name means it: "telefono sede" is a phone."""
    near = [known for known in spoken if len(known) > 3 and text.startswith(known + " ")]
    return spoken[max(near, key=len)] if near else None
