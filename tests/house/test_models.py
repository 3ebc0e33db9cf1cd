"""What every model declares, and what the database holds for it."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django_linear_migrations.apps import check_max_migration_files
from pghistory.models import Event
from sources import python_files

from ponte.kit.roles import APP, INSERT_ONLY, STATISTICS, history_tables, statistics_columns
from ponte.kit.sealing.fields import SealedField

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("ponte.") and not model._meta.proxy
]
NOUNS = [model for model in OURS if not issubclass(model, Event)]
STOREYS = ["kit", "territory", "accounts", "organizations", "directory", "pathways"]
STOREYS += ["exchange", "project"]
# Sign-in and signed links must read these before anybody is known (see SECURITY.md).
# The index's own vocabulary: derived, never in an address.
KEYED_BY_THE_WORD_ITSELF = {"directory_searchword", "directory_searchprefix"}
BEFORE_ANYBODY_IS_KNOWN = {
    *("accounts_card", "accounts_person"),
    *("organizations_mandate", "organizations_keeping"),
}


def names(model):
    return model._meta.label


@pytest.mark.parametrize("model", NOUNS, ids=names)
def test_every_field_has_exactly_one_privacy_class(model):
    declared = model.privacy
    classes = [declared.public, declared.internal, declared.personal, declared.special]
    fields = {field.name for field in model._meta.local_fields} | {
        field.name for field in model._meta.local_many_to_many
    }
    every = [name for group in classes for name in group]
    assert sorted(every) == sorted(set(every)), "a field stands in two classes"
    assert set(every) == fields


@pytest.mark.parametrize("model", NOUNS, ids=names)
def test_what_is_special_is_sealed_or_says_why_it_cannot_be(model):
    declared = model.privacy
    plain = {
        name
        for name in declared.special
        if not isinstance(model._meta.get_field(name), SealedField)
    }
    assert plain == set(declared.in_the_clear), "seal it, or write why it stands in the clear"
    assert all(len(why.split()) > 3 for why in declared.in_the_clear.values())


@pytest.mark.parametrize("model", OURS, ids=names)
def test_history_holds_what_is_sealed_as_bytes(model):
    tracked = getattr(model, "pgh_tracked_model", None)
    for field in tracked._meta.local_fields if tracked else ():
        if isinstance(field, SealedField) and field.name in {f.name for f in model._meta.fields}:
            kept = model._meta.get_field(field.name)
            assert isinstance(kept, models.BinaryField), kept


@pytest.mark.parametrize("model", OURS, ids=names)
def test_foreign_keys_cross_flats_downwards_only_and_unnamed(model):
    for field in model._meta.local_fields:
        if not isinstance(field, models.ForeignKey) or issubclass(model, Event):
            continue
        here, there = storey(model), storey(field.related_model)
        assert STOREYS.index(there) <= STOREYS.index(here), f"{field} looks upwards"
        if here != there:
            assert field.remote_field.related_name == "+", f"{field} is named from below"
            assert field.remote_field.on_delete is models.PROTECT, f"{field} must protect"


def storey(model) -> str:
    return model.__module__.split(".")[1]


@pytest.mark.parametrize("model", NOUNS, ids=names)
def test_keys_are_uuids_made_by_the_application(model):
    if model._meta.db_table in KEYED_BY_THE_WORD_ITSELF:
        return
    assert isinstance(model._meta.pk, models.UUIDField | models.OneToOneField), model._meta.pk


def test_tables_about_persons_are_under_row_level_security(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        protected = {row[0] for row in cursor.fetchall()}
    about_persons = {
        model._meta.db_table
        for model in NOUNS
        if (model.privacy.personal or model.privacy.special) and not only_names_an_actor(model)
    }
    assert about_persons - protected - BEFORE_ANYBODY_IS_KNOWN == set()


def only_names_an_actor(model) -> bool:
    """Public rows that say who verified them: the column grants keep the name inside."""
    return model.privacy.personal <= {"verified_by", "verified_by_id"}


def test_history_of_a_protected_table_is_protected_too(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        protected = {row[0] for row in cursor.fetchall()}
    for model in OURS:
        tracked = getattr(model, "pgh_tracked_model", None)
        if tracked and tracked._meta.db_table in protected:
            assert model._meta.db_table in protected


def test_the_app_may_only_add_to_history_and_journal(db):
    with connection.cursor() as cursor:
        for table in history_tables() | INSERT_ONLY:
            cursor.execute(
                "SELECT has_table_privilege(%s, %s, 'SELECT, INSERT'), "
                "has_table_privilege(%s, %s, 'UPDATE'), has_table_privilege(%s, %s, 'DELETE')",
                [APP, table] * 3,
            )
            assert cursor.fetchone() == (True, False, False), table


def test_statistics_reads_no_column_about_a_person(db):
    allowed = statistics_columns()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' "
            "AND has_column_privilege(%s, quote_ident(table_name), column_name, 'SELECT')",
            [STATISTICS],
        )
        readable = cursor.fetchall()
    assert readable, "the statistics role reads nothing at all"
    for table, column in readable:
        assert column in allowed.get(table, ()) or table.startswith("pg_"), (table, column)


def test_migrations_are_complete(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_each_flat_names_its_last_migration():
    """Two branches that add one meet in `max_migration.txt`, in git and not in production."""
    assert check_max_migration_files() == []


def constraint_names():
    return sorted(c.name for model in NOUNS for c in model._meta.constraints)


@pytest.mark.parametrize("name", constraint_names())
def test_every_constraint_has_a_test(name):
    tests = "\n".join(
        path.read_text() for path in python_files("tests") if "house" not in path.parts
    )
    assert name in tests, f"No test names the constraint {name}"
