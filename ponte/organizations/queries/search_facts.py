"""What the directory's search index keeps of organizations, read in bulk."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from ponte.organizations.models import Organization, Qualification, Site
from ponte.organizations.rules.identifiers import REGISTERS
from ponte.organizations.rules.qualifications import worth_of
from ponte.organizations.rules.vocabulary import kinds
from ponte.organizations.states import Standing


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """An organization as a result of a search shows and filters it.

    `kinds` and `standings` are codes of its qualifications; `titles` their (English, Italian)
    names; `sites` are (municipality, latitude, longitude); `numbers` those in public registers.
    """

    name: str
    slug: str
    claimed: bool
    reachable: bool
    municipality_id: UUID | None
    kinds: tuple[str, ...]
    standings: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]
    sites: tuple[tuple[UUID, float | None, float | None], ...]
    numbers: tuple[str, ...] = ()


def search_facts(ids: Collection[UUID]) -> dict[UUID, SearchFacts]:
    """Return the facts of organizations by their identifiers, in three queries."""
    qualified: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = Qualification.objects.filter(organization_id__among=ids).order_by("kind", "id")
    today = timezone.localdate()
    names = ("organization_id", "kind", "standing", "stated_on", "valid_until", "document_year")
    for pk, kind, standing, *told in rows.values_list(*names):
        qualified[pk].append((kind, standing_on(today, kind, standing, *told)))
    sites: dict[UUID, list] = defaultdict(list)
    rows = Site.objects.filter(organization_id__among=ids).order_by("name", "id")
    names = ("organization_id", "municipality_id", "latitude", "longitude")
    for pk, municipality_id, latitude, longitude in rows.values_list(*names):
        sites[pk].append((municipality_id, latitude, longitude))
    names = ["pk", "name", "slug", "claimed_at", "phone", "email", "website", "municipality_id"]
    found = Organization.objects.filter(pk__among=ids).values_list(*names, *REGISTERS)
    return {
        pk: _facts(
            *(name, slug, claimed_at, (phone, email, website), town, qualified[pk], sites[pk]),
            numbers,
        )
        for pk, name, slug, claimed_at, phone, email, website, town, *numbers in found
    }


def standing_on(day: date, kind, standing, stated_on, valid_until, document_year) -> str:
    """A statement that has lapsed is worth what anybody declares, whoever verified it once."""
    known = kinds().get(kind)
    if known is None or standing == Standing.DECLARED:
        return standing
    worth = worth_of(
        known, stated_on=stated_on, valid_until=valid_until, document_year=document_year, on=day
    )
    return standing if worth.stands else Standing.DECLARED.value


def _facts(name, slug, claimed_at, ways, town, qualified, sites, numbers) -> SearchFacts:
    known = kinds()
    terms = [known[kind] for kind, _standing in qualified if kind in known]
    return SearchFacts(
        name=name,
        slug=slug,
        claimed=claimed_at is not None,
        reachable=any(ways),
        municipality_id=town,
        kinds=tuple(kind for kind, _standing in qualified),
        standings=tuple(standing for _kind, standing in qualified),
        titles=tuple((term.title, term.it) for term in terms),
        sites=tuple(sites),
        numbers=tuple(filter(None, numbers)),
    )


# A row's place and transaction change with any change of it: a version that nobody has to
# remember to raise.
STAMP = """
SELECT md5(concat_ws(' ', o.xmin, o.ctid,
  (SELECT string_agg(q.xmin::text || q.ctid::text, ' ' ORDER BY q.id)
   FROM organizations_qualification q
   WHERE q.organization_id = o.id),
  (SELECT string_agg(s.xmin::text || s.ctid::text, ' ' ORDER BY s.id) FROM organizations_site s
   WHERE s.organization_id = o.id),
  (SELECT string_agg(k.xmin::text || k.ctid::text, ' ' ORDER BY k.id) FROM organizations_keeping k
   WHERE k.kept_id = o.id)))
FROM organizations_organization o WHERE o.id = %s
"""


def stamp_of(organization_id: UUID) -> str:
    """Return a text that changes whenever what the public reads of an organization does."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP, [organization_id])
        row = cursor.fetchone()
    return row[0] if row else ""
