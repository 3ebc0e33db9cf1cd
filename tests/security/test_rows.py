"""The database judges last: each row context reads and writes its own rows and no others.

Raw SQL as the app's role, so that no query of ours helps.
"""

import os

import psycopg
import pytest
from django.apps import apps
from django.db import Error, connection, transaction

from ponte.kit.acting import KEYS, acting
from ponte.kit.actor import Actor
from ponte.kit.roles import BACKUP, STATISTICS, history_tables
from ponte.organizations.models import Membership
from tests.organizations.factories import acting_as

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


# Tried elsewhere: readings, written on a connection of their own (tests/kit), and what is published
# to whoever is signed in (tests/pathways/test_rows_bearing.py).
ELSEWHERE = {"audit_reading", "pathways_call", "pathways_figuresrelease"}


def protected() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        return sorted(row[0] for row in cursor.fetchall() if row[0] not in ELSEWHERE)


def scalar(sql: str, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def counts() -> dict[str, int]:
    return {table: scalar(f'SELECT count(*) FROM "{table}"') for table in protected()}


def columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {one.name for one in connection.introspection.get_table_description(cursor, table)}


@pytest.fixture
def full(city):
    """Every protected table holds something of ours, or the test would prove nothing."""
    everything = counts()
    assert [table for table, count in everything.items() if not count] == []
    return everything


def test_nobody_and_a_person_without_rows_see_nothing(city, full):
    with acting_as(None):
        assert not any(counts().values())
    with acting_as(city.people["nobody"]):
        assert not any(counts().values())


def test_outside_any_context_there_is_no_row(full):
    with connection.cursor() as cursor:
        for key in KEYS:
            cursor.execute("SELECT set_config(%s, '', true)", [key])
    assert not any(counts().values())


def test_a_key_that_is_no_identifier_opens_nothing(full):
    for text in ("*", "{}", "' OR true", "on", "null", "%"):
        for key in ("ponte.actor", "ponte.organizations"):
            with pytest.raises(Error), transaction.atomic(), acting(Actor.anonymous()):
                scalar("SELECT set_config(%s, %s, true)", [key, text])
                counts()
    for text in ("true", "ON", "1", "yes"):
        with transaction.atomic(), acting(Actor.anonymous()):
            scalar("SELECT set_config('ponte.platform', %s, true)", [text])
            assert not any(counts().values()), text


def test_a_stranger_sees_only_rows_of_their_own(city, full):
    stranger, ours = city.people["stranger"], city.ours.pk
    with acting_as(stranger):
        for table in protected():
            columns = columns_of(table)
            if "organization_id" in columns:
                seen = f'SELECT count(*) FROM "{table}" WHERE organization_id = %s'
                assert scalar(seen, [ours]) == 0, table
            if "person_id" in columns:
                seen = f'SELECT count(*) FROM "{table}" WHERE person_id <> %s'
                assert scalar(seen, [stranger.pk]) == 0, table


@pytest.mark.parametrize("role", ["anonymous", "nobody", "stranger", "keeper"])
def test_rows_of_others_are_neither_changed_nor_removed(role, city, full):
    with acting_as(city.people[role]):
        for table in protected():
            column = "organization_id" if "organization_id" in columns_of(table) else "id"
            where = "WHERE organization_id = %s" if column == "organization_id" else "WHERE %s = ''"
            values = [city.ours.pk] if column == "organization_id" else ["x"]
            for verb in (f'UPDATE "{table}" SET {column} = {column} {where}',
                         f'DELETE FROM "{table}" {where}'):  # fmt: skip
                assert written(verb, values) == 0, (role, verb)
    assert counts() == full


def written(sql: str, values) -> int:
    """Return how many rows a statement touched; one that is refused touches none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount
    except Error:
        return 0


def test_own_rows_cannot_be_handed_to_somebody_else(city, full):
    """A member of theirs cannot move their row into ours, nor pull ours over."""
    with acting_as(city.people["stranger"]):
        for table in ("organizations_membership", "duties_duty", "exchange_importrun"):
            pull = f'UPDATE "{table}" SET organization_id = %s WHERE organization_id = %s'
            mine = Membership.objects.get(person=city.people["stranger"]).organization_id
            assert written(pull, [mine, city.ours.pk]) == 0
            assert written(pull, [city.ours.pk, mine]) == 0 or table == "organizations_membership"


def test_the_past_is_written_once(city, full):
    for table in sorted(history_tables() | {"journal_entry"}):
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            scalar(f'UPDATE "{table}" SET id = id RETURNING 1' if table == "journal_entry"
                   else f'UPDATE "{table}" SET pgh_label = \'x\' RETURNING 1')  # fmt: skip
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            scalar(f'DELETE FROM "{table}" RETURNING 1')


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE ponte_owner",
        "SET SESSION AUTHORIZATION ponte_owner",
        "ALTER TABLE organizations_claim DISABLE ROW LEVEL SECURITY",
        "SET row_security = off; SELECT count(*) FROM organizations_claim",
        "DROP POLICY organizations_claim_read ON organizations_claim",
        "CREATE TABLE loot (id int)",
        "COPY organizations_claim TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "ALTER ROLE ponte_app BYPASSRLS",
        "SELECT dblink_connect('dbname=postgres')",
        "DELETE FROM django_migrations",
    ],
)
def test_the_app_cannot_raise_itself(statement, city):
    with acting_as(None), pytest.raises(Error), transaction.atomic():
        scalar(statement)


def granted(role: str, privilege: str) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND has_column_privilege("
            "%s, quote_ident(table_schema) || '.' || quote_ident(table_name), column_name, %s)",
            [role, privilege],
        )
        return set(cursor.fetchall())


def test_statistics_reads_no_column_that_may_be_about_a_person(db):
    readable = granted(STATISTICS, "SELECT")
    for model in apps.get_models():
        declared = getattr(model, "privacy", None)
        for field in model._meta.local_concrete_fields:
            private = declared is None or declared.of(field.name) in ("personal", "special")
            if private:
                assert (model._meta.db_table, field.column) not in readable
    for verb in ("INSERT", "UPDATE"):
        assert granted(STATISTICS, verb) == set()


def test_no_setting_shows_statistics_a_row_that_a_policy_hides(db):
    """Any role may make settings: what a policy guards is not granted at all."""
    readable = {table for table, _column in granted(STATISTICS, "SELECT")}
    assert "directory_servicecard" in readable
    assert readable & set(protected()) == set()
    with psycopg.connect(os.environ["DATABASE_STATISTICS_URL"], autocommit=True) as link:
        link.execute("SELECT set_config('ponte.platform', 'on', false)")
        for table in protected():
            for column in columns_of(table):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    link.execute(f'SELECT "{column}" FROM "{table}"')


def test_back_up_reads_everything_and_writes_nothing(db):
    for verb in ("INSERT", "UPDATE", "REFERENCES"):
        assert granted(BACKUP, verb) == set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND ("
            "has_table_privilege(%s, oid, 'DELETE') OR has_table_privilege(%s, oid, 'TRUNCATE')"
            " OR has_table_privilege(%s, oid, 'DELETE')) AND relkind = 'r'",
            [BACKUP, BACKUP, STATISTICS],
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind = 'r' AND NOT has_table_privilege(%s, oid, 'SELECT')",
            [BACKUP],
        )
        assert cursor.fetchall() == []
