"""Workers of a co-operative, and apart from them what companies never see."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.actions.numbers import next_worker_code
from ponte.pathways.models import Disadvantage, JusticeNote, Worker
from ponte.pathways.permissions.owning import may_correct, may_write_justice
from ponte.pathways.states import DisadvantageType

EARLIEST_BIRTH = 1900


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """What is known of a worker; nothing of why the programme takes them in."""

    name: str
    employed_since: date
    phone: str = ""
    email: str = ""
    birth_year: int | None = None
    municipality_id: UUID | None = None
    person_id: UUID | None = None


@transaction.atomic
def register_worker(*, office, employer, facts: WorkerFacts, by: Actor) -> Worker:
    """Put a worker of the co-operative on the list of the office that places."""
    if not permissions.holds(by, permissions.OPEN_CASES, employer.pk):
        permissions.require(by, permissions.PLACE_WORKERS, office.pk)
    if office.pk == employer.pk:
        raise RuleBroken(_("Choose a placement office other than the co-operative."))
    worker = Worker.objects.create(
        office_id=office.pk,
        employer_id=employer.pk,
        code=next_worker_code(office.pk),
        **_checked(facts, by),
    )
    record(by=by, what="worker.registered", on=worker, organization=worker.office_id)
    return worker


@transaction.atomic
def correct_worker(*, worker: Worker, facts: WorkerFacts, by: Actor) -> Worker:
    """Correct what is known of a worker; workers correct their own."""
    locked = Worker.objects.select_for_update(of=("self",)).filter(pk=worker.pk).first()
    if locked is None or not may_correct(by, locked):
        raise Refused("pathways.correct_worker")
    own = by.id == locked.person_id
    # Whose account it is follows from a card or an invitation, never from a correction.
    written = _checked(replace(facts, person_id=None), by)
    del written["person_id"]
    if own:
        written = {name: written[name] for name in ("name", "phone", "email")}
    for name, value in written.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(written))
    record(by=by, what="worker.corrected", on=locked, organization=locked.office_id)
    return locked


@transaction.atomic
def record_disadvantage(
    *,
    worker: Worker,
    kind: str,
    by: Actor,
    referring_service: str = "",
    justice_note: str | None = None,
) -> Disadvantage:
    """Keep why the programme takes the worker in: the office alone writes it.

    What a court said stays as it was where nothing is said of it; of the office, its head writes
    it and who was given the case by name.
    """
    permissions.require(by, permissions.PLACE_WORKERS, worker.office_id)
    if justice_note is not None and not may_write_justice(by, worker):
        raise Refused("pathways.record_justice")
    if kind not in DisadvantageType.values:
        raise RuleBroken(_("Choose a type from the list."), field="kind")
    found = Disadvantage.objects.select_for_update(of=("self",)).filter(worker=worker).first()
    row = found or Disadvantage(
        worker=worker, office_id=worker.office_id, employer_id=worker.employer_id
    )
    row.kind, row.referring_service = kind, referring_service.strip()
    row.recorded_at = timezone.now()
    row.save()
    if justice_note is not None:
        _record_justice(worker, justice_note.strip())
    record(by=by, what="worker.condition_recorded", on=worker, organization=worker.office_id)
    return row


def _record_justice(worker: Worker, note: str) -> None:
    """Keep it apart, because it is read apart; where nothing was ever said no row is made."""
    found = JusticeNote.objects.select_for_update(of=("self",)).filter(worker=worker).first()
    if found is None and not note:
        return
    row = found or JusticeNote(
        worker=worker, office_id=worker.office_id, employer_id=worker.employer_id
    )
    row.note, row.recorded_at = note, timezone.now()
    row.save()


def _checked(facts: WorkerFacts, by: Actor) -> dict:
    today = timezone.localdate()
    if facts.person_id and facts.person_id == by.id:
        raise RuleBroken(_("Nobody registers themselves as a worker."), field="person")
    if not facts.name.strip():
        raise RuleBroken(_("Write the name."), field="name")
    if facts.employed_since > today:
        raise RuleBroken(_("Choose a day that is not in the future."), field="employed_since")
    if facts.birth_year and not EARLIEST_BIRTH < facts.birth_year <= today.year - 15:
        raise RuleBroken(_("Check the year of birth."), field="birth_year")
    return {**asdict(facts), "name": facts.name.strip()[:120], "phone": facts.phone.strip()[:40]}
