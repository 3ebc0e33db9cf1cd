"""What has been kept long enough goes by rule, certified; figures stay; a hold stops it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.models import Deletion, Link
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.sealing import guard
from ponte.pathways import models
from ponte.pathways.actions.retention import end_hold, hold_case, let_go
from ponte.pathways.figures.types import pathway_figures
from ponte.pathways.queries.retention import due_now
from ponte.pathways.rules.retention import rules
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
JOB = Actor.job("test")
NAMES = ("Rosa Lavoratrice", "Centro Canary")


@pytest.fixture
def one():
    return make.cast()


def aged(case, days: int, state: int | None = None):
    """Make a case as old as that in its state."""
    fields = {"state_since": timezone.now() - timedelta(days=days)}
    if state is not None:
        fields["state"] = state
    models.Pathway.objects.filter(pk=case.pk).update(**fields)


def closed(one, days: int = 740):
    case = make.case_at(one, PathwayState.CLOSED)
    aged(case, days)
    return case


def went(code: str) -> int:
    with acting(JOB):
        return let_go(by=JOB)[code]


def left(pattern: str) -> list[str]:
    """Tables of pathways, history included, in which a text stands in the clear."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'pathways\\_%'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [pattern])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_figures_survive_and_names_do_not(one):
    case = closed(one)
    with acting(JOB):
        before = pathway_figures()
        assert left("%Rosa Lavoratrice%")
        assert went("case") == 1
        assert pathway_figures() == before
        kept = {"pathways_agreement", "pathways_agreementevent", "pathways_signature"}
        kept |= {"pathways_signatory", "pathways_signatoryevent"}
        assert set(left("%Rosa Lavoratrice%")) <= kept, "what the law keeps for ten years"
        assert models.Document.objects.filter(pathway=case).count() == 0
        assert models.Interview.objects.count() == models.Issue.objects.count() == 0
        worker = models.Worker.objects.get()
        assert (worker.name, worker.person_id, worker.birth_year) == ("", None, None)
        row = models.Disadvantage.objects.get()
        with guard.opening():
            assert (row.kind, row.referring_service) == ("PSYCHIC", "")
        assert (
            models.Transition.objects.filter(pathway=case).exclude(reason__isnull=True).count() == 0
        )
        assert went("case") == 0, "once is enough"


def test_a_case_that_never_began_goes_whole(one):
    case = make.case_at(one, PathwayState.ACCEPTED)
    aged(case, 200, PathwayState.GIVEN_UP)
    with acting(JOB):
        assert went("not_started") == 1
        for model in (models.Pathway, models.Worker, models.Disadvantage, models.Transition):
            assert model.objects.count() == 0, model
        assert left("%Rosa Lavoratrice%") == []


def test_agreements_and_hours_go_after_ten_years(one):
    case = closed(one, days=3700)
    with acting(JOB):
        before = pathway_figures()
        assert went("contract") == 1
        assert models.Agreement.objects.count() == models.Signature.objects.count() == 0
        assert models.HoursEntry.objects.filter(pathway=case).count() == 0
        assert left("%Rosa Lavoratrice%") == []
        assert pathway_figures() == before


def test_reasons_of_what_did_not_match_go_after_a_year(one):
    case = make.case_at(one, PathwayState.ASSESSED)
    old = timezone.now() - timedelta(days=400)
    with acting(JOB):
        models.PairReview.objects.create(
            office=one.office,
            employer=one.cooperative,
            worker_id=case.worker_id,
            opportunity_id=case.opportunity_id,
            pathway=case,
            verdict="fits_not",
            reason="Too far",
            comparison={},
            reviewed_by_id=one.officer.pk,
            reviewed_at=old,
        )
        models.Transition.objects.create(
            pathway=case, new="71", by_kind="person", by_id=one.officer.pk, at=old, reason="Far"
        )
        assert went("match_reasons") == 1
        assert models.PairReview.objects.count() == 0
        assert not models.Transition.objects.filter(new="71").exclude(reason__isnull=True).exists()


