"""Best overall proposals: worked out once, floors with their cost, groups from five people up."""

import csv
import io

import pytest
from django.urls import reverse

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.actions.proposals import JOB, fail_proposal, work_out
from ponte.pathways.models import MatchProposal, PairReview, Worker
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import matched as match
from tests.pathways.browsers import browser
from tests.pathways.test_special import log

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def waiting(one, name: str, **changed):
    """A worker with an accepted case, who waits for an opening."""
    worker = match.able(one, name, **changed)
    Worker.objects.filter(pk=worker.pk).update(person=one.worker)
    worker.refresh_from_db()
    make.case_at(one, P.ACCEPTED, worker=worker)
    return worker


def test_the_best_overall_proposal_serves_more_than_the_best_single_pair(one):
    """Anna is best at both benches; the most points overall put Bruno where only he loses less."""
    garden = {**match.DEMAND, "hand_tools": {"level": 4, "group": "technical", "essential": True}}
    easy, hard = match.post(one), match.post(one, demand=garden)
    anna = waiting(one, "Anna", abilities={"schooling": 2, "hand_tools": 4, "relations": 2})
    bruno = waiting(one, "Bruno", abilities={"schooling": 2, "hand_tools": 2, "relations": 2})
    idle = match.able(one, "Senza caso")
    with one.as_("officer") as by:
        made = actions.ask_proposal(office=one.office, by=by)
        pairs = {worker: (opening, score) for worker, opening, score in made.found["pairs"]}
    assert made.state == "done" and made.done_at
    assert pairs == {
        str(anna.pk): (str(hard.pk), 1000),
        str(bruno.pk): (str(easy.pk), 1000),
    }
    assert str(idle.pk) not in str(made.found), "without a case nobody is proposed"
    assert made.found["total"] == 2000 and made.found["blocking"] == []
    assert PairReview.objects.count() == 0, "nothing is applied without a person"


def test_who_reads_a_proposal_or_takes_it_away_is_written_down(one):
    match.post(one)
    waiting(one, "Anna")
    with one.as_("officer") as by:
        made = actions.ask_proposal(office=one.office, by=by)
    client, told = browser(one.officer), ("page", "export")
    paths = [
        reverse(f"pathways:matching-{name}", args=[made.pk])
        for name in ("proposal", "proposal-file")
    ]
    for path, through in zip(paths, told, strict=True):
        assert client.get(path).status_code == 200
        with log() as lines:
            assert (lines[-1].actor_id, lines[-1].interface) == (one.officer.pk, through)
            assert (lines[-1].many, lines[-1].data) == (1, ["assessment", "limits"])


def test_a_proposal_is_worked_out_once_and_by_a_job_where_it_is_long(one, monkeypatch):
    waiting(one, "Anna")
    monkeypatch.setattr("ponte.pathways.actions.proposals.AT_ONCE", 0)
    with one.as_("officer") as by:
        made = actions.ask_proposal(office=one.office, by=by)
    assert made.state == "queued"
    with one.as_("officer") as by, pytest.raises(Refused):
        work_out(made.pk, by=by)
    with one.as_("officer") as by, pytest.raises(Refused):
        fail_proposal(made.pk, by=by)
    assert work_out(made.pk, by=JOB) and not work_out(made.pk, by=JOB)
    fail_proposal(made.pk, by=JOB)
    with acting(Actor.job("test")):
        assert MatchProposal.objects.get(pk=made.pk).state == "done"


def test_a_floor_needs_a_reason_and_shows_its_cost_and_the_pairs_it_breaks(one):
    match.post(one, seats=5)
    for n in range(5):
        strong = waiting(one, f"Forte {n}")
        with one.as_("officer") as by:
            actions.record_disadvantage(worker=strong, kind="PHYSICAL", by=by)
    for n in range(5):
        waiting(one, f"Debole {n}", abilities={"schooling": 2, "hand_tools": 1, "relations": 1})
    with one.as_("officer") as by:
        best = actions.ask_proposal(office=one.office, by=by)
        for floor, reason in ((80, " "), (0, "x"), (101, "x")):
            with pytest.raises(RuleBroken):
                actions.ask_proposal(office=one.office, by=by, floor=floor, floor_reason=reason)
        floored = actions.ask_proposal(
            office=one.office, by=by, floor=80, floor_reason="Both groups are to be served"
        )
    rates = {tuple(rate["labels"]): rate["placed"] for rate in best.fairness["kind"]}
    assert rates == {("PHYSICAL",): 5, ("PSYCHIC",): 0}
    after = {tuple(r["labels"]): r["placed"] for r in floored.fairness["after"]["kind"]}
    assert after == {("PHYSICAL",): 3, ("PSYCHIC",): 2}
    assert floored.found["cost"] == best.found["total"] - floored.found["total"] > 0
    assert len(floored.found["broken"]) == len(floored.found["made"]) == 2
    assert floored.floor_reason == "Both groups are to be served"
    kinds = [row for row in groups_taken_away(one, floored) if row[0].startswith("By type")]
    assert sorted((where, *numbers) for where, _group, *numbers in kinds) == [
        ("By type of disadvantage", "5", "2", "40.0"),
        ("By type of disadvantage", "5", "3", "60.0"),
        ("By type of disadvantage, without the floor", "5", "0", "0.0"),
        ("By type of disadvantage, without the floor", "5", "5", "100.0"),
    ]


def groups_taken_away(one, proposal) -> list[list[str]]:
    """The file beside the bars, which the page leads to; it names nobody."""
    client = browser(one.officer)
    path = reverse("pathways:matching-groups-file", args=[proposal.pk])
    shown = reverse("pathways:matching-proposal", args=[proposal.pk])
    assert path in client.get(shown).content.decode()
    text = client.get(path).content.decode("utf-8-sig")
    assert "Forte" not in text and "Debole" not in text
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert header == ["Comparison", "Group", "People", "Placed", "Share in per cent"]
    return rows


def test_fewer_than_five_are_never_a_group_of_their_own(one):
    match.post(one, seats=9)
    for n in range(6):
        worker = waiting(one, f"Persona {n}")
        kind = "PHYSICAL" if n < 2 else "PSYCHIC"
        with one.as_("officer") as by:
            actions.record_disadvantage(worker=worker, kind=kind, by=by)
    with one.as_("officer") as by:
        made = actions.ask_proposal(office=one.office, by=by)
    assert all(rate["members"] >= 5 for rates in made.fairness.values() for rate in rates)
    assert len(made.fairness["kind"]) == 1
