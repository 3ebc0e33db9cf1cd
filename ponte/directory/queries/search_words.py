"""From typed words to the question put to the index; the words for a category find its listings.

A person who types "badante" means a category, whatever its cards say. Each typed word may then
also be met by the category that it, or all the words of one of its synonyms, stands for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from ponte.directory.rules import catalogues
from ponte.directory.rules.document import CATALOGUES, category_lexeme
from ponte.directory.rules.numbers import Group, word_numbers
from ponte.engines.text.query import Part, Phrase, Query, Word, named, parse, tsquery
from ponte.engines.text.stems import stem
from ponte.engines.text.tokens import tokens


@dataclass(frozen=True, slots=True)
class Meaning:
    """A category that all these stems together stand for."""

    stems: frozenset[str]
    group: Group
    code: str


@dataclass(frozen=True, slots=True)
class Question:
    """Words ready for the index. `names` holds, for each word, the numbers of its stems.

    `parts` together ask the same as `literal`: the index goes from one to the other quicker
    than it judges them as a whole. What is excluded stays with the first, as alone it would
    be met by nearly all.
    """

    typed: str
    query: Query
    literal: str
    parts: tuple[str, ...]
    names: tuple[tuple[int, ...], ...]
    meanings: tuple[Meaning, ...]

    @property
    def words(self) -> list[str]:
        """The asked words as the person may recognise them."""
        return [named(part) for part in self.query.asked]


def languages_read(language: str) -> tuple[str, ...]:
    """The languages in whose words a reader of `language` may ask: most texts are at home."""
    return tuple(dict.fromkeys((language, settings.HOME_LANGUAGE)))


def question(typed: str, language: str, *, typing: bool = False) -> Question | None:
    """Return what the words ask, or nothing where there is no word."""
    first, *others = languages_read(language)
    query = parse(typed, first, typing=typing, others=others)
    if not query:
        return None
    meant = _meant(query.asked, tuple(dict.fromkeys((first, *others, "en"))))
    asked = [_asked(part, meant) for part in query.asked]
    excluded = ["!" + _literal(part) for part in query.excluded]
    found = {meaning for meanings in meant.values() for meaning in meanings}
    return Question(
        typed=typed,
        query=query,
        literal=" & ".join(asked + excluded),
        parts=(" & ".join(asked[:1] + excluded), *asked[1:]),
        names=tuple(tuple(word_numbers(_stems(part))) for part in query.asked if _stems(part)),
        meanings=tuple(sorted(found, key=lambda m: (m.group, m.code, sorted(m.stems)))),
    )


def _literal(part: Part) -> str:
    text = tsquery(Query((part,)))
    return text if text.startswith("(") or " " not in text else f"({text})"


def _stems(part: Part) -> tuple[str, ...]:
    return part.surfaces if isinstance(part, Phrase) else part.stems


def _asked(part: Part, meant: dict[Part, list[Meaning]]) -> str:
    ways = [_literal(part)]
    lexemes = {category_lexeme(one.group, one.code) for one in meant.get(part, ())}
    ways += [f"'{lexeme}'" for lexeme in sorted(lexemes)]
    return ways[0] if len(ways) == 1 else f"({' | '.join(ways)})"


def _meant(parts: Sequence[Part], languages: Sequence[str]) -> dict[Part, list[Meaning]]:
    """The categories that each word helps to name, in the languages people ask in."""
    known = meanings()
    stems = {
        part: {stem(part.surface, language) for language in languages}
        for part in parts
        if isinstance(part, Word) and part.surface
    }
    said = set().union(*stems.values()) if stems else set()
    found: dict[Part, list[Meaning]] = defaultdict(list)
    for part, ways in stems.items():
        for meaning in {one for way in ways for one in known.get(way, ())}:
            if meaning.stems <= said:
                found[part].append(meaning)
    return found


@cache
def meanings() -> dict[str, tuple[Meaning, ...]]:
    """Return, by each of its stems, what names a category, in all languages."""
    found: dict[str, list[Meaning]] = defaultdict(list)
    for group, catalogue in CATALOGUES.items():
        for term in catalogues.terms(catalogue).values():
            for text, language in _names(term):
                stems = frozenset(t.stem for t in tokens(text, language))
                meaning = Meaning(stems, group, term.code)
                for one in stems:
                    if meaning not in found[one]:
                        found[one].append(meaning)
    return {one: tuple(known) for one, known in found.items()}


def _names(term: catalogues.Term) -> Iterable[tuple[str, str]]:
    yield term.title, "en"
    if term.it:
        yield term.it, "it"
    for language, words in term.synonyms.items():
        for text in words:
            yield text, language
