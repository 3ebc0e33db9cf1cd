"""The set-based forms that imports use: the same facts, rules and journal in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection, transaction

from ponte.kit.actor import Actor
from ponte.kit.copying import copy_in
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record_each
from ponte.organizations import permissions
from ponte.organizations.actions.registering import (
    WRITTEN,
    AlreadyHere,
    built,
    of_the_office,
    write,
)
from ponte.organizations.models import Organization
from ponte.organizations.queries.importing import proven_organizations
from ponte.organizations.rules.facts import (
    OrganizationFacts,
    Provenance,
    check_provenance,
    checked,
    slug_candidates,
)
from ponte.organizations.rules.identifiers import (
    check_identified,
    check_identity_kept,
    lost_numbers,
)
from ponte.organizations.states import Origin

BATCH = 10_000
FIELDS = [*WRITTEN, "sort_key", "email_unproven"]
TYPES = {"id": "uuid[]", "municipality_id": "uuid[]", "email_unproven": "boolean[]"}


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of the rows: organizations by row number, and the reason of each bad row."""

    organizations: dict[int, Organization]
    broken: dict[int, RuleBroken]


@transaction.atomic
def register_organizations(
    *,
    rows: Sequence[OrganizationFacts],
    by: Actor,
    provenance: Provenance,
    keeper: Organization | None = None,
) -> Registered:
    """Add many organizations, unclaimed, as `register_organization` would one by one."""
    if keeper is not None:
        permissions.require(by, permissions.KEEP_LISTINGS, keeper.pk)
        provenance = replace(provenance, origin=Origin.KEEPER)
    else:
        permissions.require(by, permissions.EDIT_ORGANIZATION)
    check_provenance(provenance)
    good, broken = _checked(rows, by)
    here = _here(good)
    made: dict[int, Organization] = {}
    proves = of_the_office(by)
    taken = _taken_slugs(good.values())
    for number, facts in good.items():
        if duplicate := _duplicate(facts, here):
            broken[number] = duplicate
            continue
        slug = next(slug for slug in slug_candidates(facts) if slug not in taken)
        made[number] = built(facts, provenance, slug, proves=proves)
        taken.add(slug)
        _remember(made[number], here)
    copy_in(list(made.values()))
    _journal(by, "organization.registered", made.values())
    return Registered(made, broken)


@transaction.atomic
def edit_organizations(
    *, rows: Sequence[OrganizationFacts], by: Actor, keeper: Organization | None = None
) -> Registered:
    """Correct many organizations, found by `id`, as `edit_organization` would one by one."""
    everywhere, allowed = permissions.held_on(by, permissions.EDIT_ORGANIZATION)
    if not everywhere and (not allowed or (keeper and keeper.pk not in allowed)):
        raise Refused(permissions.EDIT_ORGANIZATION)
    good, broken = _checked(rows, by)
    ids = [facts.id for facts in good.values()]
    known = Organization.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(ids)
    here = _here(good)
    fixed = set() if everywhere else proven_organizations(list(known))
    made, fields = {}, {}
    for number, facts in good.items():
        organization = known.get(facts.id)
        if organization is None or not (everywhere or organization.pk in allowed):
            permissions.require(by, permissions.EDIT_ORGANIZATION, facts.id)
            continue
        if duplicate := _duplicate(facts, here, besides=organization):
            broken[number] = duplicate
            continue
        changed = [name for name in WRITTEN if getattr(organization, name) != getattr(facts, name)]
        if reason := _identity_lost(lost_numbers(changed, organization), organization.pk in fixed):
            broken[number] = reason
        elif changed:
            write(organization, facts, changed, proves=everywhere)
            made[number], fields[organization.pk] = organization, changed
    _update(list(made.values()))
    _journal(by, "organization.edited", made.values(), lambda one: {"fields": fields[one.pk]})
    return Registered(made, broken)


def _identity_lost(changed: list[str], fixed: bool) -> RuleBroken | None:
    try:
        check_identity_kept(changed if fixed else ())
    except RuleBroken as reason:
        return reason
    return None


def _update(organizations: list[Organization]) -> None:
    """One UPDATE for all rows; the history trigger sees each of them."""
    columns = ["id", *(Organization._meta.get_field(name).column for name in FIELDS)]
    kinds = [TYPES.get(name, "text[]") for name in columns]
    values = [[getattr(one, column) for one in organizations] for column in columns]
    sets = ", ".join(f"{column} = written.{column}" for column in columns[1:])
    arrays = ", ".join(f"%s::{kind}" for kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE organizations_organization AS kept SET {sets} "
            f"FROM unnest({arrays}) AS written ({', '.join(columns)}) "
            "WHERE kept.id = written.id",
            values,
        )


def _journal(by: Actor, what: str, organizations, facts=None) -> None:
    record_each(by=by, what=what, on=organizations, organization=lambda one: one.pk, facts=facts)


def _checked(rows, by: Actor) -> tuple[dict[int, OrganizationFacts], dict[int, RuleBroken]]:
    good, broken = {}, {}
    for number, row in enumerate(rows):
        try:
            facts = checked(row)
            if not by.is_job:
                check_identified(facts.tax_code, facts.vat_number)
            good[number] = facts
        except RuleBroken as reason:
            broken[number] = reason
    return good, broken


def _here(good: dict[int, OrganizationFacts]) -> dict[tuple[str, str], Organization]:
    """Return the open organizations of the list that have an identifier of these rows."""
    here: dict[tuple[str, str], Organization] = {}
    for name in ("tax_code", "vat_number"):
        numbers = {getattr(facts, name) for facts in good.values()} - {""}
        if not numbers:
            continue
        found = Organization.objects.filter(**{f"{name}__among": numbers})
        if name == "vat_number":
            found = found.filter(closed_at__isnull=True)
        for organization in found.order_by("pk"):
            here.setdefault((name, getattr(organization, name)), organization)
    return here


def _remember(organization: Organization, here) -> None:
    for name in ("tax_code", "vat_number"):
        if number := getattr(organization, name):
            here[name, number] = organization


def _duplicate(facts: OrganizationFacts, here, besides=None) -> AlreadyHere | None:
    for name in ("tax_code", "vat_number"):
        found = here.get((name, getattr(facts, name)))
        if found and found != besides:
            return AlreadyHere(found, name)
    return None


def _taken_slugs(good) -> set[str]:
    wanted = [slug for facts in good for slug in slug_candidates(facts)]
    return set(Organization.objects.filter(slug__among=wanted).values_list("slug", flat=True))
