"""What an organization is in law: declared by it, read in a register, or verified here."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.organizations import permissions
from ponte.organizations.models import Organization, Qualification
from ponte.organizations.notifications import announce
from ponte.organizations.rules.qualifications import check_statement
from ponte.organizations.rules.vocabulary import check_kind
from ponte.organizations.states import Standing


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said: the kind, where it can be checked, of which day, until when."""

    kind: str
    stated_on: date
    reference: str = ""
    source: str = ""
    valid_until: date | None = None
    document_year: int | None = None


@transaction.atomic
def declare_qualification(
    *, organization: Organization, statement: Statement, by: Actor
) -> Qualification:
    """The organization says it of itself; what a register or the office said is not overruled."""
    permissions.require(by, permissions.EDIT_ORGANIZATION, organization.pk)
    _lock(organization)
    found = Qualification.objects.filter(organization=organization, kind=statement.kind).first()
    if found and found.standing != Standing.DECLARED:
        raise RuleBroken(
            _("This is already known from a register or verified. Ask the office to correct it."),
            field="kind",
        )
    return _state(organization, statement, Standing.DECLARED, by, "qualification.declared")


@transaction.atomic
def record_from_register(
    *, organization: Organization, statement: Statement, by: Actor
) -> Qualification:
    """The office or an import copies what a public register says; a verified one stays so."""
    permissions.require(by, permissions.VERIFY_QUALIFICATIONS)
    _lock(organization)
    found = Qualification.objects.filter(organization=organization, kind=statement.kind).first()
    if found and found.standing == Standing.VERIFIED:
        return found
    return _state(organization, statement, Standing.FROM_REGISTER, by, "qualification.recorded")


@transaction.atomic
def verify_qualification(
    *,
    qualification: Qualification,
    by: Actor,
    source: str = "",
    valid_until: date | None = None,
    document_year: int | None = None,
) -> Qualification:
    """The office has looked for itself: who and when are kept, and shown."""
    permissions.require(by, permissions.VERIFY_QUALIFICATIONS)
    _lock(qualification.organization)
    found = Qualification.objects.select_for_update(of=("self",)).get(pk=qualification.pk)
    today = timezone.localdate()
    source = (source or found.source).strip()[:200]
    check_kind(found.kind)
    check_statement(
        standing=Standing.VERIFIED,
        source=source,
        stated_on=today,
        valid_until=valid_until,
        document_year=document_year,
        today=today,
    )
    found.standing = Standing.VERIFIED
    found.source, found.valid_until = source, valid_until
    found.document_year = document_year or found.document_year
    found.stated_on = found.verified_on = today
    found.verified_by, found.verified_by_id = by.name[:160] or by.kind.value, by.id
    found.save()
    _tell(by, "qualification.verified", found)
    return found


@transaction.atomic
def remove_qualification(*, qualification: Qualification, by: Actor) -> None:
    """Withdraw a statement: the organization its own, the office any."""
    _lock(qualification.organization)
    # What the office has verified since the page was opened is no longer its own word.
    qualification = Qualification.objects.select_for_update(of=("self",)).get(pk=qualification.pk)
    if qualification.standing == Standing.DECLARED:
        permissions.require(by, permissions.EDIT_ORGANIZATION, qualification.organization_id)
    else:
        permissions.require(by, permissions.VERIFY_QUALIFICATIONS)
    _tell(by, "qualification.removed", qualification)
    qualification.delete()


def _lock(organization: Organization) -> None:
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)


def _state(organization, statement: Statement, standing, by: Actor, what: str) -> Qualification:
    check_kind(statement.kind)
    check_statement(
        standing=standing,
        source=statement.source,
        stated_on=statement.stated_on,
        valid_until=statement.valid_until,
        document_year=statement.document_year,
        today=timezone.localdate(),
    )
    found, _made = Qualification.objects.update_or_create(
        organization=organization,
        kind=statement.kind,
        defaults={
            "standing": standing,
            "reference": statement.reference.strip()[:120],
            "source": statement.source.strip()[:200],
            "stated_on": statement.stated_on,
            "valid_until": statement.valid_until,
            "document_year": statement.document_year,
        },
    )
    _tell(by, what, found)
    return found


def _tell(by: Actor, what: str, found: Qualification) -> None:
    record(
        by=by,
        what=what,
        on=found.organization,
        organization=found.organization_id,
        kind=found.kind,
        standing=found.standing,
    )
    announce(found.organization_id)
