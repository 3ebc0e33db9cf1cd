"""Every account of the pathways has something to work on, and nothing is loaded twice."""

import pytest
from django.conf import settings
from django.db import transaction

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.journal.models import Entry
from ponte.pathways.figures.types import pathway_figures
from ponte.pathways.models import (
    Call,
    Document,
    FiguresRelease,
    Funding,
    MatchProposal,
    Meeting,
    Opportunity,
    Pathway,
    RightsRequest,
    Transition,
    Worker,
)
from ponte.pathways.states import PathwayState
from ponte.project import demo
from ponte.project.cli import figures
from ponte.project.demo import examples, people, practice, practice_cases
from ponte.territory.public import load_places

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
JOB = Actor.job("demo")
SEES = {  # account: a page, and what stands on it
    "tutor": ("/en/home/", "Act on a difficulty"),
    "pathways": ("/en/home/", "Read and sign the agreement"),
    "placement": ("/en/home/", "Decide on the match"),
    "placement-lead": ("/en/home/", "Read and sign the agreement"),
    "searcher": ("/en/pathways/openings/", "Lavanderia"),
    "referent": ("/en/home/", "Confirm the hours"),
    "signatory": ("/en/home/", "Read and sign the agreement"),
    "service": ("/en/pathways/", "in secondment"),
    "auditor": ("/en/pathways/", "in secondment"),
    "association": ("/en/pathways/calls/", "Posti in cucina e in mensa"),
    "province": ("/en/pathways/figures/", "Consorzio Esempio"),
    "union": ("/en/pathways/figures/", "Consorzio Esempio"),
    "administrator": ("/en/pathways/emergencies/", "Open it for an hour"),
    "worker": ("/en/pathways/worker/", "Hello, Rosa Esempio."),
    "representative": ("/en/home/", "Do you want this pathway? Say yes or no."),
}


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """Load the accounts and their cases once for the file, roll back after it."""
    before, settings.DEMO = settings.DEMO, True
    with django_db_blocker.unblock(), transaction.atomic(using="aside"), transaction.atomic():
        with acting(JOB):
            load_places(by=JOB)
            examples.load_organizations(by=JOB)
            people.load(by=JOB)
            told = practice.load()
        yield told
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="aside")
    settings.DEMO = before


@pytest.fixture
def loaded(said, rows):
    return said


def test_there_is_a_case_in_each_part_of_the_procedure(loaded):
    assert loaded == f"{len(practice_cases.EXAMPLES)} new"
    assert set(Pathway.objects.values_list("state", flat=True)) == {
        PathwayState.CANDIDATE,
        PathwayState.PROPOSED,
        PathwayState.ACCEPTED,
        PathwayState.REQUESTED,
        PathwayState.ORIENTATION,
        PathwayState.MATCH_REVIEW,
        PathwayState.AGREEMENT_DRAFT,
        PathwayState.IN_SECONDMENT,
        PathwayState.COMPLETED,
        PathwayState.EVALUATED,
        PathwayState.HIRED,
        PathwayState.RETURNED_TO_COOP,
    }


def test_every_step_was_taken_by_a_person(loaded):
    taken = Transition.objects.all()
    assert taken.exists() and not taken.exclude(by_kind="person").exists()
    keys = Pathway.objects.values_list("pk", flat=True)
    assert not Entry.objects.filter(subject_id__in=keys).exclude(actor_kind="person").exists()


def test_nobody_could_be_taken_for_somebody(loaded):
    assert all(one.endswith(" Esempio") for one in Worker.objects.values_list("name", flat=True))


@pytest.mark.parametrize("account", SEES)
def test_each_account_finds_something_of_its_own(loaded, client, account):
    page, words = SEES[account]
    client.force_login(people.person_of(account))
    found = client.get(page, follow=True)
    assert found.status_code == 200
    assert words in found.content.decode()


def test_a_second_run_changes_nothing(loaded):
    kinds = (Transition, Entry, Opportunity, Call, Meeting, Funding, MatchProposal, Document)
    kinds += (FiguresRelease, RightsRequest)
    before = [model.objects.count() for model in kinds]
    assert practice.load() == "0 new"
    assert [model.objects.count() for model in kinds] == before


def test_the_figures_of_the_programme_leave_these_cases_out(loaded):
    assert len(demo.example_cases()) == len(practice_cases.EXAMPLES)
    assert pathway_figures().total.involved == 5
    assert figures.counted(public=False)["total"]["involved"] == 0
    assert figures.counted(public=False, examples=True)["total"]["involved"] == 5


def test_a_case_that_somebody_begins_in_the_same_office_is_counted(loaded):
    pathway = Pathway.objects.get(worker__name="Lia Esempio")
    with transaction.atomic():
        Worker.objects.filter(pk=pathway.worker_id).update(name="Livia Nuova")
        assert figures.counted(public=False)["total"]["hired"] == 1
        transaction.set_rollback(True)
    with acting(JOB):
        assert figures.counted(public=False)["total"]["hired"] == 0
