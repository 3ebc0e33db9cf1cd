"""Words, categories and places while somebody types, and the word behind a misspelt one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from ponte.directory.models import SearchPrefix, SearchWord
from ponte.directory.rules import catalogues
from ponte.directory.rules.document import CATALOGUES
from ponte.directory.rules.numbers import Group
from ponte.engines.text.normalise import fold
from ponte.engines.text.tokens import tokens
from ponte.engines.text.typos import deletion_keys, rank
from ponte.territory.public import Place, find_places

MOST_CANDIDATES = 4_000
SHORT = 3
HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Category:
    """A category whose name or synonym begins as typed."""

    group: Group
    code: str
    label: str


def words_beginning(prefix: str, limit: int = 6) -> list[str]:
    """Return the most used words that begin so, as texts write them."""
    start = fold(prefix)
    if not start:
        return []
    if len(start) <= SHORT:
        tops = SearchPrefix.objects.filter(prefix=start).values_list("spelt", flat=True).first()
        if tops is not None:
            return tops[:limit]
    rows = SearchWord.objects.filter(word__gte=start, word__lt=start + HIGHEST)
    return list(rows.order_by("-weight", "word").values_list("spelt", flat=True)[:limit])


def known_words(words: Iterable[str]) -> dict[str, int]:
    """Return how many documents use each of these words; unknown ones are left out."""
    rows = SearchWord.objects.filter(word__in=list(words))
    return dict(rows.values_list("word", "weight"))


def likely(typed: str, limit: int = 5) -> list[str]:
    """Return the known words that a misspelt one may stand for, likeliest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, weight FROM directory_searchword WHERE keys && %s::int[] "
            "AND length(word) BETWEEN %s AND %s LIMIT %s",
            [deletion_keys(typed), len(typed) - 2, len(typed) + 2, MOST_CANDIDATES],
        )
        return rank(typed, cursor.fetchall(), limit)


@dataclass(frozen=True, slots=True)
class Mended:
    """What may have been meant ("" where every word is known), and the words that are known."""

    text: str
    known: frozenset[str]


def mended(words: Sequence[str]) -> Mended:
    """Replace each unknown word by the known one it likeliest stands for."""
    plain = [fold(word) for word in words]
    known = frozenset(known_words(plain))
    better = [word if word in known else next(iter(likely(word, 1)), word) for word in plain]
    if better == plain:
        return Mended("", known)
    written = dict(SearchWord.objects.filter(word__in=better).values_list("word", "spelt"))
    text = " ".join(
        original if new == old else written.get(new, new)
        for original, old, new in zip(words, plain, better, strict=True)
    )
    return Mended(text, known)


def categories_beginning(typed: str, language: str, limit: int = 4) -> list[Category]:
    """Return the categories that a word of their title, or a synonym, begins as typed."""
    start = fold(" ".join(typed.split()))
    if len(start) < 2:
        return []
    found = []
    for group, catalogue in CATALOGUES.items():
        if group == Group.MISSION:
            continue
        for term in catalogues.terms(catalogue).values():
            fit = _fit(term, start, language)
            if fit is not None:
                found.append((fit, term.label, Category(group, term.code, term.label)))
    return [category for _fit_, _label, category in sorted(found, key=lambda f: f[:2])[:limit]]


def _fit(term: catalogues.Term, start: str, language: str) -> int | None:
    """How well a term begins as typed, 0 best; nothing where it does not."""
    label = fold(term.label)
    if label.startswith(start):
        return 0
    if any(word.surface.startswith(start) for word in tokens(label, language)):
        return 1
    spoken = term.synonyms.get(language, ())
    return 2 if any(fold(word).startswith(start) for word in spoken) else None


def places_beginning(typed: str, limit: int = 6) -> list[Place]:
    """Return the places that somebody may be typing."""
    return find_places(typed, limit)
