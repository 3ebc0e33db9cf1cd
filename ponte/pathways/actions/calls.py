"""An association's call: written, published to its firms, answered, closed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ponte.accounts.public import Person
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties import ledger
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.organizations.public import MANAGE_MEMBERS, people_holding
from ponte.pathways import notifications, permissions
from ponte.pathways.actions.moving import whole
from ponte.pathways.actions.opportunities import begin_opening
from ponte.pathways.models import AssociationMember, Call, CallAnswer, Opportunity
from ponte.pathways.queries.calls import firms_of, is_member_of, is_open
from ponte.pathways.states import Source

TOLD = "pathways.call"


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What the association asks its firms for."""

    title: str
    text: str
    last_day: date


@transaction.atomic
def write_call(*, association, office: UUID, facts: CallFacts, by: Actor) -> Call:
    """Write a call; nobody else reads it before it is published."""
    permissions.require(by, permissions.BRING_COMPANIES, association.pk)
    if association.pk == office:
        raise RuleBroken(_("Choose the placement office that follows the firms."), field="office")
    made = Call(association_id=association.pk, office_id=office, made_by_id=by.id)
    return _written(made, facts, "call.written", by)


@transaction.atomic
def edit_call(*, call: Call, facts: CallFacts, by: Actor) -> Call:
    """Change it until it is published."""
    locked = _locked(call, by)
    if locked.published_at:
        raise RuleBroken(_("The call is published: close it and write another."))
    return _written(locked, facts, "call.edited", by)


def _written(call: Call, facts: CallFacts, what: str, by: Actor) -> Call:
    if facts.last_day < timezone.localdate():
        raise RuleBroken(_("The last day has passed."), field="last_day")
    call.title = whole(facts.title, field="title")[:160]
    call.text = whole(facts.text, field="text")[:2000]
    call.last_day = facts.last_day
    call.save()
    record(by=by, what=what, on=call, organization=call.association_id)
    return call


@transaction.atomic
def publish_call(*, call: Call, by: Actor) -> Call:
    """Open it for answers, and write to the firms on the association's list."""
    locked = _locked(call, by)
    if locked.published_at:
        raise RuleBroken(_("The call is published already."))
    locked.published_at = timezone.now()
    locked.save(update_fields=["published_at"])
    record(by=by, what="call.published", on=locked, organization=locked.association_id)
    app.configure_task("pathways.tell_firms").defer(call=str(locked.pk))
    return locked


@transaction.atomic
def close_call(*, call: Call, by: Actor) -> Call:
    """Take no more answers; those that came go their way."""
    locked = _locked(call, by)
    if not locked.published_at or locked.closed_at:
        raise RuleBroken(_("Only a published call is closed."))
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    record(by=by, what="call.closed", on=locked, organization=locked.association_id)
    return locked


@transaction.atomic
def answer_call(*, call: Call, company, by: Actor, title: str = "") -> Opportunity:
    """A firm says that it has an opening; the office gets the lead."""
    permissions.require(by, permissions.HOST_WORKERS, company.pk)
    found = Call.objects.filter(pk=call.pk, published_at__isnull=False).first()
    if found is not None and not is_member_of(found.association_id, company.pk):
        raise RuleBroken(_("This call is for the members of the association."))
    if found is None or found.closed_at or found.last_day < timezone.localdate():
        raise RuleBroken(_("This call takes no more answers."))
    before = CallAnswer.objects.filter(call=found, company_id=company.pk).first()
    if before:
        return before.opportunity
    opening = begin_opening(
        found.office_id,
        company,
        found.office_id,
        source=Source.ASSOCIATION_CALL,
        title=title,
        by=by,
    )
    CallAnswer.objects.create(
        call=found,
        office_id=found.office_id,
        company_id=company.pk,
        opportunity=opening,
        answered_by_id=by.id,
    )
    return opening


@transaction.atomic
def add_association_member(*, association: UUID, company, by: Actor) -> AssociationMember:
    """Put a firm on the association's list: from now on its calls reach it."""
    permissions.require(by, permissions.BRING_COMPANIES, association)
    if association == company.pk:
        raise RuleBroken(_("Choose a firm, not the association itself."), field="company")
    found = AssociationMember.objects.filter(
        association_id=association, company_id=company.pk, ended_at__isnull=True
    ).first()
    if found:
        return found
    made = AssociationMember.objects.create(
        association_id=association, company_id=company.pk, added_by_id=by.id
    )
    record(by=by, what="association_member.added", on=made, organization=association)
    return made


@transaction.atomic
def end_association_member(*, member: AssociationMember, by: Actor) -> AssociationMember:
    """Take a firm off the list; what it answered goes its way."""
    locked = AssociationMember.objects.select_for_update(of=("self",)).filter(pk=member.pk).first()
    if locked is None:
        raise Refused(permissions.BRING_COMPANIES)
    permissions.require(by, permissions.BRING_COMPANIES, locked.association_id)
    if locked.ended_at is not None:
        raise RuleBroken(_("This firm is not on the list any more."))
    locked.ended_at = timezone.now()
    locked.save(update_fields=["ended_at"])
    told = {"organization": locked.association_id}
    record(by=by, what="association_member.ended", on=locked, **told)
    return locked


def _locked(call: Call, by: Actor) -> Call:
    found = Call.objects.select_for_update(of=("self",)).filter(pk=call.pk).first()
    if found is None:
        raise Refused(permissions.BRING_COMPANIES)
    permissions.require(by, permissions.BRING_COMPANIES, found.association_id)
    return found


def tell_firms(*, call: UUID, by: Actor) -> int:
    """Write to the firms on the association's list; return how many letters left.

    Each person is written to once for a call, however often the job is broken off and taken up
    again: the mark and the letter are one transaction, one for each.
    """
    if not by.is_job:
        raise Refused("pathways.tell_firms")
    now = timezone.now()
    with acting(by):
        locked = Call.objects.select_for_update(of=("self",), no_key=True)
        found = locked.select_related("association").get(pk=call)
        readers = _readers(found) if is_open(found) else {}
        duties = [_owed(found, firm, person, now) for firm, person in readers.values()]

    def write(duty: Duty) -> bool:
        _firm, person = readers[duty.addressee]
        notifications.send_call(found, person)
        return True

    return ledger.remind_each(duties, now, by=by, write=write)


def _readers(call: Call) -> dict[str, tuple[UUID, Person]]:
    """Return who speaks for the firms, by address: nobody twice, for however many firms."""
    found: dict[str, tuple[UUID, Person]] = {}
    for firm in firms_of(call.association_id):
        for permission in (permissions.HOST_WORKERS, MANAGE_MEMBERS):
            for person in people_holding(permission, firm):
                if person.email:
                    found.setdefault(person.email, (firm, person))
    return found


def _owed(call: Call, firm: UUID, person: Person, now: datetime) -> Duty:
    """The mark of one letter; it stays open, so that there is never a second."""
    return ledger.open_duty(
        kind=TOLD,
        on=call,
        addressee=person.email,
        organization=firm,
        language=person.language,
        due_at=now,
        cap=1,
    )
