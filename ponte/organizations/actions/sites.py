"""The places where an organization works or receives people."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.organizations import permissions
from ponte.organizations.models import Organization, Site
from ponte.organizations.notifications import announce


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The fields of a site that people write."""

    address: str
    municipality_id: UUID
    name: str = ""
    cap: str = ""
    phone: str = ""


def _checked(facts: SiteFacts) -> dict:
    if not facts.address.strip():
        raise RuleBroken(_("Write the street and number."), field="address")
    if facts.cap and not (len(facts.cap) == 5 and facts.cap.isdigit()):
        raise RuleBroken(_("A postal code has five digits."), field="cap")
    return {
        "name": facts.name.strip()[:160],
        "address": facts.address.strip()[:200],
        "cap": facts.cap,
        "municipality_id": facts.municipality_id,
        "phone": facts.phone.strip()[:40],
    }


@transaction.atomic
def add_site(*, organization: Organization, facts: SiteFacts, by: Actor) -> Site:
    """Add a place; its position on the map is its municipality's until somebody measures it."""
    permissions.require(by, permissions.EDIT_ORGANIZATION, organization.pk)
    site = Site.objects.create(organization=organization, **_checked(facts))
    _tell(by, "site.added", site)
    return site


@transaction.atomic
def edit_site(*, site: Site, facts: SiteFacts, by: Actor) -> Site:
    """Correct a place."""
    permissions.require(by, permissions.EDIT_ORGANIZATION, site.organization_id)
    site = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    written = _checked(facts)
    if written["municipality_id"] != site.municipality_id:
        written |= {"latitude": None, "longitude": None}
    for name, value in written.items():
        setattr(site, name, value)
    site.save(update_fields=list(written))
    _tell(by, "site.edited", site)
    return site


@transaction.atomic
def remove_site(*, site: Site, by: Actor) -> None:
    """Remove a place; its history stays."""
    permissions.require(by, permissions.EDIT_ORGANIZATION, site.organization_id)
    _tell(by, "site.removed", site)
    site.delete()


def _tell(by: Actor, what: str, site: Site) -> None:
    record(
        by=by,
        what=what,
        on=site.organization,
        organization=site.organization_id,
        site=str(site.pk),
    )
    announce(site.organization_id)
