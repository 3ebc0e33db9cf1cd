"""Skills of ESCO as shipped, found by their names while somebody types.

Every skill has its English name; Italian names are there for a part of them alone, and no open file
ties those to an id. So a skill is kept as the name that was chosen, and stays a text.
"""

import csv
import gzip
from dataclasses import dataclass
from functools import cache

from ponte.engines.text.normalise import fold
from ponte.pathways.rules.occupations import DATA

LEAST = 2  # letters
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill by one name; `id` is the last part of its ESCO address, empty where unknown."""

    id: str
    language: str
    name: str
    told: str  # the name, then each other name, folded: a line each, a blank before each word


@cache
def skills() -> tuple[Skill, ...]:
    """Return every skill, by language and name."""
    with gzip.open(DATA / "skills.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        return tuple(
            Skill(row["id"], row["lang"], row["name"], _told(row)) for row in csv.DictReader(stream)
        )


def find_skills(text: str, language: str, most: int = 8) -> list[str]:
    """Return the names of the skills that fit what is typed: in one's language first, short first.

    >>> find_skills("hand tools", "en")[0]
    'use hand tools'
    """
    asked = [f" {part}" for part in fold(text[:LONGEST]).split()]
    if len("".join(asked).replace(" ", "")) < LEAST:
        return []
    ranked = [(rank, one) for one in skills() if (rank := _rank(one, asked, language)) is not None]
    ranked.sort(key=lambda pair: (*pair[0], pair[1].name))
    return list(dict.fromkeys(one.name for _rank, one in ranked))[:most]


def skill_named(name: str) -> Skill | None:
    """Return the skill of this very name, to be told as such."""
    return _by_name().get(fold(name))


@cache
def _by_name() -> dict[str, Skill]:
    return {fold(one.name): one for one in skills()}


def _rank(one: Skill, asked: list[str], language: str) -> tuple[bool, bool, int] | None:
    """All that is asked begins words of one and the same name."""
    if not all(part in one.told for part in asked):
        return None
    for place, line in enumerate(one.told.split("\n")):
        if all(part in line for part in asked):
            return one.language != language, place > 0, len(one.name)
    return None


def _told(row: dict[str, str]) -> str:
    names = [row["name"], *(other for other in row["others"].split("|") if other)]
    return "\n".join(" " + " ".join(fold(name).split()) for name in names)