def test_each_deletion_has_a_chained_certificate_that_names_nobody(one):
    closed(one)
    with acting(JOB):
        went("case")
        told = Deletion.objects.get()
        assert (told.rule, told.how, told.things) == ("case", "pseudonymised", 1)
        assert told.organization_id == one.office.pk
        assert any(line.startswith("pathways_document:") for line in told.counts)
        assert Link.objects.get(record_id=told.pk).chain == f"deletion:{one.office.pk}"
        assert not any(name in repr(vars(told)) for name in NAMES)


def test_what_is_younger_stays_and_the_database_agrees(one):
    case = closed(one, days=700)
    with acting(JOB):
        assert sum(due_now().values()) == 0 == let_go(by=JOB).total()
        for code in rules():
            with (
                pytest.raises(DatabaseError, match="has not come"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute("SELECT pathways_forget(%s, %s)", [case.pk, code])


def test_a_held_case_stays_until_it_is_held_no_more(one):
    case = closed(one)
    later = timezone.localdate() + timedelta(days=30)
    with one.as_("officer") as by:
        hold_case(pathway=case, reason="A claim before the court", review_on=later, by=by)
        with pytest.raises(RuleBroken):
            hold_case(pathway=case, reason="Again", review_on=later, by=by)
    with acting(JOB):
        assert went("case") == due_now()["case"] == 0
        with (
            pytest.raises(DatabaseError, match="has not come"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT pathways_forget(%s, 'case')", [case.pk])
    with one.as_("officer") as by:
        assert end_hold(pathway=case, by=by) == 1
    assert went("case") == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"review_on": timezone.localdate()}, "review_on"),
    ],
)
def test_a_hold_says_why_and_until_when(one, told, field):
    case = closed(one, days=10)
    told = {"reason": "x", "review_on": timezone.localdate() + timedelta(days=9), **told}
    with pytest.raises(RuleBroken) as broken, one.as_("officer") as by:
        hold_case(pathway=case, by=by, **told)
    assert broken.value.field == field


@pytest.mark.parametrize("who", ["tutor", "manager", "referent", "worker", "auditor"])
def test_strangers_hold_nothing_and_no_person_lets_go(one, who):
    case = closed(one, days=10)
    later = timezone.localdate() + timedelta(days=9)
    with one.as_(who) as by:
        with pytest.raises(Refused):
            hold_case(pathway=case, reason="x", review_on=later, by=by)
        with pytest.raises(Refused):
            end_hold(pathway=case, by=by)
        with pytest.raises(Refused):
            let_go(by=by)


def test_the_rules_and_the_database_know_the_same_months():
    folder = Path(models.__file__).parents[1] / "migrations"
    text = (folder / "0015_consent_policies.py").read_text()
    told = {months: name for name, months in ((r.code, r.months) for r in rules().values())}
    assert told == {6: "not_started", 24: "case", 120: "contract", 12: "match_reasons"}
    asked = set(re.findall(r"interval '(\d+ \w+)'", text))
    assert asked == {"6 months", "24 months", "10 years", "12 months"}


def test_the_office_sees_what_falls_due_and_holds_it_on_a_page(one):
    case = closed(one, days=680)
    browser = Client()
    browser.force_login(one.officer)
    page = browser.get("/en/pathways/retention/").content.decode()
    assert case.code in page and "Rosa" not in page
    path = f"/en/pathways/retention/{case.pk}/"
    assert browser.get(path).status_code == 200
    assert browser.post(path, {"reason": ""}).status_code == 422
    later = (timezone.localdate() + timedelta(days=60)).isoformat()
    assert browser.post(path, {"reason": "A claim", "review_on": later}).status_code == 302
    assert "A claim" in browser.get("/en/pathways/retention/").content.decode()
    assert browser.post(path, {"release": "1"}).status_code == 302
    for who in ("tutor", "referent", "worker"):
        stranger = Client()
        stranger.force_login(getattr(one, who))
        assert stranger.get("/en/pathways/retention/").status_code == 404
        assert stranger.get(path).status_code == 404
