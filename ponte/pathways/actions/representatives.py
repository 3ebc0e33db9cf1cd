"""Legal representatives: recorded by the office from a document, closed on their last day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.accounts.public import people
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways.actions.appointed import close_passes, name_appointed
from ponte.pathways.actions.moving import begun
from ponte.pathways.actions.people import appoint
from ponte.pathways.models import CaseRole, Pathway, Representative
from ponte.pathways.queries.agreements import text_up_for_signing
from ponte.pathways.states import Area, CaseRoleKind, Manner, RepresentativeKind


@dataclass(frozen=True, slots=True)
class Appointment:
    """What the document of a court says."""

    person_id: UUID
    kind: str
    manner: str
    scope: Collection[str]
    document: str
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def appoint_representative(
    *, pathway: Pathway, appointment: Appointment, by: Actor
) -> Representative:
    """Record an appointment and let its holder into the case."""
    locked = begun(pathway, "appoint_representative", by=by)
    told = _checked(locked, appointment)
    before = Representative.objects.filter(
        worker_id=locked.worker_id, person_id=appointment.person_id, ended_at__isnull=True
    )
    before.update(ended_at=timezone.now())
    made = Representative.objects.create(
        worker_id=locked.worker_id,
        office_id=locked.office_id,
        employer_id=locked.cooperative_id,
        recorded_by_id=by.id,
        **told,
    )
    appoint(locked, appointment.person_id, CaseRoleKind.REPRESENTATIVE, by=by)
    if text_up_for_signing(locked) is not None:
        name_appointed(locked, by=by)
    record(by=by, what="representative.appointed", on=made, organization=made.office_id)
    return made


def _checked(pathway: Pathway, told: Appointment) -> dict:
    person = people([told.person_id]).get(told.person_id)
    if person is None or person.pk in (pathway.worker.person_id, pathway.tutor_id):
        raise RuleBroken(_("Choose somebody other than the worker and the tutor."), field="email")
    if told.kind not in RepresentativeKind.values or told.manner not in Manner.values:
        raise RuleBroken(_("Choose from the list."), field="kind")
    if told.kind == RepresentativeKind.GUARDIAN and told.manner != Manner.FOR:
        raise RuleBroken(_("A guardian acts for the worker."), field="manner")
    if not told.scope or set(told.scope) - set(Area.values):
        raise RuleBroken(_("Say what the appointment is for."), field="scope")
    if not told.document.strip():
        raise RuleBroken(_("Write which document says so: court, number, day."), field="document")
    if told.ends_on and told.ends_on < max(told.starts_on, timezone.localdate()):
        raise RuleBroken(_("The last day has passed."), field="ends_on")
    return {
        "person_id": told.person_id,
        "kind": told.kind,
        "manner": told.manner,
        "scope": sorted(set(told.scope)),
        "document": told.document.strip()[:200],
        "starts_on": told.starts_on,
        "ends_on": told.ends_on,
    }


@transaction.atomic
def end_representative(*, pathway: Pathway, representative: UUID, by: Actor) -> Representative:
    """End an appointment now; what its holder wrote stays."""
    locked = begun(pathway, "end_representative", by=by)
    found = (
        Representative.objects.select_for_update(of=("self",))
        .filter(pk=representative, worker_id=locked.worker_id)
        .first()
    )
    if found is None:
        raise Refused("pathways.end_representative")
    _close(found, by)
    record(by=by, what="representative.ended", on=found, organization=found.office_id)
    return found


@transaction.atomic
def close_expired_representatives(*, by: Actor, today: date | None = None) -> int:
    """Each night: end what the document let end; pages refuse it from the same day on anyway."""
    if not by.is_job:
        raise Refused("pathways.close_expired_representatives")
    over = Representative.objects.select_for_update(of=("self",)).filter(
        ended_at__isnull=True, ends_on__lt=today or timezone.localdate()
    )
    for one in over:
        _close(one, by)
        record(by=by, what="representative.expired", on=one, organization=one.office_id)
    return len(over)


def _close(one: Representative, by: Actor) -> None:
    now = timezone.now()
    close_passes(one, by=by)
    if one.ended_at is None:
        one.ended_at = now
        one.save(update_fields=["ended_at"])
    CaseRole.objects.filter(
        worker_id=one.worker_id,
        person_id=one.person_id,
        role=CaseRoleKind.REPRESENTATIVE,
        until__isnull=True,
    ).update(until=now)
