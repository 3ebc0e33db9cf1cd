"""When what data are read for is over, reading ends for everybody who read for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ponte.kit.errors import Refused
from ponte.pathways import actions
from ponte.pathways.actions.consents import give_consent, withdraw_consent
from ponte.pathways.actions.rights import ask_about_data
from ponte.pathways.models import Disadvantage, Document, Interview, Pathway
from ponte.pathways.permissions import Data, may_read
from ponte.pathways.permissions.purposes import (
    KEPT_BY_COMPANY,
    KEPT_BY_COOPERATIVE,
    KEPT_BY_SERVICE,
)
from ponte.pathways.queries import special
from ponte.pathways.queries.funding import report_of
from ponte.pathways.states import PathwayState as P
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.office_calls import funding_facts

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
KEPT = {
    "signatory": KEPT_BY_COMPANY,
    "referent": KEPT_BY_COMPANY,
    "operator": KEPT_BY_SERVICE,
    "manager": KEPT_BY_COOPERATIVE,
}
SHARED = ("service", "referent", "signatory", "tutor")


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    found = make.case_at(one, P.IN_SECONDMENT)
    with one.as_("manager") as by:
        actions.assign_role(pathway=found, person=one.operator.pk, role="service", by=by)
    for kind in ("worker", "company"):
        with one.as_("tutor") as by:
            actions.hold_interview(pathway=found, kind=kind, held_on=make.today(), by=by)
    return found


def reach(one, case, who: str) -> set[Data]:
    with one.as_(who) as by:
        return {data for data in Data if may_read(by, case, data, shared_with=SHARED)}


def ended(case, state: P = P.CLOSED, days: int = 0) -> Pathway:
    since = timezone.now() - timedelta(days=days)
    Pathway.objects.filter(pk=case.pk).update(state=state, state_since=since)
    case.refresh_from_db()
    return case


def in_rows(one, case, who: str) -> tuple[set[str], bool]:
    with one.as_(who):
        sheets = Document.objects.filter(pathway=case).values_list("instrument", flat=True)
        return set(sheets), Interview.objects.filter(pathway=case).exists()


@pytest.mark.parametrize("who", KEPT)
def test_a_closed_case_is_read_no_more_by_whom_it_was_for(one, case, who):
    assert reach(one, case, who) > KEPT[who]
    ended(case)
    assert reach(one, case, who) <= KEPT[who] and Data.OUTCOME in reach(one, case, who)
    sheets, talks = in_rows(one, case, who)
    assert sheets <= (set() if who == "operator" else {"I5", "I11"}) and not talks
    with one.as_(who) as by:
        for sheet in Document.objects.filter(pathway=case, instrument="I5"):
            if who == "operator":
                with pytest.raises(Refused):
                    special.answers_of(sheet, by=by)


def why_in_rows(one, case, who: str) -> bool:
    with one.as_(who):
        return Disadvantage.objects.filter(worker=case.worker).exists()


@pytest.mark.parametrize("who", ["manager", "operator"])
def test_why_somebody_was_taken_in_is_withheld_in_the_rows_too(one, case, who):
    assert why_in_rows(one, case, who)
    ended(case)
    assert not why_in_rows(one, case, who)
    assert why_in_rows(one, case, "officer") and why_in_rows(one, case, "worker")


def test_another_case_of_the_workers_keeps_it_open_to_who_stands_in_that(one, case):
    ended(case)
    row.pathway(one.office, one.cooperative, one.company, worker=case.worker)
    assert why_in_rows(one, case, "manager") and not why_in_rows(one, case, "operator")


def test_its_tutor_reads_a_closed_case_for_two_years(one, case):
    whole = reach(one, case, "tutor")
    assert reach(one, ended(case, days=700), "tutor") == whole
    assert in_rows(one, case, "tutor")[1]
    assert reach(one, ended(case, days=740), "tutor") <= KEPT_BY_COOPERATIVE
    assert not in_rows(one, case, "tutor")[1]


@pytest.mark.parametrize("state", [P.DECLINED, P.CLOSED_BEFORE_START, P.GIVEN_UP])
def test_the_service_reads_no_more_of_a_pathway_that_never_began(one, case, state):
    ended(case, state)
    assert reach(one, case, "operator") <= KEPT_BY_SERVICE
    assert in_rows(one, case, "operator") == (set(), False)


@pytest.mark.parametrize("who", ["signatory", "referent", "operator"])
def test_while_a_restriction_stands_the_purposes_of_others_rest(one, case, who):
    before = reach(one, case, who)
    with one.as_("worker") as by:
        ask_about_data(worker=case.worker, kind="restriction", note="Wait", by=by)
    assert reach(one, case, who) <= KEPT[who] < before | KEPT[who]
    assert not in_rows(one, case, who)[1]


def test_a_yes_taken_back_ends_what_the_service_reads_by_it(one, case):
    told = {"worker": case.worker, "purpose": "share", "recipient": "service"}
    with one.as_("worker") as by:
        give_consent(data=["skills"], by=by, **told)
    sheet = Document.objects.get(pathway=case, instrument="I4")
    with one.as_("operator") as by:
        assert special.answers_of(sheet, by=by) is not None
    with one.as_("worker") as by:
        withdraw_consent(by=by, **told)
    with one.as_("operator") as by, pytest.raises(Refused):
        special.answers_of(sheet, by=by)


@pytest.mark.parametrize("who", ["officer", "lead", "worker"])
def test_who_answers_for_the_data_and_whose_they_are_read_on(one, case, who):
    before = reach(one, case, who)
    assert reach(one, ended(case), who) == before


def test_a_funder_gets_codes_and_sums_and_has_no_reading_to_end(one, case):
    with one.as_("officer") as by:
        funding = actions.add_funding(office=one.office, facts=funding_facts(), by=by)
        told = {"kind": "tutoring", "cents": 1000, "on": make.today(), "funding": funding}
        actions.add_cost(pathway=case, by=by, **told)
        text = str(report_of(funding))
    assert case.code in text and case.worker.name not in text
