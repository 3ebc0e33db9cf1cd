"""Counting searches that found nothing: what a territory lacks, and nothing about a person.

Only words that texts or categories use are kept, so that nobody's name or story is. Whoever
asks twice in a day counts once: the digest that tells is keyed with the day and is erased when
the day is folded into a number. Nothing links one day with another.
"""

import hashlib
import hmac
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from ponte.directory.models import FailedSearchAsk
from ponte.directory.queries.search import Answer
from ponte.directory.rules.pooling import LEAST_ASKERS, pooled
from ponte.engines.text.normalise import fold
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.ids import uuid7
from ponte.territory.public import above

FOLD = "directory.fold_failed_searches"
MOST_WORDS = 6
ADD = (
    "INSERT INTO directory_failedsearchask (id, day, words, place, language, asker) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
ASKS = (
    "SELECT day, words, place, language, asker FROM directory_failedsearchask "
    "WHERE day < %s ORDER BY day"
)
GATHER = (
    "SELECT day, words, place, language, count(*) FROM directory_failedsearchask "
    "WHERE day < %s GROUP BY day, words, place, language"
)
KEEP = (
    "INSERT INTO directory_failedsearch (id, day, words, place, language, askers) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (day, words, place, language) "
    "DO UPDATE SET askers = directory_failedsearch.askers + excluded.askers"
)


def note_failed_search(*, answer: Answer, language: str, address: str, by: Actor) -> None:
    """Note the known words of a search without a result, apart from the request's transaction."""
    words = _known(answer)
    if by.is_job or not words:  # what Ponte asks itself is nobody's need
        return
    day = timezone.localdate()
    place = answer.place.code if answer.place else ""
    values = [uuid7(), day, words, place, language, _asker(day, address)]
    with connections["aside"].cursor() as cursor:
        cursor.execute(ADD, values)


def _known(answer: Answer) -> str:
    """The asked words that the index or a category knows, in an order of their own."""
    asked = {fold(word) for word in answer.question.words}
    meant = {stem for meaning in answer.question.meanings for stem in meaning.stems}
    known = (answer.known & asked) | {w for w in asked if any(w.startswith(s) for s in meant)}
    return " ".join(sorted(known)[:MOST_WORDS])[:200]


def _asker(day: date, address: str) -> bytes:
    key = f"{settings.SECRET_KEY}:failed-searches:{day.isoformat()}".encode()
    return hmac.new(key, address.encode(), hashlib.sha256).digest()[:16]


@transaction.atomic
def fold_failed_searches(*, by: Actor, today: date | None = None) -> int:
    """Turn the days that are over into numbers, and erase who asked.

    Counts too small to be shown are put together by province, region and everywhere while it is
    still known that two askers differ.
    """
    if not by.is_job:
        raise Refused(FOLD)
    day = today or timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(GATHER, [day])
        folded = cursor.fetchall()
        cursor.execute(ASKS, [day])
        pools = [
            (past, *key, number)
            for past, asks in groupby(cursor.fetchall(), key=itemgetter(0))
            for key, number in pooled((row[1:] for row in asks), _wider, LEAST_ASKERS).items()
        ]
        cursor.executemany(KEEP, [(uuid7(), *row) for row in (*folded, *pools)])
    FailedSearchAsk.objects.filter(day__lt=day).delete()
    return len(folded)


def _wider(place: str) -> tuple[str, str]:
    """Return the province and the region that hold a place, the place itself included."""
    around = {place, *above([place]).get(place, ())}
    return tuple(min((one for one in around if one[:1] == kind), default="") for kind in "PR")
