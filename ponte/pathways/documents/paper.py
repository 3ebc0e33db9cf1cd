"""What a paper is made of; page and PDF show these parts through one template."""

from dataclasses import dataclass

from ponte.pathways.queries.sheet_words import Line


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their heads; the first cell of a row is its own head."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    are_numbers: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One section: what stands first, what is asked and answered, a list, a table."""

    title: str
    notes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper; `about` says of what, in the title of the file and beside its own."""

    title: str
    about: str
    parts: tuple[Part, ...]
    lead: str = ""


def told(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs that say something."""
    return tuple((str(label), str(text)) for label, text in pairs if text)
