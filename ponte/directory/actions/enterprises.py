"""Beginning an enterprise's public profile; its steps are saved as a card's are."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.directory import permissions
from ponte.directory.actions.cards import free_slug
from ponte.directory.actions.changes import lock, store
from ponte.directory.actions.settling import SHARE
from ponte.directory.events import CERTIFICATE_PROOFS, PROOFS
from ponte.directory.models import Enterprise
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken


@transaction.atomic
def start_enterprise(*, organization_id: UUID, name: str, language: str, by: Actor) -> Enterprise:
    """Begin the profile of an organization, or return the one it has."""
    permissions.require(by, permissions.EDIT_LISTING, organization_id)
    found = Enterprise.objects.filter(organization_id=organization_id).first()
    if found:
        return found
    profile = Enterprise(
        organization_id=organization_id,
        language=language,
        slug=free_slug(Enterprise, name),
        content_version=0,
    )
    profile.save(force_insert=True)
    return store(profile, by=by, what="enterprise.started", fields=[])


@transaction.atomic
def certify_share(*, listing: Enterprise, proof: str, by: Actor) -> Enterprise:
    """Say that the office has seen proof of the declared share of disadvantaged workers."""
    listing = lock(listing)
    permissions.require_certify(by)
    if listing.disadvantaged_share is None:
        raise RuleBroken(_("There is no declared share to verify."))
    if listing.disadvantaged_share_standing == "verified":
        raise RuleBroken(_("This share is verified already."))
    if proof not in PROOFS:
        raise RuleBroken(_("Say what you have looked at."), field="proof")
    listing.disadvantaged_share_standing = "verified"
    listing.disadvantaged_share_on = timezone.localdate()
    listing.disadvantaged_share_proof = proof
    what = "enterprise.share_verified"
    return store(listing, by=by, what=what, fields=list(SHARE), proof=proof)


@transaction.atomic
def certify_certificate(*, listing: Enterprise, name: str, proof: str, by: Actor) -> Enterprise:
    """Say that the office has seen one of the certificates that the enterprise names."""
    listing = lock(listing)
    permissions.require_certify(by)
    if name not in listing.certifications:
        raise RuleBroken(_("The enterprise does not name this certificate."), field="name")
    if proof not in CERTIFICATE_PROOFS:
        raise RuleBroken(_("Say what you have looked at."), field="proof")
    seen = {one: listing.certifications_seen[one] for one in listing.certifications
            if one in listing.certifications_seen}  # fmt: skip
    seen[name] = {"on": timezone.localdate().isoformat(), "proof": proof}
    listing.certifications_seen = seen
    what, fields = "enterprise.certificate_verified", ["certifications_seen"]
    return store(listing, by=by, what=what, fields=fields, name=name, proof=proof)
