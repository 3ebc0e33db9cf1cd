"""What a worker asks about their own data, and the office's answer within the month of the law."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.ledger import end_duties, open_duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.actions.consents import propagate
from ponte.pathways.models import Consent, RightsRequest, Worker
from ponte.pathways.models.rights_request import TAKEN_BACK, RightsAnswer, RightsKind
from ponte.pathways.permissions.owning import looks_as, speaks_as
from ponte.pathways.queries.restricting import is_restricted
from ponte.pathways.rules.consents import last_day
from ponte.pathways.states import Purpose

ANSWER = "pathways.rights_request"
MONTHS_TO_ANSWER = 1
LONGEST = 2000
TAKING_BACK = Actor.job("rights.use_again")


@transaction.atomic
def ask_about_data(*, worker: Worker, kind: str, note: str, by: Actor) -> RightsRequest:
    """Ask the office to correct, restrict, stop or delete; the month begins now."""
    if not looks_as(by, worker):
        raise Refused("pathways.ask_about_data")
    if kind not in RightsKind.values:
        raise RuleBroken(_("Choose from the list."), field="kind")
    if not note.strip():
        raise RuleBroken(_("Write what it is about."), field="note")
    due_on = last_day(timezone.localdate(), MONTHS_TO_ANSWER)
    made = RightsRequest(
        office_id=worker.office_id,
        worker=worker,
        kind=kind,
        note=note.strip()[:LONGEST],
        answer="",
        asked_by_id=by.id,
        due_on=due_on,
    )
    made.save(force_insert=True)
    due_at = timezone.make_aware(datetime.combine(due_on, time(23, 59)))
    told = {"addressee": "", "due_at": due_at, "organization": worker.office_id}
    open_duty(kind=ANSWER, on=made, **told)
    record(by=by, what="rights.asked", on=made, organization=made.office_id, kind=kind)
    return made


@transaction.atomic
def answer_request(*, request: RightsRequest, outcome: str, answer: str, by: Actor):
    """Answer what a worker asked; a refusal says why."""
    locked = RightsRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if locked is None:
        raise Refused("pathways.answer_request")
    permissions.require(by, permissions.PLACE_WORKERS, locked.office_id)
    if locked.answered_at is not None or locked.lifted_at is not None:
        raise RuleBroken(_("This was answered already."))
    if outcome not in RightsAnswer.values:
        raise RuleBroken(_("Choose from the list."), field="outcome")
    if not answer.strip():
        raise RuleBroken(_("Write the answer in simple words."), field="answer")
    locked.outcome, locked.answer = outcome, answer.strip()[:LONGEST]
    locked.answered_at, locked.answered_by_id = timezone.now(), by.id
    locked.save(update_fields=["outcome", "answer", "answered_at", "answered_by_id"])
    end_duties(kind=ANSWER, on=locked, how="done")
    record(by=by, what="rights.answered", on=locked, organization=locked.office_id, outcome=outcome)
    return locked


@transaction.atomic
def lift_restriction(*, request: RightsRequest, why: str, by: Actor) -> RightsRequest:
    """Decide that the data may be used again; the worker reads why, and the law wants it first."""
    locked = RightsRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if locked is None:
        raise Refused("pathways.lift_restriction")
    permissions.require(by, permissions.PLACE_WORKERS, locked.office_id)
    if locked.kind not in (RightsKind.RESTRICTION, RightsKind.OBJECTION):
        raise RuleBroken(_("Nothing is held up by this request."))
    if not locked.outcome:
        raise RuleBroken(_("Answer the request first."))
    if locked.outcome == RightsAnswer.REFUSED or locked.lifted_at is not None:
        raise RuleBroken(_("Nothing is held up by this request."))
    if not why.strip():
        raise RuleBroken(_("Write why, in simple words: the worker reads it."), field="why")
    locked.lifted_at, locked.lifted_by_id = timezone.now(), by.id
    locked.lifted_why = why.strip()[:300]
    locked.save(update_fields=["lifted_at", "lifted_by_id", "lifted_why"])
    _catch_up(locked)
    record(by=by, what="rights.lifted", on=locked, organization=locked.office_id, kind=locked.kind)
    return locked


@transaction.atomic
def use_again(*, request: RightsRequest, by: Actor) -> RightsRequest:
    """The worker takes a restriction or an objection back, at any time, answered or not.

    It was their own word (art. 18 and 21 GDPR): nobody else is asked. The rows are the office's to
    change, so a job writes this one down, once it is known who speaks.
    """
    if not speaks_as(by, request.worker):
        raise Refused("pathways.use_again")
    with acting(TAKING_BACK):
        locked = RightsRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if locked.kind not in (RightsKind.RESTRICTION, RightsKind.OBJECTION):
            raise RuleBroken(_("Nothing is held up by this request."))
        if locked.outcome == RightsAnswer.REFUSED or locked.lifted_at is not None:
            raise RuleBroken(_("Nothing is held up by this request."))
        locked.lifted_at, locked.lifted_by_id = timezone.now(), by.id
        locked.lifted_why = TAKEN_BACK
        locked.save(update_fields=["lifted_at", "lifted_by_id", "lifted_why"])
        end_duties(kind=ANSWER, on=locked, how="done")
        _catch_up(locked)
    told = {"organization": locked.office_id, "kind": locked.kind}
    record(by=by, what="rights.taken_back", on=locked, **told)
    return locked


def _catch_up(request: RightsRequest) -> None:
    """Sheets that came meanwhile are shared as the worker had said, and still says."""
    if request.kind != RightsKind.RESTRICTION or is_restricted(request.worker_id):
        return
    said = Consent.objects.filter(
        worker_id=request.worker_id, purpose=Purpose.SHARE, withdrawn_at__isnull=True
    )
    for one in said.select_related("worker"):
        propagate(one.worker, one.purpose, one.recipient, set(one.data))
