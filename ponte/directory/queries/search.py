"""The search of the directory: what was asked, what was found, and what to do when it is nothing.

The engine behind it finds and counts; everything that needs judgement lies here, so that
another engine over the same documents answers the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils import timezone

from ponte.directory.queries.search_postgres import Found, Hit, PostgresEngine, Wanted, is_point
from ponte.directory.queries.search_words import Question, question
from ponte.directory.queries.suggest import mended
from ponte.directory.rules.asked import MOST, PAGE, RADII, Asked, Sort
from ponte.directory.rules.numbers import Group, municipality_code, province_code
from ponte.territory.public import Place, find_places, held_by, place_by_code, towns_in

LITTLE = 2


class Engine(Protocol):
    """What a search engine must answer; the same tests hold for each."""

    def find(self, wanted: Wanted) -> Found: ...

    def counts(self, searches: Sequence[Wanted]) -> list[int]: ...

    def towns(self, wanted: Wanted) -> dict[int, int]: ...


ENGINE: Engine = PostgresEngine()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing to give up, and how many results that brings."""

    kind: str  # "filter", "radius", "place", "words", or "bare": only the words are left
    asked: Asked
    total: int
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a page says about a search."""

    asked: Asked
    place: Place | None
    question: Question | None
    total: int
    hits: tuple[Hit, ...]
    counts: dict[int, int]
    mended: str = ""  # what was searched instead of what was typed
    maybe: str = ""  # what may have been meant, where little was found
    unfinished: bool = False  # the last word was taken as the beginning of one
    relaxations: tuple[Relaxation, ...] = ()
    nearest: Hit | None = None
    others: tuple[Place, ...] = ()  # places with the same name
    known: frozenset[str] = frozenset()  # asked words that some text uses, where none was found


def resolve_place(typed: str) -> tuple[Place | None, tuple[Place, ...]]:
    """Return the place somebody means, and others that have the same name."""
    if not typed:
        return None, ()
    if typed[:1] in "MPRA" and (place := place_by_code(typed)):
        return place, ()
    found = find_places(typed, 8)
    if not found:
        return None, ()
    same = tuple(p for p in found[1:] if p.name == found[0].name and p.kind == found[0].kind)
    return found[0], same


def wanted_of(asked: Asked, place: Place | None, language: str, now: datetime) -> Wanted:
    """Return the search as an engine takes it; without words, the best is the nearest."""
    codes = [code for code, _name in settings.LANGUAGES]
    local = timezone.localtime(now)
    if asked.sort is Sort.BEST and place and is_point(place) and not asked.words:
        asked = replace(asked, sort=Sort.NEAR)
    return Wanted(
        asked=asked if place else replace(asked, place=""),
        question=question(asked.words, language),
        place=place,
        held_by=held_by(place) if place else frozenset(),
        language=codes.index(language),
        now=(local.date(), local.weekday(), local.time().isoformat("minutes")),
    )


def search(asked: Asked, *, language: str, now: datetime | None = None) -> Answer:
    """Answer a search; when nothing is found, say what to change."""
    place, others = resolve_place(asked.place)
    asked = replace(asked, place=place.code if place else "")
    wanted = wanted_of(asked, place, language, now or timezone.now())
    found = ENGINE.find(wanted)
    if found.total and not found.hits:
        last = -(-min(found.total, MOST) // PAGE)
        return search(replace(asked, page=last), language=language, now=now)
    answer = Answer(
        asked=asked,
        place=place,
        question=wanted.question,
        total=found.total,
        hits=found.hits,
        counts=found.counts,
        others=others,
    )
    if found.total > LITTLE or wanted.question is None:
        return answer if found.total else _relaxed(answer, wanted)
    return _reworded(answer, wanted, found, language)


def _reworded(answer: Answer, wanted: Wanted, found: Found, language: str) -> Answer:
    """Try the last word as a beginning, then the words that may have been meant."""
    if not found.total:
        begun = question(answer.asked.words, language, typing=True)
        attempt = ENGINE.find(replace(wanted, question=begun))
        if attempt.total:
            return _with(answer, attempt, begun, unfinished=True)
    meant = mended(wanted.question.words)
    answer = replace(answer, known=meant.known)
    if meant.text and found.total:
        return replace(answer, maybe=meant.text)
    if meant.text:
        other = question(meant.text, language)
        attempt = ENGINE.find(replace(wanted, question=other))
        if attempt.total:
            return _with(answer, attempt, other, mended=meant.text)
    return answer if found.total else _relaxed(answer, wanted)


def _with(answer: Answer, found: Found, asked: Question | None, **more) -> Answer:
    return replace(
        answer, question=asked, total=found.total, hits=found.hits, counts=found.counts, **more
    )


def _relaxed(answer: Answer, wanted: Wanted) -> Answer:
    """Count what each thing given up would bring, the least loss first."""
    tries = list(_tries(answer.asked, wanted))
    totals = ENGINE.counts([other for _kind, _asked, _group, other in tries])
    steps = [
        Relaxation(kind, asked, total, group)
        for (kind, asked, group, _other), total in zip(tries, totals, strict=True)
        if total
    ]
    is_elsewhere = any(step.kind == "place" for step in steps)
    nearest = _nearest(wanted) if is_elsewhere and is_point(wanted.place) else None
    return replace(answer, relaxations=tuple(steps[:5]), nearest=nearest)


def _tries(asked: Asked, wanted: Wanted) -> Iterator[tuple[str, Asked, Group | None, Wanted]]:
    """Without one group of filters, in a wider circle, everywhere, and without the words."""
    for group in sorted(asked.chosen):
        open_to_more = asked.choosing(group, ())
        yield "filter", open_to_more, group, replace(wanted, asked=open_to_more)
    place = wanted.place
    if place is not None and is_point(place) and asked.radius < RADII[-1]:
        radius = next(km for km in (*RADII, RADII[-1]) if km >= min(2 * asked.radius, RADII[-1]))
        wider = asked.changed(radius=radius)
        yield "radius", wider, None, replace(wanted, asked=wider)
    if place is not None:
        anywhere = asked.changed(place="")
        yield "place", anywhere, None, replace(wanted, asked=anywhere, place=None)
    if wanted.question is not None and (asked.chosen or place):
        wordless = asked.changed(words="")
        yield "words", wordless, None, replace(wanted, asked=wordless, question=None)
    if wanted.question is not None and place is not None and asked.chosen:
        bare = asked.changed(place="", chosen={}, open_now=False)
        yield "bare", bare, None, replace(wanted, asked=bare, place=None)


def _nearest(wanted: Wanted) -> Hit | None:
    """The nearest result that stands anywhere at all."""
    far = replace(wanted.asked, radius=2_000, sort=Sort.NEAR, page=1)
    hits = ENGINE.find(replace(wanted, asked=far)).hits
    return hits[0] if hits and hits[0].km is not None else None


def counts_by_place(answer: Answer, language: str, now: datetime) -> dict[str, int]:
    """Return how many results stand in each municipality and province, by code."""
    wanted = replace(wanted_of(answer.asked, answer.place, language, now), question=answer.question)
    counts = {}
    for number, times in ENGINE.towns(wanted).items():
        code = municipality_code(number) or province_code(number)
        if code:
            counts[code] = times
    return counts


def hits_of(answer: Answer, language: str, now: datetime) -> Iterator[Hit]:
    """Yield every result that the pages of an answer show, in their order, page by page."""
    wanted = replace(wanted_of(answer.asked, answer.place, language, now), question=answer.question)
    for page in range(1, -(-min(answer.total, MOST) // PAGE) + 1):
        yield from ENGINE.find(replace(wanted, asked=replace(wanted.asked, page=page))).hits


def members_of(place: Place) -> list[str]:
    """Return the ISTAT codes of the municipalities in a region or area."""
    return [town.code[1:] for town in towns_in(place)]


def name_of(place: Place) -> str:
    """Return the name by which a search finds this place again: a province is not its town."""
    return place.names[0] if place.kind == "province" and place.names else place.label
