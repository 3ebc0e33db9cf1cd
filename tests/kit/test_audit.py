"""Readings are logged on the second connection and chained; the app cannot take them back."""

import pytest
from django.db import DatabaseError, connections, transaction

from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.audit.canonical import BEGINNING, canonical, hash_of
from ponte.kit.audit.models import Link, Reading
from ponte.kit.audit.record import Seen, certify, chain_of, log_readings
from ponte.kit.ids import uuid7

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def someone() -> Actor:
    return Actor(ActorKind.PERSON, uuid7(), "Persona Esempio")


def seen(**told) -> Seen:
    return Seen(**{"by": someone(), "data": ["assessment"], "role": "tutor", **told})


@pytest.fixture
def aside():
    """What jobs see on the second connection."""
    with transaction.atomic(using="aside"):
        with connections["aside"].cursor() as cursor:
            cursor.execute(
                "SELECT set_config('ponte.platform', 'on', true), "
                "set_config('ponte.kind', 'job', true)"
            )
        yield Reading.objects.using("aside")


def test_a_reading_stays_when_the_request_rolls_back(aside):
    who, about = someone(), uuid7()
    with acting(who):
        log_readings(seen(by=who, about=about, data=["logbook", "assessment"], shown=False))
        transaction.set_rollback(True)
    line = aside.get()
    assert (line.actor_id, line.about_id, line.shown) == (who.id, about, False)
    assert line.data == ["assessment", "logbook"]
    assert Link.objects.using("aside").get().record_id == line.pk


def test_each_link_holds_the_one_before(aside):
    office = uuid7()
    for _turn in range(3):
        log_readings(seen(organization=office), seen(organization=office), seen())
    own = list(Link.objects.using("aside").filter(chain=f"reading:{office}"))
    assert [one.number for one in own] == [1, 2, 3, 4, 5, 6]
    assert [one.previous for one in own] == [BEGINNING, *(one.hash for one in own[:-1])]
    for one in own:
        names = ("record_id", "chain", "number", "at", "digest", "previous")
        assert one.hash == hash_of(**{name: getattr(one, name) for name in names})
    assert Link.objects.using("aside").filter(chain="reading:platform").count() == 3


def test_a_certificate_stands_or_falls_with_the_deletion(rows):
    from datetime import date

    told = {"rule": "x", "how": "deleted", "things": 1, "counts": {"a": 1}}
    made = certify(**told, due_before=date(2026, 1, 1), organization=None)
    assert chain_of(made) == "deletion:platform"
    assert Link.objects.get().record_id == made.pk


@pytest.mark.parametrize("table", ["audit_reading", "audit_link", "audit_deletion"])
def test_the_app_changes_and_removes_no_line(table, aside):
    log_readings(seen())
    column = {"audit_link": "hash", "audit_deletion": "rule"}.get(table, "role")
    for verb in (f"UPDATE {table} SET {column} = ''", f"DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(using="aside"),
            connections["aside"].cursor() as cursor,
        ):
            cursor.execute(verb)


@pytest.mark.parametrize(
    ("name", "number"), [("link_number_once_in_chain", 1), ("link_numbers_begin_at_one", 0)]
)
def test_a_chain_has_no_two_links_of_one_number_and_none_before_the_first(rows, name, number):
    told = {"chain": "x", "at": "2026-01-01T00:00Z", "digest": "", "previous": "", "hash": ""}
    Link.objects.create(record_id=uuid7(), number=1, **told)
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        Link.objects.create(record_id=uuid7(), number=number, **told)


def test_nobody_else_sees_who_has_read(aside):
    who, office = someone(), uuid7()
    log_readings(seen(by=who, organization=office))

    def visible(actor, **more) -> int:
        settings = {"ponte.actor": str(actor.id), "ponte.kind": "person", "ponte.platform": ""}
        with transaction.atomic(using="aside"), connections["aside"].cursor() as cursor:
            for key, value in {**settings, **more}.items():
                cursor.execute("SELECT set_config(%s, %s, true)", [key, value])
            return aside.count()

    assert visible(who) == 1
    assert visible(someone()) == 0
    assert visible(someone(), **{"ponte.organizations": str(office)}) == 0
    assert visible(someone(), **{"ponte.platform": "on"}) == 0


def test_what_is_not_two_years_old_is_not_forgotten(aside):
    log_readings(seen())
    with connections["aside"].cursor() as cursor:
        cursor.execute("SELECT audit_forget()")
        assert cursor.fetchone() == (0,)
    assert aside.count() == 1


def test_only_plain_values_have_a_canonical_form():
    with pytest.raises(TypeError, match="float"):
        canonical({"a": 1.5})
