"""Counts that the observatory may ask for."""

from dataclasses import dataclass
from datetime import date

from ponte.directory.queries.missing import searches_in_vain


@dataclass(frozen=True, slots=True)
class Failed:
    """What people looked for in vain, on days of enough askers; a person counts once a day."""

    words: str
    place: str
    language: str
    askers: int


def failed_searches(first: date, last: date) -> list[Failed]:
    """Return the searches without a result of these days, most asked first."""
    return [
        Failed(r["words"], r["place"], r["language"], r["total"])
        for r in searches_in_vain(first, last)
    ]
