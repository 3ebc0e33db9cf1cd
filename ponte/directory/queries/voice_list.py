"""The voices of citizens as a list: both kinds together, narrowed, sorted, without a name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone

from ponte.directory.models import Enterprise, ServiceCard
from ponte.directory.queries.voices import KINDS, titles_of, voices_for
from ponte.directory.states import VoiceState
from ponte.kit.actor import Actor

LATE = "late"
SORTS = {
    "due": ("due_at", "id"),
    "newest": ("-asked_at", "-id"),
    "provider": ("provider", "due_at", "id"),
}
COLUMNS = ("id", "kind", "listing_id", "provider", "state", "asked_at", "due_at", "escalated_at")
STEP = 500


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One voice as a list shows it: about what and by when, never who asked."""

    id: UUID
    kind: str
    title: str
    provider: str
    state: VoiceState
    asked_at: datetime
    due_at: datetime
    escalated_at: datetime | None


def voice_rows(
    actor: Actor, *, words: str = "", kind: str = "", state: str = "", sort: str = "due"
) -> QuerySet:
    """Return the voices that were routed to the actor, of both kinds, as one list."""
    kinds = [one for one in KINDS if kind in ("", one)]
    found = [_rows(actor, one, words, state) for one in kinds]
    joined = found[0].union(*found[1:], all=True) if found[1:] else found[0]
    return joined.order_by(*SORTS.get(sort, SORTS["due"]))


def _rows(actor: Actor, kind: str, words: str, state: str) -> QuerySet:
    rows = voices_for(actor, kind, VoiceState.OPEN if state == LATE else state).order_by()
    if state == LATE:
        rows = rows.filter(due_at__lt=timezone.now())
    if words:
        rows = rows.filter(_about(words))
    shown = {"kind": Value(kind, output_field=CharField()), "provider": F("organization__name")}
    return rows.annotate(**shown).values(*COLUMNS)


def _about(words: str) -> Q:
    """Voices about a listing of that name, or for a provider of that name."""
    cards = ServiceCard.objects.filter(name__icontains=words).values("pk")
    profiles = Enterprise.objects.filter(organization__name__icontains=words).values("pk")
    return (
        Q(organization__name__icontains=words)
        | Q(listing_id__in=cards)
        | Q(listing_id__in=profiles)
    )


def voice_lines(rows: Iterable[dict[str, Any]]) -> list[VoiceLine]:
    """Return these rows with the names of their listings, in two questions."""
    found = list(rows)
    titles = titles_of(row["listing_id"] for row in found)
    return [
        VoiceLine(
            id=row["id"],
            kind=row["kind"],
            title=titles.get(row["listing_id"], ""),
            provider=row["provider"] or "",
            state=VoiceState(row["state"]),
            asked_at=row["asked_at"],
            due_at=row["due_at"],
            escalated_at=row["escalated_at"],
        )
        for row in found
    ]


def every_voice_line(rows: QuerySet) -> Iterator[VoiceLine]:
    """Yield all of a list, a few hundred voices at a time."""
    for start in range(0, rows.count(), STEP):
        yield from voice_lines(rows[start : start + STEP])
