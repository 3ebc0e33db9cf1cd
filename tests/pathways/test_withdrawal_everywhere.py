"""For every purpose and recipient: what a yes opened is shut everywhere once it is taken back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.sealing import guard
from ponte.pathways import actions
from ponte.pathways.actions.consents import agreed_readers, give_consent, withdraw_consent
from ponte.pathways.actions.paper_consents import record_paper_withdrawal
from ponte.pathways.actions.reminding import remind_agreements
from ponte.pathways.models import Document, FollowUp, Outcome
from ponte.pathways.queries import special
from ponte.pathways.queries.consents import choices_of
from ponte.pathways.queries.looking_back import look_backs, may_ask_later
from ponte.pathways.queries.waiting import waiting_for
from ponte.pathways.rules.consents import questions
from ponte.pathways.states import Completion, PathwayState
from tests.pathways import factories as make
from tests.pathways.calls import furnished

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
CANARY = "Il canarino canta sottovoce"


@pytest.fixture
def one():
    return make.cast()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def shown(person, sheet) -> set[str]:
    """On which pages somebody finds a sheet."""
    client, case = signed_in(person), sheet.pathway_id
    pages = {
        "sheet": f"/it/pathways/sheets/{sheet.pk}/",
        "list": f"/it/pathways/{case}/sheets/",
        "comparison": f"/it/pathways/{case}/sheets/compare/{sheet.instrument}/",
    }
    answers = {name: client.get(address) for name, address in pages.items()}
    found = {name: one for name, one in answers.items() if one.status_code == 200}
    return {
        name
        for name, one in found.items()
        if name == "sheet" or str(sheet.pk) in one.content.decode()
    }


class Shared:
    """Sheets that a reader of the case sees by the worker's yes alone."""

    def __init__(self, one, who: str, data: list[str]):
        self.one, self.who, self.data = one, who, data
        self.case = furnished(one).case
        with acting(Actor.job("test")), guard.opening():
            sheet = Document.objects.get(pathway=self.case, instrument="I4")
            sheet.answers = {**sheet.answers, "likes": CANARY}
            sheet.save(update_fields=["answers"])
        self.sheet = sheet

    def gives(self) -> set[str]:
        """By which ways the reader gets at it."""
        found = set()
        with self.one.as_(self.who) as by:
            if Document.objects.filter(pk=self.sheet.pk).exists():
                found.add("query")
            try:
                if special.answers_of(self.sheet, by=by, through="export"):
                    found.add("door")
            except Refused:
                pass
        found |= shown(getattr(self.one, self.who), self.sheet)
        return found | ({"later sheets"} if self.later() else set())

    def end(self) -> None:
        """Nor as a file."""
        client = signed_in(getattr(self.one, self.who))
        assert client.get(f"/it/pathways/sheets/{self.sheet.pk}/pdf/").status_code == 404
        copy = client.get(f"/it/pathways/mine/{self.case.worker_id}/copy/")
        assert copy.status_code == 404

    def later(self) -> bool:
        """A job completes another sheet of the kind: is it shared by itself?"""
        other = Document(pathway=self.case, instrument="I6", state=Completion.COMPLETE)
        return bool(set(agreed_readers(other)) & {"service", "referent", "signatory"})


