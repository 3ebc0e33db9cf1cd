"""Sittings of an assessment: those held, and the clock of the one that is open."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from ponte.accounts.public import people
from ponte.engines.questionnaires.progress import progress
from ponte.kit.actor import Actor
from ponte.pathways.models import Document, Pathway, Sitting
from ponte.pathways.queries.sheets import Sheet, sheet_for
from ponte.pathways.states import CaseRoleKind, Completion, Instrument

IDLE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Clock:
    """The open sitting: minutes so far, and whether it is time to stop or to pause."""

    minutes: int
    limit: int
    is_paused: bool
    is_over: bool
    wants_pause: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One sitting as it is told."""

    began_at: object
    minutes: int
    pauses: int
    with_whom: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class OwnPart:
    """How much of what a reader may answer has its answer."""

    answered: int
    asked: int

    @property
    def is_done(self) -> bool:
        return self.answered == self.asked


def own_sheet(pathway: Pathway, *, by: Actor) -> Sheet | None:
    """Return the assessment as the worker's side has it: the one being filled, else the last."""
    found = Document.objects.filter(pathway=pathway, instrument=Instrument.SKILLS_ASSESSMENT)
    drafts = found.filter(state=Completion.DRAFT)
    newest = drafts if by.beside else found.order_by("-state", "-created_at")
    pk = newest.values_list("pk", flat=True).first()
    return sheet_for(by, pk) if pk else None


def own_part(sheet: Sheet) -> OwnPart:
    """Count the questions that are asked of this reader, not those of others."""
    done = progress(sheet.to_answer, sheet.answers, sheet.unread)
    return OwnPart(done.answered, done.asked)


def clock_of(sheet: Sheet) -> Clock | None:
    """Return the clock of the open sitting; None where none is open, or it fell silent."""
    found = Sitting.objects.filter(document=sheet.document, ended_at__isnull=True).first()
    now = timezone.now()
    if found is None or (found.paused_at is None and now - found.last_at > IDLE):
        return None
    until = found.paused_at or now
    worked = (until - found.began_at).total_seconds() - found.paused_seconds
    minutes = max(0, int(worked // 60))
    return Clock(
        minutes=minutes,
        limit=sheet.spec.sitting_minutes,
        is_paused=found.paused_at is not None,
        is_over=minutes >= sheet.spec.sitting_minutes,
        wants_pause=minutes >= sheet.spec.pause_minutes * (found.pauses + 1),
    )


def sittings_of(document: Document) -> list[Held]:
    """Return who sat with whom, when and for how long, the first sitting first."""
    found = list(Sitting.objects.filter(document=document))
    names = people({one.held_by_id for one in found})
    return [
        Held(
            began_at=one.began_at,
            minutes=one.minutes,
            pauses=one.pauses,
            with_whom=", ".join(
                [
                    str(names.get(one.held_by_id, "")),
                    *(str(CaseRoleKind(role).label) for role in one.present),
                ]
            ),
            is_open=one.ended_at is None,
        )
        for one in found
    ]
