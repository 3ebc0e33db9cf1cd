"""Broken glass in the rows: what the database itself gives, takes and refuses."""

import json
from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.errors import RuleBroken
from ponte.kit.ids import uuid7
from ponte.pathways import actions
from ponte.pathways.models import (
    EmergencyReading,
    EmergencyWord,
    Pathway,
)
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.attacks import asked, count, written
from tests.pathways.emergencies import JOB, broken, untouched

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    return untouched(one)


TABLES = r"""
    SELECT DISTINCT tablename FROM pg_policies
    WHERE tablename LIKE 'pathways\_%' AND tablename NOT LIKE '%event'
    AND tablename NOT LIKE 'pathways\_emergency%' ORDER BY 1
"""
BY_SOMEBODY = ("by_id", "person_id", "author_id", "reader_id", "signer_id", "recorded_by_id")


def test_nothing_is_written_while_the_glass_is_broken(one, case):
    """In SQL, as the app's role: no row changed or taken away, none added under one's own name."""
    office = make.organization("Associazione")
    row.office_rows(case, office, one.tutor.pk)
    tables = [name for (name,) in asked(TABLES.replace("%", "%%"))]
    likes = {table: _like(table, one.administrator.pk) for table in tables}
    broken(one, case)
    wrong = []
    for table in tables:
        with one.as_("administrator"):
            for statement in ("UPDATE {t} SET {k} = {k}", "DELETE FROM {t}"):
                key = next(iter(likes[table] or {"id": ""}))
                told = statement.format(t=table, k=key)
                try:
                    with transaction.atomic():
                        done = written(told)
                except Error:
                    done = 0
                wrong += [told] if done else []
            if likes[table] and _is_added(table, likes[table]):
                wrong.append(f"INSERT INTO {table}")
    assert wrong == []
    assert len([one for one in likes.values() if one]) > 30


def _like(table: str, me) -> dict:
    """A row of the table, as it would be another one of mine."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t LIMIT 1")
        found = cursor.fetchone()
    told = json.loads(found[0]) if found else {}
    if "id" in told:
        told["id"] = str(uuid7())
    mine = {name for name in told if name.endswith("_by_id") or name in BY_SOMEBODY}
    return told | dict.fromkeys(mine, str(me))


def _is_added(table: str, values: dict) -> bool:
    """Whether no policy stood in the way; that a constraint did is no help."""
    sql = f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [json.dumps(values)])
            transaction.set_rollback(True)
            return True
    except IntegrityError:
        return True
    except Error as refusal:
        assert "row-level security" in str(refusal) or "denied" in str(refusal), refusal
        return False


def test_nobody_changes_what_was_opened_or_said(one, case):
    made = broken(one, case)
    with one.as_("lead") as by:
        actions.review_emergency(reading=made, note="There was a need", by=by)
    for model in (EmergencyReading, EmergencyWord):
        for who in ("administrator", "lead", "worker"):
            with one.as_(who), transaction.atomic():
                assert model.objects.all().delete()[0] == 0
        with pytest.raises(Error, match="permission denied"), transaction.atomic(), acting(JOB):
            model.objects.update(id=uuid7())


FORGED = {
    "for somebody else": {"opened_by_id": uuid7()},
    "for a day": {"until": timedelta(days=1)},
    "for another hour": {"opened_at": timedelta(hours=5), "until": timedelta(hours=6)},
}


@pytest.mark.parametrize("name", FORGED)
def test_no_row_is_forged_in_the_rows(one, case, name):
    now = timezone.now()
    told = {
        key: now + value if isinstance(value, timedelta) else value
        for key, value in FORGED[name].items()
    }
    with one.as_("administrator"):
        try:
            with transaction.atomic():
                row.emergency(case, **{"person": one.administrator.pk, **_renamed(told)})
        except Error:
            return
        assert count("pathways_pathway") == 0, "what is to begin later opens nothing now"


def _renamed(told: dict) -> dict:
    return {("person" if key == "opened_by_id" else key): value for key, value in told.items()}


def test_in_the_rows_too_only_an_administrator_breaks_glass_and_one_case_at_a_time(one, case):
    for who in ("tutor", "lead", "auditor", "operator"):
        with one.as_(who), pytest.raises(Error, match="row-level security"), transaction.atomic():
            row.emergency(case, getattr(one, who).pk)
    other = row.pathway(one.office, one.cooperative, one.company, tutor=one.tutor)
    broken(one, case)
    with (
        one.as_("administrator"),
        pytest.raises(Error, match="row-level security"),
        transaction.atomic(),
    ):
        row.emergency(other, one.administrator.pk)
    with pytest.raises(RuleBroken, match="close it first"):
        broken(one, other)


def test_only_the_head_reviews_it_in_the_rows(one, case):
    made = broken(one, case)
    for who in ("administrator", "officer", "worker", "manager"):
        told = {"reading": made, "kind": "reviewed", "note": "x", "by_id": getattr(one, who).pk}
        with one.as_(who), pytest.raises(Error, match="row-level security"), transaction.atomic():
            EmergencyWord.objects.create(**told)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("emergency_reading_lasts_an_hour_at_most", {"until": timedelta(minutes=61)}),
        ("emergency_reading_lasts_an_hour_at_most", {"until": timedelta(0)}),
        ("emergency_reading_has_a_reason", {"reason": ""}),
    ],
)
def test_the_database_judges_a_reading(one, case, name, changed):
    now = timezone.now()
    told = {key: now + one if key == "until" else one for key, one in changed.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.emergency(case, opened_at=now, **told)


@pytest.mark.parametrize(
    ("name", "kind", "note"),
    [
        ("emergency_word_once_of_a_kind", "closed", ""),
        ("emergency_word_review_says_something", "reviewed", ""),
    ],
)
def test_the_database_judges_a_word(one, case, name, kind, note):
    made = row.emergency(case)
    EmergencyWord.objects.create(reading=made, kind="closed", by_id=uuid7())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        EmergencyWord.objects.create(reading=made, kind=kind, note=note, by_id=uuid7())
