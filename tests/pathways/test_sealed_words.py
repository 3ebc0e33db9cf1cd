"""What is written about somebody stands nowhere in the clear: not in rows, history or journal."""

import pytest
from django.apps import apps
from django.db import connection

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid7
from ponte.kit.sealing import waiting
from ponte.kit.sealing.fields import Sealed, opened_in_history
from ponte.pathways import actions, models
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.office_calls import desk

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
JOB = Actor.job("test")
WORDS = "Canary words"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    """A case about which somebody wrote something wherever it can be written."""
    found = make.case_at(one, PathwayState.IN_SECONDMENT)
    make.represented(one, found, make.person())
    meeting = desk(one).meeting
    with one.as_("tutor") as by:
        issue = actions.raise_issue(pathway=found, kind="attendance", by=by)
        actions.act_on_issue(issue=issue, action=WORDS, by=by)
        actions.suspend_secondment(pathway=found, pause="holiday", by=by)
    with one.as_("officer") as by:
        item = actions.add_item(meeting=meeting, subject=WORDS, by=by)
        actions.decide_item(item=item, decision=WORDS, by=by)
        lead = make.lead(one)
        actions.withdraw_opportunity(opportunity=lead, reason=WORDS, by=by)
    with acting(JOB):
        row = models.Representative.objects.get()
        row.document = WORDS
        row.save()
        found.refresh_from_db()
        found.support_actions = found.own_opinion = WORDS
        found.save()
    return found


def clear(word: str) -> list[str]:
    """Tables in which a word stands, as text or as bytes."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname NOT LIKE 'pg\\_%' "
            "AND (relname LIKE 'pathways\\_%' OR relname IN ('journal_entry', 'audit_reading'))"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s OR t::text LIKE %s',
                [f"%{word}%", f"%{word.encode().hex()}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_what_is_special_opens_for_the_application_and_stands_nowhere(one, case):
    with acting(JOB):
        again = models.Pathway.objects.get(pk=case.pk)
        assert (again.support_actions, again.own_opinion) == (WORDS, WORDS)
        assert again.pause == "holiday"
        assert models.Issue.objects.get(pathway=case).action == WORDS
        item = models.AgendaItem.objects.order_by("position").last()
        assert (item.subject, item.decision) == (WORDS, WORDS)
        assert models.Transition.objects.filter(new="withdrawn").get().reason == WORDS
        assert models.Representative.objects.get().document == WORDS
        assert clear(WORDS) == clear("holiday") == []


def test_history_opens_with_the_key_of_the_office(one, case):
    with acting(JOB):
        event = apps.get_model("pathways", "IssueEvent").objects.order_by("pgh_id").last()
        assert opened_in_history(event, "action") == WORDS


@pytest.mark.parametrize("name", ["Issue", "Pathway", "AgendaItem", "Representative"])
def test_a_line_of_history_knows_whose_key_seals_it(one, case, name):
    model, event = (apps.get_model("pathways", one) for one in (name, f"{name}Event"))
    field = next(one for one in model._meta.local_fields if hasattr(one, "key_of"))
    assert waiting._holding(field) == [model, event]
    with acting(JOB):
        line = event.objects.order_by("pgh_id").last()
        row = waiting._as_it_was(model, line)
        assert (type(row), row.pk) == (model, line.pgh_obj_id)
        assert waiting._controller(field, row) == one.office.pk
        assert isinstance(row.__dict__[field.attname], Sealed | memoryview | bytes | None)


def test_where_nothing_says_whose_it_is_the_platforms_key_serves(one, case):
    with acting(JOB):
        lost = models.Issue(pathway_id=uuid7())
        assert waiting._controller(models.Issue._meta.get_field("action"), lost) is None
