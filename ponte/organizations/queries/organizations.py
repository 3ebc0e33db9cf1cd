"""Organizations: one, mine, by identifier; their qualifications as they stand today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.kit.journal.models import Entry
from ponte.kit.journal.record import story_of
from ponte.organizations import permissions
from ponte.organizations.events import SENTENCES
from ponte.organizations.models import Keeping, Membership, Organization, Qualification, Site
from ponte.organizations.rules.qualifications import types_of_enterprise, worth_of
from ponte.organizations.rules.vocabulary import kinds
from ponte.organizations.states import Standing

TOLD, NOT_TOLD = "told", "not"
MEMBER, KEEPER = "member", "keeper"
_WITH_PLACE = "municipality__province"


def public_organization(slug: str) -> Organization:
    """Return an organization for its public page."""
    found = Organization.objects.select_related(_WITH_PLACE).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def organizations_for(actor: Actor) -> QuerySet[Organization]:
    """Return the organizations I am a member of or keep the listings of."""
    own, _everywhere = permissions.scope_of(actor)
    return Organization.objects.filter(pk__in=own).select_related(_WITH_PLACE)


def my_organizations(
    actor: Actor, *, words: str = "", held: str = "", sort: str = ""
) -> QuerySet[Organization]:
    """Return my organizations as their list asks for them: by name, or by town."""
    found = organizations_for(actor)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(municipality__name__icontains=words))
    if held:
        member = Membership.objects.filter(person_id=actor.id, ended_at__isnull=True)
        mine = Q(pk__in=member.values("organization_id"))
        found = found.filter(mine if held == MEMBER else ~mine)
    order = ("municipality__name", "sort_key", "id") if sort == "town" else ("sort_key", "id")
    return found.order_by(*order)


def organization_for(actor: Actor, slug: str) -> Organization:
    """Return an organization seen from inside: members, keepers and the office; else 404."""
    own, everywhere = permissions.scope_of(actor)
    found = Organization.objects.select_related(_WITH_PLACE).filter(slug=slug)
    if not everywhere:
        found = found.filter(pk__in=own)
    found = found.first()
    if found is None:
        raise Http404
    return found


def organization_by_id(pk: UUID) -> Organization:
    """Return an organization by its key, or 404."""
    found = Organization.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def organization_by_tax_code(code: str) -> Organization | None:
    """Return the organization with this codice fiscale, closed ones too."""
    return Organization.objects.filter(tax_code=code).first() if code else None


def organizations_named(text: str, most: int = 6) -> list[Organization]:
    """Return organizations that stand and bear this name; else those whose name holds it."""
    standing = Organization.objects.filter(closed_at__isnull=True).order_by("sort_key", "pk")
    exact = list(standing.filter(name__iexact=text)[:most])
    return exact or list(standing.filter(name__icontains=text)[:most])


def organizations_by_tax_code(codes: Iterable[str]) -> dict[str, Organization]:
    """Return organizations by codice fiscale, in one query."""
    found = Organization.objects.filter(tax_code__in={code for code in codes if code})
    return {one.tax_code: one for one in found}


def roles_of(actor: Actor) -> dict[UUID, str]:
    """Return my role by organization."""
    found = Membership.objects.filter(person_id=actor.id, ended_at__isnull=True)
    return {one.organization_id: permissions.role_label(one.role) for one in found}


def site_for(actor: Actor, pk: UUID) -> Site:
    """Return a site of an organization that I may edit."""
    found = Site.objects.select_related("organization", "municipality").filter(pk=pk).first()
    if found is None or not permissions.holds(
        actor, permissions.EDIT_ORGANIZATION, found.organization_id
    ):
        raise Http404
    return found


def sites_of(organization: Organization) -> QuerySet[Site]:
    """Return the places of an organization."""
    return Site.objects.filter(organization=organization).select_related(_WITH_PLACE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A qualification in words, with what it is worth today."""

    id: UUID
    code: str
    label: str
    law: str
    register: str
    standing: str
    stands: bool
    reason: str
    source: str
    reference: str
    on: date
    valid_until: date | None
    document_year: int | None
    document: str

    @property
    def provenance(self) -> str:
        """The word of the badge: declared, register or verified; a lapsed one proves nothing."""
        if not self.stands:
            return "declared"
        return {"from_register": "register"}.get(self.standing, self.standing)


def qualifications_of(organization: Organization, on: date | None = None) -> list[Stated]:
    """Return what an organization is in law, each told apart by who says so."""
    day = on or timezone.localdate()
    return [
        stated(one, day)
        for one in Qualification.objects.filter(organization=organization).order_by("kind")
        if one.kind in kinds()
    ]


