"""What a signature binds to: the whole text, and the part of it that concerns its party.

A table beside each dated text says which word concerns whom. A party's part is the clauses
and the words that concern it, written in one way only; a later version whose part is the same
leaves that party's signature standing. See `docs/adr/0017-a-signature-binds-to-its-part.md`.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache

import yaml

from ponte.pathways.rules.agreements import TEMPLATES, canonical, template_text
from ponte.pathways.states import Party


def said(values: Mapping[str, object]) -> dict[str, str]:
    """Return the words of a text as they are kept: each in its canonical form, by name."""
    return {name: canonical(str(value)).strip() for name, value in sorted(values.items())}


@cache
def concerns(template: date) -> dict[str, frozenset[str]]:
    """Return whom each word of a dated text concerns."""
    path = TEMPLATES / f"{template.isoformat()}.yaml"
    parts = yaml.safe_load(path.read_text(encoding="utf-8"))["parts"]
    return {word: frozenset(Party(one).value for one in parties) for word, parties in parts.items()}


def part_of(template: date, words: Mapping[str, str], party: str) -> str:
    """Return what concerns one party: its words by name, and the clauses they stand in."""
    table = concerns(template)
    mine = {word: words[word] for word in sorted(table) if party in table[word]}
    told = {"party": party, "text": template.isoformat(), "clauses": template_text(template)}
    return json.dumps({**told, "words": mine}, ensure_ascii=False, sort_keys=True)


def part_hashes(template: date, words: Mapping[str, str]) -> dict[str, str]:
    """Return the hash of each party's part."""
    return {
        party.value: hashlib.sha256(part_of(template, words, party.value).encode()).hexdigest()
        for party in Party
    }


def changed_words(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Return the words that are not the same, by name.

    >>> changed_words({"place": "A", "version": "1"}, {"place": "B", "version": "2"})
    ['place', 'version']
    """
    return sorted(name for name in {*old, *new} if old.get(name, "") != new.get(name, ""))


def concerned(template: date, words: list[str]) -> frozenset[str]:
    """Return the parties whose signature a change of these words voids."""
    table = concerns(template)
    return frozenset().union(*(table[one] for one in words))
