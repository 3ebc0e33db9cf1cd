"""What the house does when nobody answers: remind the members, then bring in the office."""

from datetime import datetime

from django.db import transaction

from ponte.kit.actor import Actor
from ponte.kit.duties.ledger import due_reminders, take_reminder, unanswered
from ponte.kit.errors import Refused
from ponte.kit.journal.record import record
from ponte.organizations.models import AccessRequest, Claim
from ponte.organizations.notifications import ACCESS_DUTY, CLAIM_DUTY, tell
from ponte.organizations.states import RequestState

MODELS = {ACCESS_DUTY: (AccessRequest, "access"), CLAIM_DUTY: (Claim, "claim")}


@transaction.atomic
def escalate_requests(*, now: datetime, by: Actor) -> int:
    """Remind of what waits, bring what is overdue to the office; return how many it brought."""
    if not by.is_job:
        raise Refused("organizations.escalate_requests")
    for duty in due_reminders(ACCESS_DUTY, now):
        if duty.due_at > now and take_reminder(duty, now):
            tell("access_reminder", duty.subject_id)
    return sum(_escalate(kind, now, by) for kind in MODELS)


def _escalate(kind: str, now: datetime, by: Actor) -> int:
    model, word = MODELS[kind]
    count = 0
    for duty in unanswered(kind, now).select_for_update(skip_locked=True):
        duty.escalated_at = now
        duty.save(update_fields=["escalated_at"])
        request = model.objects.filter(pk=duty.subject_id, state=RequestState.ASKED).first()
        if request is None:
            continue
        request.escalated_at = now
        request.save(update_fields=["escalated_at"])
        record(
            by=by,
            what=f"{word}.escalated",
            on=request.organization,
            organization=request.organization_id,
            request=str(request.pk),
        )
        tell(f"{word}_escalated", request.pk)
        count += 1
    return count
