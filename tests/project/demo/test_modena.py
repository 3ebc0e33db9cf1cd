"""The synthetic cases of Modena, driven for real: their table, their steps, a second run."""

import json

import pytest
from django.conf import settings
from django.db import transaction

from ponte.kit.acting import acting
from ponte.kit.journal.models import Entry
from ponte.pathways.figures.types import pathway_figures
from ponte.pathways.models import Opportunity, Pathway, Transition, Worker
from ponte.pathways.states import PathwayState
from ponte.project.cli import figures
from ponte.project.demo import modena, steps
from ponte.project.demo.modena_cases import CASES, End

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
GOLDEN = {
    "PSYCHIC": (14, 10, 9),
    "PSYCHO_PHYSICAL": (3, 2, 1),
    "PHYSICAL": (8, 6, 5),
    "SOCIAL_ADDICTION": (10, 8, 7),
    "PHYSICAL_AND_SOCIAL": (4, 3, 2),
    "TOTAL": (39, 29, 24),
}


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """Drive once for the file, roll back after it; return the lines of progress."""
    before, settings.DEMO = settings.DEMO, True
    lines = []
    with django_db_blocker.unblock(), transaction.atomic():
        assert modena.load(progress=lines.append) == len(CASES)
        yield lines
        transaction.set_rollback(True)
    settings.DEMO = before


@pytest.fixture
def driven(said, rows):
    return said


def table() -> dict[str, tuple[int, int, int]]:
    found = pathway_figures()
    return {
        one.type: (one.involved, one.concluded, one.hired) for one in (*found.types, found.total)
    }


def test_the_cases_make_the_table(driven):
    found = pathway_figures()
    assert table() == GOLDEN
    assert (found.companies, found.tutors) == (31, 16)
    assert (found.total.hired_of_concluded, found.total.hired_of_involved) == (82.8, 61.5)


def test_what_is_published_of_them_has_no_small_count(driven):
    found = figures.counted(public=True)
    rows = [*found["types"], found["total"], found["combined"]]
    counts = [row[step] for row in rows for step in ("involved", "concluded", "hired")]
    shown = [count for count in counts if count is not None]
    assert shown and not any(0 < count < found["at_least"] for count in shown)
    for row in rows:
        known = [row[step] for step in ("involved", "concluded", "hired") if row[step] is not None]
        assert not any(0 < abs(one - other) < 5 for one in known for other in known)
    assert json.loads(json.dumps(found)) == found
    assert json.loads(json.dumps(figures.counted(public=False)))["total"]["hired"] == 24


def test_every_step_was_taken_by_a_person_and_stands_in_the_journal(driven):
    taken = Transition.objects.all()
    assert not taken.exclude(by_kind="person").exists()
    assert not taken.filter(by_id__isnull=True).exists()
    for model, what in ((Pathway, "pathway"), (Opportunity, "opportunity")):
        keys = model.objects.values_list("pk", flat=True)
        lines = Entry.objects.filter(subject_id__in=keys)
        assert not lines.exclude(actor_kind="person").exists()
        assert lines.count() >= taken.filter(**{f"{what}__isnull": False}).count()


def test_every_case_went_through_the_states_of_the_procedure(driven):
    first = [None, 10, 20, 30, 40, 50, 60, 70, 80, 100]
    for pathway in Pathway.objects.all():
        states = [int(one.new) for one in pathway.transitions.order_by("at", "id")]
        assert states[:9] == first[1:]
        assert states[-1] == pathway.state


def test_nobody_of_the_cast_could_be_taken_for_somebody(driven):
    names = Worker.objects.values_list("name", flat=True)
    assert all(name.startswith("Persona Sintetica M-") for name in names)


def test_a_second_run_changes_nothing(driven):
    before = Transition.objects.count(), Entry.objects.count()
    lines = []
    assert modena.load(progress=lines.append) == 0
    assert (Transition.objects.count(), Entry.objects.count()) == before
    assert lines == ["The 39 synthetic cases are already here."]


def test_one_outcome_more_changes_the_table(driven):
    case = next(one for one in CASES if one.end is End.UNDER_WAY and one.kind == "PSYCHIC")
    pathway = Pathway.objects.get(worker__name=case.parts.worker)
    with transaction.atomic():
        steps.break_off(case.parts, pathway)
        steps.evaluate(case.parts, pathway)
        assert table() == GOLDEN
        steps.hire(case.parts, pathway)
        pathway.refresh_from_db()
        assert pathway.state == PathwayState.HIRED
        assert table() == {**GOLDEN, "PSYCHIC": (14, 10, 10), "TOTAL": (39, 29, 25)}
        transaction.set_rollback(True)
    with acting(modena.JOB):
        assert table() == GOLDEN
