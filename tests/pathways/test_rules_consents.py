"""A yes, its words and its days; what a sheet says of it; what calls for a look."""

from datetime import date, timedelta

import pytest

from ponte.pathways.rules import consents, watching
from ponte.pathways.rules.consents import answers_after, hindering_paper, is_in_force, last_day
from ponte.pathways.rules.logbook import lacking_in_page
from ponte.pathways.rules.watching import Alert, Watched, alerts, expected_minutes
from ponte.pathways.states import Purpose, Recipient

TODAY, DAY = date(2026, 5, 20), timedelta(days=1)


def test_what_is_asked_is_asked_in_the_words_of_one_version():
    asked = consents.question(Purpose.SHARE, Recipient.COMPANY)
    assert asked.said("it", easy=True) != asked.said("it", easy=False)
    assert asked.said("xx", easy=False) == next(iter(asked.text.values()))
    assert asked.written_in("it") == "it"
    assert asked.written_in("xx") == next(iter(asked.text))
    code = next(iter(asked.data))
    assert asked.label_of(code, "xx") == next(iter(asked.data[code].values()))
    assert consents.question("nothing", Recipient.COMPANY) is None


def test_before_the_first_version_the_first_is_meant():
    assert consents.questions(date(1999, 1, 1)) == consents.questions(
        min(date.fromisoformat(one.stem) for one in consents.FOLDER.glob("*.yaml"))
    )


@pytest.mark.parametrize(
    ("given", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
        (date(2026, 3, 15), 24, date(2028, 3, 15)),
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
    ],
)
def test_a_yes_runs_out_on_the_same_day_or_the_last_of_a_shorter_month(given, months, last):
    assert last_day(given, months) == last


def test_a_yes_counts_until_its_last_day_or_until_it_is_taken_back():
    assert is_in_force(TODAY, withdrawn=False, expires_on=TODAY)
    assert is_in_force(TODAY, withdrawn=False, expires_on=None)
    assert not is_in_force(TODAY, withdrawn=False, expires_on=TODAY - DAY)
    assert not is_in_force(TODAY, withdrawn=True, expires_on=None)


@pytest.mark.parametrize(
    ("signed", "yes", "no", "says"),
    [
        (TODAY, None, None, ""),
        (TODAY + DAY, None, None, "not come yet"),
        (TODAY, None, TODAY, "took it back"),
        (TODAY, None, TODAY - DAY, ""),
        (TODAY, TODAY, None, ""),
        (TODAY - DAY, TODAY, TODAY - 2 * DAY, "said yes again"),
    ],
)
def test_a_yes_on_paper_yields_to_what_the_worker_said_later(signed, yes, no, says):
    found = str(hindering_paper(TODAY, signed, later_yes=yes, later_no=no))
    assert says in found if says else found == ""


def test_an_assessment_says_what_the_worker_said_last():
    asked = {"share_company": True, "share_company_what": ["a"], "school": "x"}
    assert answers_after(asked, "company", set()) == {"share_company": False, "school": "x"}
    assert answers_after({"school": "x"}, "company", set()) == {"school": "x"}
    assert answers_after({}, "company", {"b", "a"}) == {
        "share_company": True,
        "share_company_what": ["a", "b"],
    }


def test_a_page_of_a_day_that_has_not_come_is_refused():
    lacking = [one.code for one in lacking_in_page({"did": "x"}, TODAY + DAY, TODAY)]
    assert lacking == ["day"]


def seen(**changed) -> set[str]:
    told = {"starts_on": TODAY - 28 * DAY, "planned_hours": 300, "weekly_hours": 20}
    told |= {"done_minutes": 80 * 60, "worker_talk": TODAY, "company_talk": TODAY}
    return set(alerts(Watched(**{**told, **changed}), TODAY))


def test_a_secondment_that_goes_as_planned_calls_for_nothing():
    assert seen() == set()


@pytest.mark.parametrize(
    ("changed", "alert"),
    [
        ({"done_minutes": 67 * 60}, Alert.HOURS),
        ({"done_minutes": 93 * 60}, Alert.HOURS),
        ({"ratings": (2, 1, 4)}, Alert.RATINGS),
        ({"worker_talk": TODAY - 16 * DAY}, Alert.WORKER_TALK),
        ({"worker_talk": None}, Alert.WORKER_TALK),
        ({"rests": True, "review_on": TODAY}, Alert.PAUSE),
    ],
)
def test_what_goes_wrong_is_seen(changed, alert):
    assert seen(**changed) == {alert}


def test_a_company_is_heard_every_month():
    long = {"starts_on": TODAY - 40 * DAY, "done_minutes": int(expected(40)), "company_talk": None}
    assert seen(**long) == {Alert.COMPANY_TALK}


def expected(days: int) -> float:
    return expected_minutes(Watched(TODAY - days * DAY, 300, 20), TODAY)


def test_what_rests_or_has_just_begun_calls_for_nothing():
    assert seen(rests=True) == seen(rests=True, review_on=TODAY + DAY) == set()
    assert seen(starts_on=TODAY - 13 * DAY, done_minutes=0) == set()
    assert seen(worker_talk=None, resumed_on=TODAY - DAY) == set()
    assert seen(ratings=(1,)) == seen(ratings=(2, 3)) == set()
    assert expected(-5) == 0
    assert expected(999) == 300 * 60
    assert watching.DRIFT_AFTER_DAYS == 14
