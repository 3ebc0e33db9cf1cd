"""Organizations that a line of a file may mean, read in bulk."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from ponte.kit.copying import array_text
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
    wanted = Q(pk__among=ids) | Q(tax_code__among=set(tax_codes) - {""})
    wanted |= Q(vat_number__among=set(vat_numbers) - {""})
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
    fields = Organization._meta.local_concrete_fields
    said = ", ".join(f'o."{field.column}"' for field in fields if field.name != "created_at")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg(line, '' ORDER BY line)) FROM (SELECT "
            f"md5(ROW({said})::text) AS line FROM organizations_organization o "
            "WHERE id = ANY(%s::uuid[])) said",
            [array_text(ids)],
        )
        return str(cursor.fetchone()[0])


def names_in(municipalities: Collection[UUID]) -> Iterator[tuple[UUID, str, str, UUID, str]]:
    """Yield (id, name, slug, municipality, tax code) of the organizations of some places."""
    found = Organization.objects.filter(municipality_id__in=municipalities, closed_at__isnull=True)
    names = ("pk", "name", "slug", "municipality_id", "tax_code")
    yield from found.order_by("pk").values_list(*names).iterator(chunk_size=5_000)
