"""Putting an organization on the list, correcting it, and saying that it has closed."""

from dataclasses import fields
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.copying import unsaved
from ponte.kit.duties.ledger import open_duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.organizations import permissions
from ponte.organizations.actions.letters import count_letter
from ponte.organizations.models import Claim, Keeping, Membership, Organization
from ponte.organizations.notifications import CLAIM_DUTY, announce, tell
from ponte.organizations.queries.importing import proven_organizations
from ponte.organizations.rules.access import ANSWER_DAYS
from ponte.organizations.rules.facts import (
    OrganizationFacts,
    Provenance,
    check_provenance,
    checked,
    slug_candidates,
    sort_key_of,
)
from ponte.organizations.rules.identifiers import (
    check_identified,
    check_identity_kept,
    lost_numbers,
)
from ponte.organizations.states import Origin, Proof

WRITTEN = [field.name for field in fields(OrganizationFacts) if field.name != "id"]


class AlreadyHere(RuleBroken):
    """The organization is on the list already; `organization` is the one to claim or to ask."""

    def __init__(self, organization: Organization, field: str):
        super().__init__(
            _("%(name)s is already here with this identifier.") % {"name": organization.name},
            field=field,
        )
        self.organization = organization


@transaction.atomic
def register_organization(
    *,
    facts: OrganizationFacts,
    by: Actor,
    provenance: Provenance | None = None,
    keeper: Organization | None = None,
) -> Organization:
    """Add an organization; a person who adds it manages it, and the office checks who they are.

    A keeper, the office and imports add it unclaimed.
    """
    provenance = provenance or Provenance()
    if keeper is not None:
        permissions.require(by, permissions.KEEP_LISTINGS, keeper.pk)
        provenance = Provenance(Origin.KEEPER, keeper.name[:200], timezone.localdate())
    elif not by.is_job:
        permissions.require_person(by, permissions.REGISTER_ORGANIZATION)
    facts = checked(facts)
    check_provenance(provenance)
    if not by.is_job:
        check_identified(facts.tax_code, facts.vat_number)
    check_not_here(facts)
    organization = built(facts, provenance, free_slug(facts), proves=of_the_office(by))
    organization.save(force_insert=True)
    record(by=by, what="organization.registered", on=organization, organization=organization.pk)
    if by.is_person and keeper is None and not permissions.holds(by, permissions.EDIT_ORGANIZATION):
        _found(organization, by)
    return organization


def of_the_office(by: Actor) -> bool:
    """Say whether they write for the platform: only such an address gets codes that prove.

    Keepers, founders and members write the rest, and could write an address of their own.
    """
    return permissions.holds(by, permissions.EDIT_ORGANIZATION)


def built(
    facts: OrganizationFacts, provenance: Provenance, slug: str, *, proves: bool
) -> Organization:
    """Return the row that these facts make; single and set-based registering share it."""
    said = {
        "id": facts.id,
        "slug": slug,
        "sort_key": sort_key_of(facts.name),
        "origin": provenance.origin,
        "source": provenance.source,
        "source_date": provenance.source_date,
        "source_url": provenance.source_url,
        "email_unproven": bool(facts.email) and not proves,
    }
    return unsaved(Organization, said | {name: getattr(facts, name) for name in WRITTEN})


def free_slug(facts: OrganizationFacts) -> str:
    """Return the first candidate that no organization has."""
    candidates = slug_candidates(facts)
    taken = set(Organization.objects.filter(slug__in=candidates).values_list("slug", flat=True))
    return next(slug for slug in candidates if slug not in taken)


def check_not_here(facts: OrganizationFacts, besides: Organization | None = None) -> None:
    """Refuse an identifier that another organization of the list has."""
    others = Organization.objects.exclude(pk=besides.pk) if besides else Organization.objects.all()
    # A tax code is given once for ever; a VAT number may serve a successor.
    found = facts.tax_code and others.filter(tax_code=facts.tax_code).first()
    if found:
        raise AlreadyHere(found, "tax_code")
    found = (
        facts.vat_number
        and others.filter(vat_number=facts.vat_number, closed_at__isnull=True).first()
    )
    if found:
        raise AlreadyHere(found, "vat_number")


def _found(organization: Organization, by: Actor) -> None:
    """The founder works at once; the claim waits for the office to look at it."""
    count_letter(by)
    role = permissions.managing_roles()[0]
    Membership.objects.create(organization=organization, person_id=by.id, role=role)
    claim = Claim.objects.create(
        organization=organization, person_id=by.id, proof=Proof.REGISTRATION
    )
    record(
        by=by,
        what="claim.asked",
        on=organization,
        organization=organization.pk,
        claim=str(claim.pk),
        proof=claim.proof,
    )
    open_duty(
        kind=CLAIM_DUTY,
        on=claim,
        addressee="",
        due_at=timezone.now() + timedelta(days=ANSWER_DAYS),
        cap=1,
    )
    tell("claim_asked", claim.pk)


@transaction.atomic
def edit_organization(
    *, organization: Organization, facts: OrganizationFacts, by: Actor
) -> Organization:
    """Correct what an organization says of itself; the address of its page stays."""
    permissions.require(by, permissions.EDIT_ORGANIZATION, organization.pk)
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    facts = checked(facts)
    if not by.is_job:
        check_identified(facts.tax_code, facts.vat_number)
    check_not_here(facts, besides=organization)
    changed = [name for name in WRITTEN if getattr(organization, name) != getattr(facts, name)]
    if not changed:
        return organization
    if not of_the_office(by) and proven_organizations([organization.pk]):
        check_identity_kept(lost_numbers(changed, organization))
    write(organization, facts, changed, proves=of_the_office(by))
    organization.save(update_fields=[*changed, "sort_key", "email_unproven"])
    record(
        by=by,
        what="organization.edited",
        on=organization,
        organization=organization.pk,
        fields=changed,
    )
    announce(organization.pk)
    return organization


def write(
    organization: Organization, facts: OrganizationFacts, changed: list[str], *, proves: bool
) -> None:
    """Put what changed on the row; single and set-based editing share it."""
    for name in changed:
        setattr(organization, name, getattr(facts, name))
    organization.sort_key = sort_key_of(facts.name)
    if "email" in changed:
        organization.email_unproven = bool(facts.email) and not proves


@transaction.atomic
def close_organization(*, organization: Organization, by: Actor) -> Organization:
    """Say that an organization has closed: it stays on record, nobody keeps its listings."""
    if not by.is_job and not permissions.holds(by, permissions.ANSWER_CLAIMS):
        raise Refused(permissions.ANSWER_CLAIMS)
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    if organization.closed_at:
        raise RuleBroken(_("This organization is already marked as closed."))
    organization.closed_at = timezone.now()
    organization.save(update_fields=["closed_at"])
    Keeping.objects.filter(kept=organization, ended_at__isnull=True).update(
        ended_at=organization.closed_at, ended_by_id=by.id
    )
    record(by=by, what="organization.closed", on=organization, organization=organization.pk)
    announce(organization.pk)
    return organization
