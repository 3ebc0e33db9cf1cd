"""Statements about many organizations at once, as a file brings them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.copying import copy_in
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record_each
from ponte.organizations import permissions
from ponte.organizations.actions.qualifications import Statement
from ponte.organizations.models import Organization, Qualification
from ponte.organizations.rules.qualifications import check_statement
from ponte.organizations.rules.vocabulary import check_kind
from ponte.organizations.states import Standing

BATCH = 2_000
SAID = ("reference", "source", "stated_on", "valid_until", "document_year")


@dataclass(frozen=True, slots=True)
class Declared:
    """What became of the rows: statements by row number, and the reason of each bad row."""

    qualifications: dict[int, Qualification]
    broken: dict[int, RuleBroken]


@transaction.atomic
def declare_qualifications(*, rows: Sequence[tuple[UUID, Statement]], by: Actor) -> Declared:
    """Declare many kinds of many organizations, as `declare_qualification` would one by one.

    Whoever shows an organization hears of it from the caller, not by a job for each.
    """
    organizations = {organization for organization, _statement in rows}
    _require_all(by, permissions.EDIT_ORGANIZATION, organizations)
    _lock(organizations)
    known = _known(organizations)
    new, changed = [], []
    done = Declared({}, {})
    for number, (organization, statement) in enumerate(rows):
        found = known.get((organization, statement.kind))
        try:
            _check(statement, found)
        except RuleBroken as reason:
            done.broken[number] = reason
            continue
        if found is None:
            found = Qualification(organization_id=organization, kind=statement.kind)
            known[organization, statement.kind] = found
            new.append(found)
        elif not found._state.adding:
            changed.append(found)
        _write(found, statement)
        done.qualifications[number] = found
    copy_in(new)
    Qualification.objects.bulk_update(changed, SAID, batch_size=BATCH)
    journal_statements(by, "qualification.declared", done.qualifications.values())
    return done


@transaction.atomic
def remove_qualifications(*, rows: Collection[tuple[UUID, str]], by: Actor) -> int:
    """Withdraw what was declared, by organization and kind, as `remove_qualification` does."""
    if not rows:
        return 0
    organizations = {organization for organization, _kind in rows}
    _require_all(by, permissions.EDIT_ORGANIZATION, organizations)
    _lock(organizations)
    known = _known(organizations)
    gone = [known[row] for row in rows if row in known]
    others = {one.organization_id for one in gone if one.standing != Standing.DECLARED}
    _require_all(by, permissions.VERIFY_QUALIFICATIONS, others)
    journal_statements(by, "qualification.removed", gone)
    Qualification.objects.filter(pk__among={one.pk for one in gone}).delete()
    return len(gone)


def _require_all(by: Actor, permission: str, organizations: Collection[UUID]) -> None:
    everywhere, allowed = permissions.held_on(by, permission)
    if not everywhere and not organizations <= allowed:
        raise Refused(permission)


def _lock(organizations: Collection[UUID]) -> None:
    rows = Organization.objects.select_for_update(of=("self",)).order_by("pk")
    found = set(rows.filter(pk__among=organizations).values_list("pk", flat=True))
    if found != organizations:
        raise Organization.DoesNotExist


def _known(organizations: Collection[UUID]) -> dict[tuple[UUID, str], Qualification]:
    rows = Qualification.objects.filter(organization_id__among=organizations)
    return {(one.organization_id, one.kind): one for one in rows}


def _check(statement: Statement, found: Qualification | None) -> None:
    if found and found.standing != Standing.DECLARED:
        raise RuleBroken(
            _("This is already known from a register or verified. Ask the office to correct it."),
            field="kind",
        )
    check_kind(statement.kind)
    check_statement(
        standing=Standing.DECLARED,
        source=statement.source,
        stated_on=statement.stated_on,
        valid_until=statement.valid_until,
        document_year=statement.document_year,
        today=timezone.localdate(),
    )


def _write(found: Qualification, statement: Statement) -> None:
    found.standing = Standing.DECLARED
    found.reference = statement.reference.strip()[:120]
    found.source = statement.source.strip()[:200]
    found.stated_on, found.valid_until = statement.stated_on, statement.valid_until
    found.document_year = statement.document_year


def journal_statements(by: Actor, what: str, stated: Collection[Qualification]) -> None:
    """One line for each statement, one INSERT for all of a kind."""
    for kind, standing in sorted({(one.kind, one.standing) for one in stated}):
        record_each(
            by=by,
            what=what,
            on=[
                Organization(pk=one.organization_id)
                for one in stated
                if (one.kind, one.standing) == (kind, standing)
            ],
            organization=lambda one: one.pk,
            facts=lambda _one, said={"kind": kind, "standing": standing}: said,
        )
