"""Rows about who was let read more, and about what two have to say."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.pathways.models import ConsentHalf, EmergencyReading, PaperWord, Pathway, ReadingNeed

DAY = date(2026, 3, 2)


def need(case: Pathway, person, what: str = "audit", **more) -> ReadingNeed:
    """Somebody was let read more: asked by one, opened by another."""
    told = {"purpose": "control" if what == "audit" else "hours", "reason": "Canary", "days": 30}
    told |= {"asked_by_id": uuid7(), "opened_by_id": uuid7(), "opened_at": timezone.now()}
    told |= {"until": timezone.now() + timedelta(days=30)} | more
    return ReadingNeed.objects.create(
        pathway=case, office=case.office, reader=person, what=what, **told
    )


def paper_word(case: Pathway, who, **more) -> PaperWord:
    """A yes on paper that waits for a second person."""
    said = {"purpose": "photo", "recipient": "office", "data": [], "spoken_by": "worker"}
    told = {"kind": "consent", "about": "Canary", "signed_on": DAY, "without_scan": "Canary"}
    told |= {"told": said, "content": "", "written_by_id": who} | more
    return PaperWord.objects.create(pathway=case, office=case.office, **told)


def consent_half(case: Pathway, who, **more) -> ConsentHalf:
    """The yes of one of two."""
    told = {"purpose": "photo", "recipient": "office", "text_version": "2026-01-01"}
    told |= {"said_by_id": who, "said_as": "worker"} | more
    return ConsentHalf.objects.create(worker=case.worker, office=case.office, **told)


def emergency(case: Pathway, person: UUID | None = None, **more) -> EmergencyReading:
    """An administrator opened the case just now."""
    now = timezone.now()
    told = {"opened_by_id": person or uuid7(), "reason": "Canary", "opened_at": now}
    told |= {"until": now + timedelta(hours=1)} | more
    return EmergencyReading.objects.create(pathway=case, office=case.office, **told)
