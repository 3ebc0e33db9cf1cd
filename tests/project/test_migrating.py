"""Tables made in batches are the tables that the models tell: nothing is skipped or doubled."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.operations import AddField, AlterField, CreateModel
from django.db.models import CharField

from ponte.project import migrating

QUESTIONS = {"pghistory.middlewareevents"}
# What pghistory calls its middleware's events is a question over histories, not a table.
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in QUESTIONS
]

TRIGGERS = """
    SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass
"""


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker):
    """What the database says of each table: its columns, constraints and triggers."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        look = connection.introspection
        yield {
            model: (
                {column.name for column in look.get_table_description(cursor, table)},
                look.get_constraints(cursor, table),
                {row[0] for row in cursor.execute(TRIGGERS, [f'"{table}"']).fetchall()},
            )
            for model in MODELS
            for table in [model._meta.db_table]
        }
        connection.close()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_every_column_constraint_index_and_trigger_is_there(found, model):
    columns, constraints, triggers = found[model]
    meta = model._meta
    assert columns == {field.column for field in meta.local_concrete_fields}
    named = {one.name for one in (*meta.constraints, *meta.indexes)}
    assert named <= set(constraints)
    asked = {one.get_pgid(model) for one in getattr(meta, "triggers", ())}
    assert asked == {name for name in triggers if name.startswith("pgtrigger_")}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_every_relation_is_kept_by_the_database(found, model):
    _, constraints, _ = found[model]
    kept = {one["columns"][0] for one in constraints.values() if one["foreign_key"]}
    asked = {
        field.column
        for field in model._meta.local_concrete_fields
        if field.remote_field and field.db_constraint
    }
    assert asked <= kept


def test_a_table_waits_for_no_field_and_a_change_stands_alone():
    name = CharField(max_length=10)
    operations = [
        CreateModel("One", []),
        CreateModel("Two", []),
        AddField("one", "name", name),
        AddField("two", "name", name),
        AlterField("two", "name", CharField(max_length=20)),
        AlterField("one", "name", CharField(max_length=20)),
        AddField("one", "other", name),
    ]
    assert [len(run) for run in migrating.runs(operations)] == [2, 2, 1, 1, 1]


def test_others_migrations_are_applied_as_ever_afterwards():
    before = Migration.apply
    with migrating.in_batches():
        assert Migration.apply is migrating.apply
    assert Migration.apply is before
