"""The database knows who acts, only within `acting`, and forgets it after."""

import pytest
from django.db import DatabaseError, connection, transaction

from ponte.kit.acting import KEYS, acting, current
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.ids import uuid7

pytestmark = pytest.mark.django_db


def told() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('{key}', true)" for key in KEYS))
        return dict(zip(KEYS, cursor.fetchone(), strict=True))


def person(name="Esempio"):
    return Actor(ActorKind.PERSON, uuid7(), name)


def test_every_key_is_told_and_blanked_after():
    somebody, organization = person(), uuid7()
    with acting(somebody, organizations=[organization]):
        assert told()["ponte.actor"] == str(somebody.id)
        assert told()["ponte.organizations"] == str(organization)
        assert told()["ponte.platform"] == ""
    assert not any(told().values())
    assert current() is None


def test_an_inner_actor_gives_way_to_the_outer_one():
    outer = person()
    with acting(outer):
        with acting(Actor.job("nightly")):
            assert told()["ponte.platform"] == "on"
            assert told()["ponte.actor"] == ""
        assert told()["ponte.actor"] == str(outer.id)
        assert current().actor == outer


def test_an_error_inside_leaves_the_outer_actor_in_force():
    outer = person()
    with acting(outer):
        with pytest.raises(DatabaseError), acting(person()):
            connection.cursor().execute("SELECT 1/0")
        assert told()["ponte.actor"] == str(outer.id)


@pytest.mark.django_db(transaction=True)
def test_the_next_transaction_of_the_connection_carries_nothing_over():
    with acting(person()):
        pass
    with transaction.atomic():
        assert not any(told().values())
