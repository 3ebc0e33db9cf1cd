"""Organizations that a line of a file may mean, read in bulk."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from ponte.organizations.models import Organization
from ponte.organizations.rules.facts import OrganizationFacts


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """What an organization says now, whose words they are, and whether somebody acts for it."""

    facts: OrganizationFacts
    slug: str
    source: str
    claimed: bool

    @property
    def id(self) -> UUID:
        return self.facts.id


def known_organizations(
    *,
    ids: Collection[UUID] = (),
    tax_codes: Collection[str] = (),
    vat_numbers: Collection[str] = (),
) -> list[KnownOrganization]:
    """Return the open organizations with one of these identifiers."""
    wanted = Q(pk__in=ids) | Q(tax_code__in=[code for code in tax_codes if code])
    wanted |= Q(vat_number__in=[number for number in vat_numbers if number])
    found = Organization.objects.filter(wanted, closed_at__isnull=True).order_by("pk")
    return [_known(organization) for organization in found]


def _known(one: Organization) -> KnownOrganization:
    names = [
        "name",
        "legal_form",
        "tax_code",
        "vat_number",
        "municipality_id",
        "address",
        "phone",
        "email",
        "website",
        "id",
    ]
    facts = OrganizationFacts(**{name: getattr(one, name) for name in names})
    return KnownOrganization(facts, one.slug, one.source, one.claimed_at is not None)


def organizations_digest(ids: Collection[UUID]) -> str:
    """Return one digest of what these organizations say, without times."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg(line, '' ORDER BY line)) FROM (SELECT md5((to_jsonb(o) - "
            "'created_at')::text) AS line FROM organizations_organization o "
            "WHERE id = ANY(%s)) said",
            [list(ids)],
        )
        return str(cursor.fetchone()[0])


def names_in(municipalities: Collection[UUID]) -> Iterator[tuple[UUID, str, str, UUID, str]]:
    """Yield (id, name, slug, municipality, tax code) of the organizations of some places."""
    found = Organization.objects.filter(municipality_id__in=municipalities, closed_at__isnull=True)
    names = ("pk", "name", "slug", "municipality_id", "tax_code")
    yield from found.order_by("pk").values_list(*names).iterator(chunk_size=5_000)
