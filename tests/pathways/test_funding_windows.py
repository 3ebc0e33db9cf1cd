"""The days of a funder's call and of the cases it pays for: the office is told where they part."""

from datetime import timedelta

import pytest

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways import actions
from ponte.pathways.models import Pathway
from ponte.pathways.public import waiting_for
from ponte.pathways.queries.funding import Window, fundings_for
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.office_calls import funding_facts

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
DAY = timedelta(days=1)
STRAY = "Look at days that no funder pays for"
OPEN = "Look at open cases of a call whose days end"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    """It runs within the days of every call of these tests, unless one says otherwise."""
    found = make.case_at(one, PathwayState.IN_SECONDMENT)
    moved(found, starts_on=make.today() - 2 * DAY, ends_on=make.today() + 40 * DAY)
    return found


def moved(case, **days):
    with acting(Actor.job("test")):
        Pathway.objects.filter(pk=case.pk).update(**days)


def paid(one, case, call: str = "FSE 12", **changed):
    """A call of a funder with one line of the case."""
    with one.as_("officer") as by:
        funding = actions.add_funding(
            office=one.office, facts=funding_facts(call=call, **changed), by=by
        )
        told = {"kind": "tutoring", "cents": 100, "funding": funding, "by": by}
        actions.add_cost(pathway=case, on=funding.first_day, **told)
    return funding


def told(one, who: str = "officer") -> tuple[dict, list[str]]:
    """What the days of each call ask somebody to look at, and the lines of their list."""
    with one.as_(who) as by:
        windows = {line.funding.call: line.window for line in fundings_for(by)}
        verbs = [line.verb for line in waiting_for(by)]
    return windows, [verb for verb in verbs if verb in (STRAY, OPEN)]


def test_days_within_the_call_ask_for_nothing(one, case):
    paid(one, case)
    assert told(one) == ({"FSE 12": Window()}, [])


@pytest.mark.parametrize("outside", ["first", "last", "ended"])
def test_a_day_that_no_call_has_is_told_to_the_office(one, case, outside):
    funding = paid(one, case)
    before, after = funding.first_day - DAY, funding.last_day + DAY
    days = {
        "first": {"starts_on": before},
        "last": {"ends_on": after},
        "ended": {"ended_on": after},
    }
    moved(case, **days[outside])
    windows, verbs = told(one)
    (stray,) = windows["FSE 12"].strays
    wanted = (before, None) if outside == "first" else (None, after)
    assert (stray.case, stray.code, stray.first, stray.last) == (case.pk, case.code, *wanted)
    assert verbs == [STRAY]
    client = browser(one.officer)
    for page in ("/en/pathways/money/", f"/en/pathways/money/{funding.pk}/"):
        text = client.get(page).content.decode()
        assert "no call that pays for it has that day" in text
        assert f"/en/pathways/{case.pk}/costs/" in text
    home = client.get("/en/home/").content.decode()
    assert STRAY in home and f"/en/pathways/money/{funding.pk}/" in home


def test_what_the_next_call_pays_for_is_not_outside(one, case):
    first = paid(one, case)
    moved(case, ends_on=first.last_day + 100 * DAY)
    assert told(one)[1] == [STRAY]
    days = {"first_day": first.last_day + DAY, "last_day": first.last_day + 200 * DAY}
    paid(one, case, call="FSE 13", **days, report_on=days["last_day"])
    assert told(one) == ({"FSE 12": Window(), "FSE 13": Window()}, [])


def test_it_is_told_until_the_report_went_out_or_the_case_ended(one, case):
    funding = paid(one, case)
    moved(case, ends_on=funding.last_day + DAY)
    assert told(one)[1] == [STRAY]
    with acting(Actor.job("test")):
        Pathway.objects.filter(pk=case.pk).update(state=PathwayState.RETURNED_TO_COOP)
    assert told(one)[1] == []
    with acting(Actor.job("test")):
        Pathway.objects.filter(pk=case.pk).update(state=PathwayState.IN_SECONDMENT)
    with one.as_("officer") as by:
        actions.report_funding(funding=funding, by=by)
    assert told(one) == ({"FSE 12": Window()}, [])


@pytest.mark.parametrize(("left", "is_told"), [(31, False), (30, True), (0, True), (-1, True)])
def test_a_call_whose_days_end_names_the_cases_still_open(one, case, left, is_told):
    last = make.today() + left * DAY
    moved(case, ends_on=make.today() - DAY)
    funding = paid(one, case, last_day=last, report_on=last + 60 * DAY)
    windows, verbs = told(one)
    assert windows["FSE 12"].still_open == ((case.code,) if is_told else ())
    assert verbs == ([OPEN] if is_told else [])
    with one.as_("officer") as by:
        lines = [line for line in waiting_for(by) if line.verb == OPEN]
        assert [line.is_late for line in lines] == [left < 0] * is_told
    text = browser(one.officer).get(f"/en/pathways/money/{funding.pk}/").content.decode()
    assert ("still open" in text) == is_told


def test_a_call_that_pays_for_nobody_asks_for_nothing(one, case):
    with one.as_("officer") as by:
        soon = make.today() + DAY
        facts = funding_facts(last_day=soon, report_on=soon + 60 * DAY)
        actions.add_funding(office=one.office, facts=facts, by=by)
    assert told(one) == ({"FSE 12": Window()}, [])


def test_nobody_but_the_office_is_told(one, case):
    funding = paid(one, case)
    moved(case, ends_on=funding.last_day + DAY)
    elsewhere = make.cast(" Altrove")
    assert told(elsewhere) == ({}, [])
    for who in ("tutor", "manager", "referent", "worker"):
        assert told(one, who) == ({}, [])
