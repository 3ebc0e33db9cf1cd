"""Art. 30 c. 3 D.Lgs 276/2003: other tasks by the worker's yes, far away for a proven reason."""

import pytest

from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.models import Document
from ponte.pathways.queries.facts import agreement_in_force, nearest_km
from ponte.pathways.queries.signing import signed_parties
from ponte.pathways.queries.statements import subject
from ponte.pathways.queries.waiting import waiting_for
from ponte.pathways.rules.agreements import lacking_in_terms
from ponte.pathways.rules.reasons import NotReady
from ponte.pathways.states import PathwayState
from tests.organizations.factories import municipality
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
OTHER = {"tasks_change": "yes", "tasks": "Packs at the line"}
FAR = {"distance_km": 51, "far_reason": "production", "far_proof": "Orders of the year"}


@pytest.fixture
def one():
    return make.cast()


def started(one, case):
    day = make.today()
    with one.as_("tutor") as by:
        return actions.start_secondment(
            pathway=case, notified_on=day, safety_checked_on=day, post="Gardener", by=by
        )


def lacks(**changed) -> set[str]:
    nearest = changed.pop("nearest_km", None)
    terms = make.terms(**changed)
    return {missing.code for missing in lacking_in_terms(terms, make.today(), nearest)}


@pytest.mark.parametrize(
    "changed, wanted",
    [
        ({}, set()),
        (OTHER, set()),
        (FAR, set()),
        ({"distance_km": 50}, set()),
        ({"distance_km": 51}, {"far_reason", "far_proof"}),
        ({"distance_km": 51, "far_reason": "whim", "far_proof": "x"}, {"far_reason"}),
        ({"distance_km": 9999}, {"distance", "far_reason", "far_proof"}),
        ({"distance_km": 30, "nearest_km": 40}, set()),
        ({"distance_km": 30, "nearest_km": 41}, {"distance"}),
        ({"tasks_change": "perhaps"}, {"tasks_change"}),
        ({"tasks_change": "yes", "tasks": " "}, {"new_tasks"}),
    ],
)
def test_what_the_article_asks_for_is_named(changed, wanted):
    assert lacks(**changed) == wanted


def test_other_tasks_wait_for_the_workers_own_word(one):
    case = make.case_at(one, P.AGREEMENT_SIGNED, terms=make.terms(**OTHER))
    text = agreement_in_force(case.pk)
    assert "consenso della persona" in text.text and "art. 30, comma 3" in text.text
    with pytest.raises(NotReady) as broken:
        started(one, case)
    assert [each.code for each in broken.value.missing] == ["tasks_worker"]
    path = f"/en/pathways/{case.pk}/ending/tasks/"
    with one.as_("worker") as by:
        assert path in [line.url for line in waiting_for(by)]
    shown = browser(one.worker).get(path)
    assert "Packs at the line" in shown.content.decode()
    typed = {"party": "worker", "seen": shown.context["shown"].seen}
    with one.as_("tutor") as by, pytest.raises(Refused):
        actions.state_ending(pathway=case, of="tasks", by=by, **typed)
    assert browser(one.worker).post(path, typed).status_code == 302
    with one.as_("worker") as by:
        assert path not in [line.url for line in waiting_for(by)]
    assert started(one, case).state == P.IN_SECONDMENT


def test_who_agrees_to_some_tasks_has_not_agreed_to_others(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT, terms=make.terms(**OTHER))
    seen = subject(case.pk, "tasks")
    with one.as_("worker") as by:
        actions.state_ending(pathway=case, of="tasks", party="worker", seen=seen, by=by)
    with one.as_("officer") as by:
        told = OTHER | {"tasks": "Loads lorries"}
        actions.revise_agreement(pathway=case, terms=make.terms(**told), by=by)
    with one.as_("worker") as by, pytest.raises(RuleBroken):
        actions.state_ending(pathway=case, of="tasks", party="worker", seen=seen, by=by)
    make.sign(one, case)
    with pytest.raises(NotReady):
        started(one, case)


def test_an_amendment_that_changes_the_tasks_waits_for_the_same_word(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    before = agreement_in_force(case.pk)
    days = {"starts_on": before.starts_on, "ends_on": before.ends_on}
    with one.as_("tutor") as by:
        made = actions.amend_agreement(
            pathway=case, terms=make.terms(**OTHER, **days), reason="Another line", by=by
        )
    assert "office" not in signed_parties(made) or signed_parties(made) == {"office"}
    make.sign(one, case, *(set(make.SIGNERS) - signed_parties(made)))
    assert agreement_in_force(case.pk).pk == before.pk
    make.state(one, case, "tasks")
    assert agreement_in_force(case.pk).pk == made.pk


def test_a_far_workplace_is_told_with_its_reason_in_text_and_sheet(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT, terms=make.terms(**FAR))
    text = agreement_in_force(case.pk)
    assert "51 km" in text.text and "produttive" in text.text and "Orders of the year" in text.text
    make.sign(one, case)
    sheet = Document.objects.get(pathway=case, instrument="I5")
    shown = browser(one.officer).get(f"/en/pathways/sheets/{sheet.pk}/")
    assert "Orders of the year" in shown.content.decode()


@pytest.mark.parametrize(
    "changed, still",
    [
        ({"far_proof": "Other orders"}, set()),
        ({"tasks_change": "yes", "tasks": "Packs"}, {"office"}),
    ],
)
def test_what_the_article_asks_for_voids_the_signatures_it_concerns(one, changed, still):
    told = FAR | {"tasks": "Packs"}
    case = make.case_at(one, P.AGREEMENT_DRAFT, terms=make.terms(**told))
    make.sign(one, case, "office", "cooperative", "worker")
    with one.as_("officer") as by:
        terms = make.terms(**(told | changed))
        text = actions.revise_agreement(pathway=case, terms=terms, by=by)
    assert signed_parties(text) == still


def test_the_map_contradicts_a_distance_that_cannot_be(one):
    case = make.case_at(one, P.MATCH_REVIEW)
    assert nearest_km(case) is None, "nobody has said where the workplace is"
    here, there = municipality(), municipality()
    there.latitude += 1
    case.cooperative.municipality, case.opportunity.municipality = here, there
    assert nearest_km(case) == 111
