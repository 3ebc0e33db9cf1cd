"""Skills of ESCO as shipped, found by their names while somebody types.

Every skill has its English name; Italian names are there for a part of them alone, and no open file
ties those to an id. So a skill is kept as the name that was chosen, and stays a text.
"""

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ponte.engines.text.normalise import fold
from ponte.pathways.rules.beginnings import LEAST, Beginnings
from ponte.pathways.rules.occupations import DATA

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill by one name; `id` is the last part of its ESCO address, empty where unknown."""

    id: str
    language: str
    name: str
    others: tuple[str, ...] = ()


@cache
def skills() -> tuple[Skill, ...]:
    """Return every skill, by language and name."""
    with gzip.open(DATA / "skills.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        return tuple(
            Skill(row["id"], row["lang"], row["name"], _others(row))
            for row in csv.DictReader(stream)
        )


class SkillFinder:
    """Answers about skills; built once from all of them.

    Each name has its number in the order in which names are told: what skills are called before
    what else they are called, short before long. What is found is then in its order already.
    """

    def __init__(self, known: Iterable[Skill]):
        told = sorted(_lines(known), key=lambda line: line[:3])
        self._names = [name for _is_other, _length, name, _said, _language in told]
        self._words: dict[str, Beginnings] = {}
        for number, (*_key, said, language) in enumerate(told):
            self._words.setdefault(language, Beginnings()).add(number, said)

    def find(self, text: str, language: str, most: int = 8) -> list[str]:
        """Return the names of the skills that fit: in one's language first."""
        asked = _words(text[:LONGEST])
        if len("".join(asked)) < LEAST:
            return []
        found: dict[str, None] = {}
        own = {one: words for one, words in self._words.items() if one == language}
        others = {one: words for one, words in self._words.items() if one != language}
        for languages in (own, others):
            held = set[int]().union(*(one.holding(asked) for one in languages.values()))
            # A skill may be found by several of its names, and is told once.
            found.update(dict.fromkeys(self._names[number] for number in sorted(held)))
            if len(found) >= most:
                break
        return list(found)[:most]


@cache
def skill_finder() -> SkillFinder:
    """Return the finder of all skills, made when somebody first asks."""
    return SkillFinder(skills())


def find_skills(text: str, language: str, most: int = 8) -> list[str]:
    """Return the names of the skills that fit what is typed: in one's language first, short first.

    >>> find_skills("hand tools", "en")[0]
    'use hand tools'
    """
    return skill_finder().find(text, language, most)


def skill_named(name: str) -> Skill | None:
    """Return the skill of this very name, to be told as such."""
    return _by_name().get(fold(name))


@cache
def _by_name() -> dict[str, Skill]:
    return {fold(one.name): one for one in skills()}


def _lines(known: Iterable[Skill]) -> Iterator[tuple[bool, int, str, list[str], str]]:
    """A name, or another name, of each skill: its place in the order, its words, its language."""
    for one in known:
        for is_other, said in [(False, one.name), *((True, other) for other in one.others)]:
            yield is_other, len(one.name), one.name, _words(said), one.language


def _words(said: str) -> list[str]:
    return fold(said).split()


def _others(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(other for other in row["others"].split("|") if other)
