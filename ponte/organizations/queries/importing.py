"""Organizations that a line of a file may mean, read in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.db.models import Q

from ponte.kit.copying import array_text
from ponte.organizations.models import Organization, Qualification
from ponte.organizations.rules.facts import OrganizationFacts
from ponte.organizations.states import Standing


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
        "runts_number",
        "rea_number",
        "municipality_id",
        "address",
        "phone",
        "email",
        "website",
        "id",
    ]
    facts = OrganizationFacts(**{name: getattr(one, name) for name in names})
    return KnownOrganization(facts, one.slug, one.source, one.claimed_at is not None)


def stated_qualifications(ids: Collection[UUID]) -> dict[UUID, list[tuple[str, str, str]]]:
    """Return what is stated of organizations: (kind, standing, source), by kind."""
    found: dict[UUID, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Qualification.objects.filter(organization_id__among=ids).order_by("kind")
    for pk, *stated in rows.values_list("organization_id", "kind", "standing", "source"):
        found[pk].append(tuple(stated))
    return found


def proven_organizations(ids: Collection[UUID]) -> set[UUID]:
    """Return those of which a register or the office has said something."""
    said = Qualification.objects.exclude(standing=Standing.DECLARED)
    rows = said.filter(organization_id__among=ids).order_by()
    return set(rows.values_list("organization_id", flat=True))


def organizations_digest(ids: Collection[UUID]) -> str:
    """Return one digest of what these organizations say and are, without times."""
    found = sha256()
    parts = ((Organization, "id", "created_at"), (Qualification, "organization_id", "id"))
    with connection.cursor() as cursor:
        for model, key, left_out in parts:
            fields = model._meta.local_concrete_fields
            said = ", ".join(f't."{one.column}"' for one in fields if one.name != left_out)
            cursor.execute(
                "SELECT md5(string_agg(line, '' ORDER BY line)) FROM (SELECT "
                f"md5(ROW({said})::text) AS line FROM {model._meta.db_table} t "
                f"WHERE {key} = ANY(%s::uuid[])) said",
                [array_text(ids)],
            )
            found.update(str(cursor.fetchone()[0]).encode())
    return found.hexdigest()


def names_in(municipalities: Collection[UUID]) -> Iterator[tuple[UUID, str, str, UUID, str]]:
    """Yield (id, name, slug, municipality, tax code) of the organizations of some places."""
    found = Organization.objects.filter(municipality_id__in=municipalities, closed_at__isnull=True)
    names = ("pk", "name", "slug", "municipality_id", "tax_code")
    yield from found.order_by("pk").values_list(*names).iterator(chunk_size=5_000)
