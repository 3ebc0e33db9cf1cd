"""Many listings at once end as the same rows, history, journal and documents as one by one."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from ponte.directory.actions.importing import (
    Came,
    ListingRow,
    import_listing,
    import_listings,
    retire_listings,
)
from ponte.directory.actions.publishing import retire_listing
from ponte.directory.models import Enterprise, ServiceCard
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.ids import uuid_from
from tests.organizations.factories import actor, municipality, organization, person

JOB = Actor.job("test")
TABLES = (
    "directory_servicecard", "directory_servicecardevent", "directory_cardplace",
    "directory_cardplaceevent", "directory_cardcontact", "directory_cardcontactevent",
    "directory_enterprise", "directory_enterpriseevent", "directory_offer",
    "directory_offerevent", "directory_searchdocument", "journal_entry",
)  # fmt: skip
OWN = [
    "id",
    "pgh_id",
    "pgh_obj_id",
    "pgh_created_at",
    "pgh_context",
    "pgh_context_id",
    "created_at",
    "changed_at",
    "published_at",
    "at",
    "enterprise_id",
    "card_id",
]
CAME = Came(origin="imported", source="Elenco", source_date=date(2026, 5, 1))


def contents() -> dict[str, list[str]]:
    """Every row that importing writes, without identifiers of its own and times of writing."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT (to_jsonb(t) - %s::text[])::text FROM {table} t ORDER BY 1", [OWN]
            )
            found[table] = [line for (line,) in cursor.fetchall()]
    return found


def offer(name: str) -> dict:
    return {"kind": "service", "name": name, "description": "", "category": "cleaning",
            "cpv": [], "ateco": []}  # fmt: skip


def contact(value: str) -> dict:
    return {"kind": "phone", "value": value, "label": ""}


def place(address: str) -> dict:
    return {"name": "", "address": address, "cap": "", "municipality_id": municipality().pk,
            "latitude": None, "longitude": None}  # fmt: skip


def card(number: int, **values) -> ListingRow:
    said = {
        "name": f"Servizio {number}",
        "target_groups": ["elderly"],
        "valid_from": date(2026, 1, 1),
        "contacts": [contact("035 1"), contact(f"035 {number}")],
        "card_places": [place(f"Via {number}")],
        **values,
    }
    return ListingRow(
        uuid_from("cards", str(number)), None, f"Servizio {number}", said, provider_name="Comune"
    )


def enterprise(number: int, owner: UUID, **values) -> ListingRow:
    said = {
        "description": f"Impresa {number}",
        "certifications": ["ISO"],
        "offers": [offer("uno"), offer(f"due {number}")],
        **values,
    }
    return ListingRow(uuid_from("enterprises", str(number)), owner, f"Impresa {number}", said)


def both(kind: str, editions: list[list[ListingRow]]) -> tuple[dict, dict]:
    """Import the editions one by one, put everything back, then as sets."""
    found = []
    for many in (False, True):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT twin")
        for rows in editions:
            if many:
                import_listings(kind=kind, rows=rows, came=CAME, by=JOB)
            else:
                for row in rows:
                    import_listing(kind=kind, row=row, came=CAME, by=JOB)
        found.append(contents())
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT twin")
    return found[0], found[1]


def same(one: dict, other: dict) -> None:
    for table in TABLES:
        assert one[table] == other[table], table
    assert any(one.values())


def test_cards_added_and_changed_as_a_set_are_those_added_one_by_one(rows):
    first = [card(1), card(2), card(3)]
    second = [
        card(1),
        card(2, name="Nuovo", target_groups=["families"]),
        card(3, contacts=[contact("035 3"), contact("035 9")], card_places=[]),
        card(4),
    ]
    same(*both("card", [first, second]))


def test_enterprises_added_and_changed_as_a_set_are_those_added_one_by_one(rows):
    owners = [organization(f"Ente {number}", phone="035 1").pk for number in range(4)]
    first = [enterprise(n, owner) for n, owner in enumerate(owners[:3])]
    second = [
        enterprise(0, owners[0], offers=[offer("due 0"), offer("tre")]),
        enterprise(1, owners[1], description="Altro"),
        enterprise(2, owners[2]),
        enterprise(3, owners[3]),
    ]
    same(*both("enterprise", [first, second]))


def test_two_of_the_same_name_get_two_addresses_either_way(rows):
    twins = [card(1, name="Uguale"), card(2, name="Uguale")]
    twins = [ListingRow(row.id, None, "Uguale", row.values, "", "Comune") for row in twins]
    same(*both("card", [twins]))


def test_a_set_taken_out_of_the_results_is_as_taken_out_one_by_one(rows):
    import_listings(kind="card", rows=[card(1), card(2)], came=CAME, by=JOB)
    found = []
    for many in (False, True):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT twin")
        if many:
            ids = list(ServiceCard.objects.values_list("pk", flat=True))
            retire_listings(kind="card", ids=ids, by=JOB, reason="import")
        else:
            for one in ServiceCard.objects.all():
                retire_listing(listing=one, by=JOB, reason="import")
        found.append(contents())
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT twin")
    same(*found)


def test_strangers_import_nothing(rows):
    owner = organization().pk
    stranger = actor(person())
    one = enterprise(1, owner)
    with pytest.raises(Refused):
        import_listings(kind="enterprise", rows=[one], came=CAME, by=stranger)
    with pytest.raises(Refused):
        import_listing(kind="enterprise", row=one, came=CAME, by=stranger)
    import_listing(kind="enterprise", row=one, came=CAME, by=JOB)
    with pytest.raises(Refused):
        retire_listings(kind="enterprise", ids=[one.id], by=stranger, reason="import")
    assert Enterprise.objects.get().state == "published"
