"""What an agreement cannot do without, what an amendment keeps, and which text is in force."""

from datetime import date, timedelta

import pytest

from ponte.pathways.rules import agreements
from ponte.pathways.rules.agreements import lacking_in_amendment, lacking_in_terms
from ponte.pathways.rules.article30 import UNSAID, words_needed, words_of_article_30
from ponte.pathways.rules.binding import changed_words, concerned, concerns, part_hashes, said
from ponte.pathways.rules.stating import bound_to
from ponte.pathways.states import StatedOf
from tests.pathways.factories import terms

TODAY, DAY = date(2026, 5, 20), timedelta(days=1)
FAR = {"distance_km": 51, "far_reason": "production", "far_proof": "Orders of the year"}


def told(**changed):
    return terms(**{"starts_on": TODAY, "ends_on": TODAY + 90 * DAY, **changed})


def codes(nearest_km=None, **changed) -> list[str]:
    return [one.code for one in lacking_in_terms(told(**changed), TODAY, nearest_km)]


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({}, []),
        ({"planned_hours": 249}, ["hours"]),
        ({"planned_hours": 501}, ["hours"]),
        ({"extra_hours": -1}, ["extra"]),
        ({"extra_hours": 501}, ["extra"]),
        ({"weekly_hours": 0}, ["weekly"]),
        ({"weekly_hours": 49}, ["weekly"]),
        ({"legal_basis": "INTERNSHIP"}, ["basis"]),
        ({"legal_evidence": " "}, ["evidence"]),
        ({"ends_on": TODAY - DAY}, ["dates"]),
        ({"starts_on": TODAY - DAY}, ["backdated"]),
        ({"starts_on": TODAY - DAY, "backdated_because": "The office was closed"}, []),
        ({"objectives": " "}, ["objectives"]),
        ({"safety": ""}, ["safety"]),
        ({"cover": ""}, ["cover"]),
        ({"tasks_change": ""}, ["tasks_change"]),
        ({"tasks_change": "yes"}, ["new_tasks"]),
        ({"tasks_change": "yes", "tasks": "Packs"}, []),
        ({"distance_km": None}, ["distance"]),
        (
            {"distance_km": 1501, **{k: v for k, v in FAR.items() if k != "distance_km"}},
            ["distance"],
        ),
        ({"distance_km": 50}, []),
        ({"distance_km": 51}, ["far_reason", "far_proof"]),
        (FAR, []),
    ],
)
def test_each_term_that_is_missing_is_named(changed, wanted):
    assert codes(**changed) == wanted


def test_the_map_contradicts_only_what_cannot_be():
    assert codes(nearest_km=20) == []
    assert codes(nearest_km=21) == ["distance"]


def amended(has_begun=True, starts_on=TODAY - 30 * DAY, **changed) -> list[str]:
    given = {"starts_on": starts_on, **changed}
    facts = {"starts_on": starts_on, "has_begun": has_begun, "today": TODAY}
    new = told(**{**given, "starts_on": changed.get("starts_on", starts_on)})
    return [one.code for one in lacking_in_amendment(new, **facts)]


def test_what_has_begun_keeps_its_first_day():
    assert amended() == []
    assert amended(starts_on=TODAY - 30 * DAY, has_begun=False) == ["backdated"]
    new = told(starts_on=TODAY - 29 * DAY)
    facts = {"starts_on": TODAY - 30 * DAY, "has_begun": True, "today": TODAY}
    assert [one.code for one in lacking_in_amendment(new, **facts)] == ["begun"]


def test_a_last_day_that_has_passed_has_a_reason():
    assert amended(ends_on=TODAY - DAY) == ["backdated"]
    assert amended(ends_on=TODAY - DAY, backdated_because="It ended by telephone") == []


def test_the_text_in_force_is_the_newest_that_had_come():
    dates = sorted(agreements._dates())
    assert agreements.template_on(dates[-1] + DAY) == dates[-1]
    assert agreements.template_on(dates[0] - DAY) == dates[0]
    for day in dates:
        assert agreements.template_text(day)
        assert all(isinstance(one, str) for one in agreements.usual(day).values())
    assert agreements.takes(dates[-1], "place")
    assert not agreements.takes(dates[-1], "wage")


def test_each_word_of_a_text_stands_in_it_and_binds_whom_it_concerns():
    newest = agreements.template_on(TODAY + 3650 * DAY)
    words = {word: f"<{word}>" for word in concerns(newest)}
    text = agreements.agreement_text(newest, words)
    assert all(one in text for one in words.values())
    kept = said(words)
    hashes = part_hashes(newest, kept)
    moved = {**kept, "place": "elsewhere"}
    assert changed_words(kept, moved) == ["place"]
    changed = {party for party, one in part_hashes(newest, moved).items() if one != hashes[party]}
    assert changed == concerned(newest, ["place"])


def test_a_statement_binds_to_what_was_said_and_to_its_text():
    one = bound_to(StatedOf.REPORT, "yes", 1)
    assert one == bound_to(StatedOf.REPORT, "yes", "1")
    assert one != bound_to(StatedOf.EARLY_END, "yes", 1)


def test_a_text_is_written_in_one_way_only():
    assert agreements.canonical(" e\u0301 \r\nb\r") == "\u00e9\nb\n"
    assert agreements.text_hash("a\r\n") == agreements.text_hash("a \n\n")
    assert agreements.text_hash("a") != agreements.text_hash("b")


def test_the_text_says_tasks_and_distance_as_the_article_wants_them():
    assert words_needed(told()) == []
    plain = words_of_article_30(told())
    assert (plain["tasks_change"], plain["distance"]) == (
        "sono gli stessi, o dello stesso tipo.",
        "10 km.",
    )
    far = told(**FAR, tasks_change="yes", tasks="Packs")
    assert words_needed(far) == ["tasks_change", "distance"]
    words = words_of_article_30(far)
    assert "Serve il consenso della persona" in words["tasks_change"]
    assert "per ragioni produttive comprovate" in words["distance"]
    assert words["distance"].endswith("Orders of the year")


def test_what_nobody_said_is_said_to_be_open():
    words = words_of_article_30(told(tasks_change="", distance_km=None))
    assert words == {"tasks_change": UNSAID, "distance": UNSAID}
    words = words_of_article_30(told(distance_km=51))
    assert f"per ragioni {UNSAID} comprovate" in words["distance"]
    assert words["distance"].endswith(UNSAID)