def proven_kinds(organization: Organization) -> set[str]:
    """Return what a register or the office says of it, and still holds; its own word is none."""
    return {
        one.code for one in qualifications_of(organization) if one.provenance != Standing.DECLARED
    }


def stated(one: Qualification, day: date) -> Stated:
    """Judge one qualification on a day."""
    kind = kinds()[one.kind]
    worth = worth_of(
        kind,
        stated_on=one.stated_on,
        valid_until=one.valid_until,
        document_year=one.document_year,
        on=day,
    )
    return Stated(
        id=one.pk,
        code=one.kind,
        label=kind.label,
        law=kind.law,
        register=kind.register,
        standing=one.standing,
        stands=worth.stands,
        reason=worth.reason,
        source=one.source,
        reference=one.reference,
        on=one.verified_on or one.stated_on,
        valid_until=one.valid_until,
        document_year=one.document_year,
        document=kind.yearly.label if kind.yearly else "",
    )


def stated_today(one: Qualification) -> Stated:
    """Judge one qualification today."""
    return stated(one, timezone.localdate())


def qualification_for(actor: Actor, pk: UUID) -> Qualification:
    """Return a qualification for who may declare or verify it."""
    found = Qualification.objects.select_related("organization").filter(pk=pk).first()
    if found is None or not (
        permissions.holds(actor, permissions.VERIFY_QUALIFICATIONS)
        or permissions.holds(actor, permissions.EDIT_ORGANIZATION, found.organization_id)
    ):
        raise Http404
    return found


def types_of(organizations: Iterable[UUID], on: date | None = None) -> dict[UUID, tuple[str, ...]]:
    """Return the types of enterprise of many organizations, from statements that stand."""
    day = on or timezone.localdate()
    standing: dict[UUID, list[str]] = {pk: [] for pk in organizations}
    for one in Qualification.objects.filter(organization_id__in=list(standing)):
        if one.kind in kinds() and stated(one, day).stands:
            standing[one.organization_id].append(one.kind)
    return {pk: types_of_enterprise(codes) for pk, codes in standing.items()}


def vouched(kind: str, organizations: Iterable[UUID], on: date | None = None) -> set[UUID]:
    """Return those whose statement of a kind stands and is more than their own word."""
    day = on or timezone.localdate()
    stated_so = Qualification.objects.filter(
        kind=kind, organization_id__in=list(organizations)
    ).exclude(standing=Standing.DECLARED)
    return {one.organization_id for one in stated_so if stated(one, day).stands}


def keeping_of(organization: Organization) -> Keeping | None:
    """Return who keeps the listings of an organization."""
    return (
        Keeping.objects.filter(kept=organization, ended_at__isnull=True)
        .select_related("keeper")
        .first()
    )


def kept_by(
    organization: Organization, *, words: str = "", told: str = "", sort: str = ""
) -> QuerySet[Keeping]:
    """Return the members whose listings an organization keeps, by name or the newest first."""
    found = Keeping.objects.filter(keeper=organization, ended_at__isnull=True)
    if words:
        found = found.filter(
            Q(kept__name__icontains=words) | Q(kept__municipality__name__icontains=words)
        )
    if told:
        found = found.filter(told_at__isnull=told != TOLD)
    order = ("-since", "-id") if sort == "newest" else ("kept__sort_key", "id")
    return found.select_related("kept__municipality").order_by(*order)


def keeping_for(actor: Actor, pk: UUID) -> Keeping:
    """Return a keeping for its keeper, its member or the office."""
    found = keeping_by_id(pk)
    own, everywhere = permissions.scope_of(actor)
    if not everywhere and found.keeper_id not in own and found.kept_id not in own:
        raise Http404
    return found


def keeping_by_id(pk: UUID) -> Keeping:
    """Return a keeping, open or ended, for who holds its link."""
    found = Keeping.objects.select_related("keeper", "kept").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def story_for(organization: Organization) -> list[dict]:
    """Return what happened, newest first, in sentences; the reader's rows decide how much."""
    return [
        {"at": entry.at, "sentence": _sentence(entry), "who": _who(entry)}
        for entry in story_of(organization)
        if entry.what in SENTENCES
    ]


def _who(entry: Entry) -> str:
    """The name of a person; a job's own name says nothing to readers."""
    return entry.actor_name if entry.actor_kind == "person" else ""


def _sentence(entry: Entry) -> str:
    kind = kinds().get(entry.facts.get("kind", ""))
    return str(SENTENCES[entry.what]) % {
        "kind": kind.label if kind else "",
        "role": permissions.role_label(entry.facts.get("role", "")),
    }
