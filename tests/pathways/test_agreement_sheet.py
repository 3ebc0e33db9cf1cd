"""Sheet I5 is the signed text: its words, its signatures, nothing filled in beside it."""

import pytest

from ponte.kit.errors import RuleBroken
from ponte.kit.sealing import guard
from ponte.pathways import actions
from ponte.pathways.actions.agreement_sheet import FROM_WORDS
from ponte.pathways.models import Document
from ponte.pathways.queries.agreements import WORDS, comparison
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.queries.signing import signed_parties
from ponte.pathways.rules.instruments import newest
from ponte.pathways.rules.sheets import still_wanted
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def test_the_sheet_of_the_agreement_is_what_was_signed_and_nothing_else(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT, terms=make.terms(timetable="Lun-ven 8-12"))
    with one.as_("officer") as by, pytest.raises(RuleBroken):
        actions.save_document(of=case, instrument="I5", answers={"timetable": "Sempre"}, by=by)
    make.sign(one, case)
    text = agreement_in_force(case.pk)
    sheet = Document.objects.get(pathway=case, instrument="I5")
    with guard.opening():
        answers = Document.objects.get(pk=sheet.pk).answers
    assert answers["timetable"] == "Lun-ven 8-12"
    for question, word in FROM_WORDS.items():
        if question in answers:
            assert answers[question] in text.text.replace("\n", " ") or word == "data_protection"
    assert {line["party"] for line in answers["signatures"]} == set(make.SIGNERS)
    assert not still_wanted(newest("I5"), answers, {}, make.today())
    assert sheet.state == "complete"


def test_a_change_of_a_clause_asks_those_it_concerns_and_makes_another_sheet(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    before = agreement_in_force(case.pk)
    with one.as_("tutor") as by:
        told = make.terms(timetable="Nights", starts_on=before.starts_on, ends_on=before.ends_on)
        made = actions.amend_agreement(pathway=case, terms=told, reason="New shift", by=by)
    assert [change.label for change in comparison(made).changes] == [WORDS["timetable"]]
    assert signed_parties(made) == {"office"}, "the office's part says nothing of the times"
    make.sign(one, case, "cooperative", "company", "worker")
    assert agreement_in_force(case.pk).pk == made.pk
    assert Document.objects.filter(pathway=case, instrument="I5").count() == 2