class Asked:
    """Being asked how it goes, after the end."""

    def __init__(self, one):
        self.one = one
        self.case = make.case_at(one, PathwayState.FOLLOW_UP)
        Outcome.objects.filter(pathway=self.case).update(on=make.today() - timedelta(days=120))

    def gives(self) -> set[str]:
        found = set()
        if may_ask_later(self.case.worker_id):
            found.add("rule")
        with self.one.as_("officer") as by:
            if any("record_follow_up" in line.url for line in waiting_for(by)):
                found.add("reminder")
            if look_backs(type(self.case).objects.filter(pk=self.case.pk)):
                found.add("query")
        try:
            with self.one.as_("tutor") as by:
                actions.record_follow_up(pathway=self.case, month=3, checked_on=make.today(), by=by)
            found.add("action")
            FollowUp.objects.all().delete()
        except RuleBroken:
            pass
        address = f"/it/pathways/{self.case.pk}/"
        page = signed_in(self.one.officer).get(address).content.decode()
        return found | ({"page"} if f"{address}steps/record_follow_up" in page else set())

    def end(self) -> None:
        """A form that was open since before is refused."""
        address = f"/it/pathways/{self.case.pk}/steps/record_follow_up/"
        typed = {"month": "3", "checked_on": f"{make.today():%Y-%m-%d}"}
        signed_in(self.one.officer).post(address, typed)
        assert not FollowUp.objects.exists()


class Photo:
    """This program keeps no photo: the desk's page is where the yes is looked up."""

    def __init__(self, one):
        self.one, self.case = one, furnished(one).case

    def gives(self) -> set[str]:
        with self.one.as_("tutor"):
            told = {one.purpose: one.given for one in choices_of(self.case.worker, "it")}
        return {"desk"} if told["photo"] else set()

    def end(self) -> None:
        """Nothing is kept that could be shown."""
        fields = {one.name for model in apps.get_models() for one in model._meta.get_fields()}
        assert not {name for name in fields if "photo" in name}


TABLE = {
    ("share", "company"): (lambda one: Shared(one, "referent", ["skills"]), ["skills"]),
    ("share", "service"): (
        lambda one: Shared(one, "operator", ["skills"]),
        ["skills", "worker_interview"],
    ),
    ("photo", "office"): (Photo, []),
    ("follow_up", "office"): (Asked, []),
}


def test_every_question_is_in_the_table():
    assert {(one.purpose.value, one.recipient.value) for one in questions()} == set(TABLE)


@pytest.mark.parametrize("how", ["account", "paper"])
@pytest.mark.parametrize(("purpose", "recipient"), TABLE)
def test_taken_back_it_is_given_nowhere(one, purpose, recipient, how):
    made, data = TABLE[purpose, recipient]
    scene = made(one)
    told = {"purpose": purpose, "recipient": recipient}
    with one.as_("worker") as by:
        give_consent(worker=scene.case.worker, data=data, by=by, **told)
    assert scene.gives(), "without this the rest proves nothing"
    if how == "account":
        with one.as_("worker") as by:
            assert withdraw_consent(worker=scene.case.worker, by=by, **told) == 1
    else:
        with one.as_("tutor") as by:
            paper = {"signed_on": timezone.localdate(), "reference": "Folder 4"}
            assert record_paper_withdrawal(pathway=scene.case, by=by, **told, **paper) == 1
    assert scene.gives() == set()
    scene.end()
    mail.outbox.clear()
    with acting(Actor.job("test")) as context:
        remind_agreements(by=context.actor)
    assert not [one for one in mail.outbox if CANARY in one.body]


def test_a_yes_that_ran_out_overnight_counts_no_more(one):
    """Before the night's job has closed it."""
    scene = Asked(one)
    with acting(Actor.job("test")):
        consent = scene.case.worker.consents.get(withdrawn_at__isnull=True)
        assert may_ask_later(scene.case.worker_id)
        # An old yes: a new row, for what was said is never changed.
        old = type(consent)(
            office=consent.office,
            worker=consent.worker,
            purpose="follow_up",
            recipient="office",
            text_version=consent.text_version,
            language="it",
            given_by_id=consent.given_by_id,
            given_as="worker",
            expires_on=make.today() - timedelta(days=1),
        )
        consent.withdrawn_at, consent.withdrawn_as = timezone.now(), "worker"
        consent.save(update_fields=["withdrawn_at", "withdrawn_as"])
        old.save(force_insert=True)
    assert not may_ask_later(scene.case.worker_id)
    with one.as_("officer") as by:
        assert actions.close_pathway(pathway=scene.case, by=by).state == PathwayState.CLOSED
