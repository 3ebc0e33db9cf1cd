"""The journal takes lines and gives them back only to those they concern."""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.ids import uuid7
from ponte.kit.journal.models import Entry
from ponte.kit.journal.record import record, record_denial, story_of
from ponte.territory.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject():
    return Region(name="Piemonte", code="01", slug="piemonte")


def someone():
    return Actor(ActorKind.PERSON, uuid7(), "Persona Esempio")


def test_a_line_is_read_by_its_author_by_its_organization_and_by_nobody_else(subject):
    author, organization = someone(), uuid7()
    with acting(author):
        record(by=author, what="region.drawn", on=subject, organization=organization)
        assert len(story_of(subject)) == 1
    with acting(someone(), organizations=[organization]):
        assert [line.what for line in story_of(subject)] == ["region.drawn"]
    with acting(someone(), organizations=[uuid7()]):
        assert story_of(subject) == []
    with acting(Actor.anonymous()):
        assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "verb", ["UPDATE journal_entry SET what = ''", "DELETE FROM journal_entry"]
)
def test_nobody_rewrites_the_journal(verb, subject):
    with acting(Actor.job("test")):
        record(by=someone(), what="region.drawn", on=subject)
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(verb)


@pytest.mark.django_db(databases=["default", "aside"])
def test_a_denial_stays_when_the_request_rolls_back():
    stranger = someone()
    with acting(stranger):
        record_denial(by=stranger, permission="organizations.edit", path="/it/x/")
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        assert cursor.fetchone() == (0,)
    with transaction.atomic(using="aside"):
        with connections["aside"].cursor() as cursor:
            cursor.execute("SELECT set_config('ponte.platform', 'on', true)")
        assert Entry.objects.using("aside").get().subject_type == "organizations.edit"
