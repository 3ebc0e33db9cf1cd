"""Breaking the glass of one case: alone, at once, for an hour; everybody concerned is told."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ponte.accounts.public import Person
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.record import Seen, log_readings
from ponte.kit.duties import ledger
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.public import people_holding
from ponte.pathways import notifications, permissions
from ponte.pathways.actions.moving import locked_case, noted, whole
from ponte.pathways.models import EmergencyReading, EmergencyWord, Pathway, Worker
from ponte.pathways.models.emergency import LASTS, EmergencyWordKind
from ponte.pathways.permissions.cases import has_part
from ponte.pathways.permissions.purposes import Use, emergencies_standing
from ponte.pathways.states import CaseRoleKind

LONGEST = 300
TOLD, TOLD_OFFICER = "pathways.emergency", "pathways.emergency_protection"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
HIDDEN = Actor.job("pathways.break_glass")


@transaction.atomic
def break_glass(*, office: UUID, code: str, reason: str, by: Actor) -> EmergencyReading:
    """Open one case to an administrator, with no second person: that is what breaking glass means.

    The reading is in the audit log, and its letters are owed, before a row of the case is seen.
    """
    if not permissions.breaks_glass(by):
        raise Refused(permissions.BREAK_GLASS)
    if not settings.PROTECTION_EMAIL:
        raise RuleBroken(_("There is no address of the data protection officer to be told."))
    reason = whole(reason, field="reason")[:LONGEST]
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"glass {by.id}"])
    if emergencies_standing(by.id).exists():
        raise RuleBroken(_("You have a case open already: close it first."))
    case = _case(office, code, by)
    now = timezone.now()
    made = EmergencyReading.objects.create(
        pathway=case,
        office_id=case.office_id,
        opened_by_id=by.id,
        reason=reason,
        opened_at=now,
        until=now + LASTS,
    )
    noted(by, "glass.broken", case, until=made.until.isoformat())
    app.configure_task("pathways.tell_of_emergency").defer(reading=str(made.pk))
    log_readings(
        Seen(
            by=by,
            data=["emergency"],
            role=CaseRoleKind.ADMINISTRATOR.value,
            subject=case,
            about=case.worker_id,
            organization=case.office_id,
            purposes=[Use.EMERGENCY],
        )
    )
    return made


def _case(office: UUID, code: str, by: Actor) -> Pathway:
    """Find it by what somebody told, as a job: the administrator sees no case before it is open."""
    with acting(HIDDEN):
        found = Pathway.objects.filter(office_id=office, code__iexact=code.strip()).first()
        own = Worker.objects.filter(person_id=by.id)
        is_own = found is not None and own.filter(pk=found.worker_id).exists()
    if found is None:
        raise RuleBroken(_("This office has no case with this code."), field="code")
    if is_own or has_part(found, permissions.held(by)):
        raise RuleBroken(_("You belong to this case: read it by your own part."), field="code")
    return found


@transaction.atomic
def close_emergency(*, reading: EmergencyReading, by: Actor) -> EmergencyWord:
    """Close it before its hour is over: the head of the office, or who opened it."""
    if by.id != reading.opened_by_id or not permissions.breaks_glass(by):
        _require_head(reading, by)
    _lock(reading)
    if reading.until <= timezone.now() or _is_said(reading, EmergencyWordKind.CLOSED):
        raise RuleBroken(_("It is closed already."))
    return _said(reading, EmergencyWordKind.CLOSED, "", by)


@transaction.atomic
def review_emergency(*, reading: EmergencyReading, note: str, by: Actor) -> EmergencyWord:
    """The head of the office writes down what came of looking at it; once."""
    _require_head(reading, by)
    note = whole(note, field="note")[:LONGEST]
    _lock(reading)
    if _is_said(reading, EmergencyWordKind.REVIEWED):
        raise RuleBroken(_("Your office has written this down already."))
    return _said(reading, EmergencyWordKind.REVIEWED, note, by)


def _require_head(reading: EmergencyReading, by: Actor) -> None:
    permissions.require(by, permissions.SIGN_FOR_OFFICE, reading.office_id)


def _lock(reading: EmergencyReading) -> None:
    """Two at once wait for each other; the administrator may lock no row of the case."""
    with acting(HIDDEN):
        locked_case(reading.pathway_id)


def _is_said(reading: EmergencyReading, kind: str) -> bool:
    return EmergencyWord.objects.filter(reading=reading, kind=kind).exists()


def _said(reading: EmergencyReading, kind: str, note: str, by: Actor) -> EmergencyWord:
    made = EmergencyWord.objects.create(reading=reading, kind=kind, note=note, by_id=by.id)
    noted(by, f"glass.{kind}", Pathway(pk=reading.pathway_id, office_id=reading.office_id))
    return made


def tell_of_emergency(*, reading: UUID, by: Actor) -> int:
    """Write to the head of the office and to the data protection officer; each gets one letter."""
    if not by.is_job:
        raise Refused("pathways.tell_of_emergency")
    now = timezone.now()
    with acting(by):
        found = EmergencyReading.objects.get(pk=reading)
        duties = [_owed(found, TOLD, one.email, one.language, now) for one in _heads(found)]
        officer = settings.PROTECTION_EMAIL
        if officer:
            told = (TOLD_OFFICER, officer, settings.HOME_LANGUAGE)
            duties.append(_owed(found, *told, now))

    def write(duty: Duty) -> bool:
        LETTERS[duty.kind](duty, found)
        return True

    return ledger.remind_each(duties, now, by=by, write=write)


LETTERS = {
    TOLD: notifications.tell_office_of_emergency,
    TOLD_OFFICER: notifications.tell_protection_officer,
}


def _heads(reading: EmergencyReading) -> list[Person]:
    """The head of the office; where it has none, whoever places its workers."""
    for permission in (permissions.SIGN_FOR_OFFICE, permissions.PLACE_WORKERS):
        found = [one for one in people_holding(permission, reading.office_id) if one.email]
        if found:
            return found
    return []


def _owed(reading: EmergencyReading, kind: str, address: str, language: str, now: datetime) -> Duty:
    """The mark of one letter; it stays open, so that there is never a second."""
    return ledger.open_duty(
        kind=kind,
        on=reading,
        addressee=address,
        organization=reading.office_id,
        language=language,
        due_at=now,
        cap=1,
    )
