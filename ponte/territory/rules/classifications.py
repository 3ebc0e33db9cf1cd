"""CPV and ATECO 2025 as shipped: what a code says, and which codes hold others."""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).resolve().parents[1] / "data"
LANGUAGES = ("it", "en", "fr", "nl", "hr", "sl", "pl")


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its titles by language and the code above it."""

    code: str
    parent: str
    titles: Mapping[str, str]
    is_social: bool = False

    def title(self, language: str) -> str:
        """The title in a language, else in English, else in Italian."""
        for choice in (language, "en", "it"):
            if self.titles.get(choice):
                return self.titles[choice]
        return self.code


def _rows(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def cpv() -> Mapping[str, Entry]:
    """Every CPV code with its check digit, such as 90910000-9."""
    return MappingProxyType(
        {
            row["code"]: Entry(
                row["code"],
                row["parent"],
                {language: row[language] for language in LANGUAGES},
                row["is_social"] == "1",
            )
            for row in _rows("cpv.csv.gz")
        }
    )


@cache
def ateco() -> Mapping[str, Entry]:
    """Every ATECO 2025 code, from the section A to the subcategory 01.11.00."""
    return MappingProxyType(
        {
            row["code"]: Entry(row["code"], row["parent"], {"it": row["it"]})
            for row in _rows("ateco_2025.csv.gz")
        }
    )
