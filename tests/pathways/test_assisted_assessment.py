"""The skills assessment on the tutor's device: the worker's own answers, and nothing else of it."""

import time
from contextlib import contextmanager

import pytest
from django.http import Http404

from ponte.engines.questionnaires.spec import Voice
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.organizations.permissions import row_scope
from ponte.pathways import actions
from ponte.pathways.models import Disadvantage, Document, Interview, Pathway, Sitting
from ponte.pathways.permissions.audiences import own_questions
from ponte.pathways.queries.sheets import sheet_for
from ponte.pathways.queries.special import kept_answers
from ponte.pathways.rules import instruments
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.test_sheets import at, sent
from tests.pathways.test_special import log

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
SPEC = instruments.newest("I4")
OWN = {"self_manual": 2, "own_summary": "I like to work with my hands", "care": True}
NOTED = "What the office noted before"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return make.case_at(one, PathwayState.ORIENTATION)


@pytest.fixture
def sheet(one, case):
    """Begun by the office, with a note of its own and a word of the worker's."""
    told = {"professional_summary": NOTED, "motivations": "A new place"}
    with one.as_("officer") as by:
        return actions.save_document(of=case, instrument="I4", answers=told, by=by)


@contextmanager
def together(one, case):
    with one.as_("tutor") as by:
        who = actions.open_assisted(pathway=case, by=by)
    bodies, platform = row_scope(Actor.of_person(one.tutor))
    with acting(who, organizations=bodies, platform=platform):
        yield who


def saved(case, sheet, by, **answers):
    return actions.save_document(of=case, instrument="I4", document=sheet, answers=answers, by=by)


def test_the_workers_answers_are_kept_and_said_to_be_given_together(one, case, sheet):
    with together(one, case) as who:
        saved(case, sheet, who, **OWN)
    with one.as_("officer"):
        kept = kept_answers(Document.objects.get(pk=sheet.pk))
    assert {name: kept[name] for name in OWN} == OWN
    assert kept["professional_summary"] == NOTED
    line = Entry.objects.get(what="sheet.answered_together")
    assert (line.actor_kind, line.actor_id) == ("assisted", one.tutor.pk)
    assert line.facts["beside"] == str(case.worker_id)
    assert line.facts["questions"] == sorted(OWN)
    sitting = Sitting.objects.get(document=sheet, ended_at__isnull=True)
    assert (sitting.held_by_id, sitting.present) == (one.tutor.pk, ["worker", "tutor"])


def test_only_what_the_worker_alone_can_say_is_asked_and_shown(one, case, sheet):
    with together(one, case) as who:
        found = sheet_for(who, sheet.pk)
    assert found.may_answer == own_questions(SPEC) == set(found.spec.by_code)
    assert all(one.voice is Voice.WORKER and not one.consent for one in found.spec.questions)
    assert found.answers == {"motivations": "A new place"}
    assert not found.is_whole
    assert {"share_company", "professional_summary", "seen_manual", "returned_on"}.isdisjoint(
        found.spec.by_code
    )
    with log() as lines:
        (reading,) = [each for each in lines if each.actor_kind == "assisted"]
    assert (reading.data, reading.role, reading.shown) == (["assessment"], "tutor", True)


@pytest.mark.parametrize(
    "code, value",
    [
        ("professional_summary", "x"),
        ("seen_manual", 1),
        ("returned_on", "2026-01-02"),
        ("share_company", True),
        ("share_service", False),
        ("assessment_elsewhere", None),
        ("limits", []),
    ],
)
def test_the_professionals_part_and_every_consent_are_refused(one, case, sheet, code, value):
    with together(one, case) as who, pytest.raises(Refused):
        saved(case, sheet, who, self_manual=1, **{code: value})
    with one.as_("officer"):
        assert "self_manual" not in kept_answers(Document.objects.get(pk=sheet.pk)), "all or none"


def test_together_nothing_is_begun_closed_renewed_shared_or_attached(one, case, sheet):
    tries = (
        lambda by: actions.save_document(of=case, instrument="I4", answers={}, by=by),
        lambda by: actions.complete_document(document=sheet, by=by),
        lambda by: actions.renew_document(document=sheet, by=by),
        lambda by: actions.share_document(document=sheet, recipients=["officer"], by=by),
        lambda by: actions.attach_file(
            document=sheet, origin="paper", name="a.pdf", content=b"%PDF-1.7", by=by
        ),
    )
    with together(one, case) as who:
        for attempt in tries:
            with pytest.raises(Refused):
                attempt(who)


@pytest.mark.parametrize("instrument", ["I3", "I6", "I8", "I9", "I11"])
def test_no_other_sheet_is_opened_or_written(one, case, instrument):
    with one.as_("officer" if instrument != "I9" else "worker") as by:
        if instrument in ("I6", "I8"):
            by = None
        made = by and actions.save_document(of=case, instrument=instrument, answers={}, by=by)
    if made is None:
        with one.as_("tutor") as by:
            made = actions.save_document(of=case, instrument=instrument, answers={}, by=by)
    with together(one, case) as who:
        with pytest.raises(Http404):
            sheet_for(who, made.pk)
        with pytest.raises(Refused):
            actions.save_document(of=case, instrument=instrument, document=made, answers={}, by=who)


def test_a_complete_assessment_is_shut(one):
    case = make.case_at(one, PathwayState.ASSESSED)
    sheet = Document.objects.get(pathway=case, instrument="I4")
    with together(one, case) as who, pytest.raises(Http404):
        sheet_for(who, sheet.pk)


def test_the_rows_of_a_session_are_the_assessment_alone(one):
    """Under the tutor's name the tutor's rows would be there: the policies shut them."""
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    with one.as_("tutor") as by:
        actions.hold_interview(pathway=case, kind="worker", held_on=make.today(), by=by)
        alone = (Document.objects.count(), Interview.objects.count(), Disadvantage.objects.count())
        renewed = Document.objects.get(pathway=case, instrument="I4")
    assert alone[0] > 1 and alone[1] == 1
    with one.as_("officer") as by:
        actions.renew_document(document=renewed, by=by)
    with together(one, case):
        assert list(Document.objects.values_list("instrument", "state")) == [("I4", "draft")]
        assert not Interview.objects.exists()
        assert not Disadvantage.objects.exists()


def test_another_worker_and_a_tutor_who_left_find_nothing(one, case, sheet):
    other = make.case_at(
        one, PathwayState.PROPOSED, worker=make.worker(one, "Altra", person_id=None)
    )
    with together(one, other) as who:
        with pytest.raises(Http404):
            sheet_for(who, sheet.pk)
        with pytest.raises(Refused):
            saved(case, sheet, who, self_manual=1)
        with pytest.raises(Refused):
            actions.begin_sitting(document=sheet, present=[], by=who)


def test_sittings_are_begun_paused_and_ended_together(one, case, sheet):
    with together(one, case) as who:
        actions.begin_sitting(document=sheet, present=["officer"], by=who)
        assert actions.pause_sitting(document=sheet, by=who).paused_at
        assert actions.resume_sitting(document=sheet, by=who).paused_at is None
        actions.end_sitting(document=sheet, by=who)
        with pytest.raises(RuleBroken, match="No sitting"):
            actions.pause_sitting(document=sheet, by=who)
    with one.as_("officer"):
        *_office, row = kept_answers(Document.objects.get(pk=sheet.pk))["sittings"]
    assert row["with"] == "worker, integration tutor"


# The worker alone


def test_the_worker_answers_the_own_part_and_never_the_professionals(one, case, sheet):
    with one.as_("worker") as by:
        found = sheet_for(by, sheet.pk)
        assert own_questions(SPEC) <= found.may_answer
        assert {"share_company", "limits"} <= found.may_answer
        assert "professional_summary" in found.spec.by_code, "read, not written"
        saved(case, sheet, by, self_manual=3, share_company=False)
        for code, value in (("professional_summary", "x"), ("seen_manual", 1)):
            with pytest.raises(Refused):
                saved(case, sheet, by, **{code: value})


# The pages


def test_the_sitting_page_by_page_on_the_tutors_device(one, case, sheet):
    client = browser(one.tutor)
    client.post(at("assisted-open", case.pk))
    home = client.get(at("worker-case", case.pk)).content.decode()
    where = at("worker-assessment", case.pk)
    assert where in home
    page = client.get(where).content.decode()
    assert "You have answered 1 of" in page and NOTED not in page
    assert f'href="{at("sheet", sheet.pk)}"' not in page
    begun = client.post(at("sheet-sitting", sheet.pk, "begin"), follow=True)
    step = begun.redirect_chain[-1][0]
    text = begun.content.decode()
    assert "fill in together" in text and text.count('class="field') == 1
    answer = client.post(step, sent(begun, **{"q-attention_span": "20", "go": "pause"}))
    assert answer["Location"] == where
    assert "having a break" in client.get(where).content.decode()
    resumed = client.post(at("sheet-sitting", sheet.pk, "resume"), follow=True)
    assert resumed.redirect_chain[-1][0] != step, "the next question"
    assert client.post(at("sheet-sitting", sheet.pk, "end"))["Location"] == where
    for name in ("sheet", "sheet-pdf", "sheet-renew"):
        assert client.get(at(name, sheet.pk))["Location"] == at("worker-home"), name
    assert client.post(at("sheet-complete", sheet.pk))["Location"] == at("worker-home")
    client.post(at("assisted-end"))
    ended = client.get(at("sheet-fill", sheet.pk))
    assert ended["Location"].startswith("/en/accounts/login/"), "nobody is signed in any more"


def test_what_was_typed_in_time_and_sent_too_late_is_kept_and_nothing_else_opens(one, case, sheet):
    client = browser(one.tutor)
    client.post(at("assisted-open", case.pk))
    begun = client.post(at("sheet-sitting", sheet.pk, "begin"), follow=True)
    step, typed = begun.redirect_chain[-1][0], sent(begun, **{"q-attention_span": "20"})
    session = client.session
    session["ponte_beside"] = {**session["ponte_beside"], "until": int(time.time()) - 60}
    session.save()
    late = client.post(step, typed)
    assert late["Location"].startswith("/en/accounts/login/")
    assert "_auth_user_id" not in client.session and "ponte_beside" not in client.session
    assert "What you had typed is kept" in client.get(late["Location"]).content.decode()
    assert kept_answers(Document.objects.get(pk=sheet.pk))["attention_span"] == 20
    again = client.post(step, typed)
    assert again.status_code in (302, 404), "signed out: nothing more is written"


def left(client, hours: int) -> None:
    """The session beside the worker ended so many hours ago."""
    session = client.session
    over = int(time.time()) - hours * 3600 - 60
    session["ponte_beside"] = {**session["ponte_beside"], "until": over}
    session.save()


def test_half_a_day_later_one_screen_is_asked_again_and_no_answer_is_lost(one, case, sheet):
    """Each answer is kept, sealed, as its screen is left: what is open at the end is one question.

    After twelve hours no session says any more whose it is. Both go on at that very question, on
    any device; so does the worker alone.
    """
    client = browser(one.tutor)
    client.post(at("assisted-open", case.pk))
    begun = client.post(at("sheet-sitting", sheet.pk, "begin"), follow=True)
    first = begun.redirect_chain[-1][0]
    second = client.post(first, sent(begun, **{"q-attention_span": "20"}), follow=True)
    asked = second.redirect_chain[-1][0]
    assert asked != first
    before = kept_answers(Document.objects.get(pk=sheet.pk))
    assert before["attention_span"] == 20
    left(client, hours=13)
    late = client.post(asked, sent(second, **{"q-own_summary": "Too late"}))
    assert late["Location"].startswith("/en/accounts/login/")
    assert "What you had typed is kept" not in client.get(late["Location"]).content.decode()
    assert kept_answers(Document.objects.get(pk=sheet.pk)) == before
    again = browser(one.tutor)
    again.post(at("assisted-open", case.pk))
    assert again.get(at("sheet-fill", sheet.pk), follow=True).redirect_chain[-1][0] == asked
    alone = browser(one.worker).get(at("sheet-fill", sheet.pk), follow=True)
    assert alone.redirect_chain[-1][0] == asked


def test_the_worker_goes_on_where_both_stopped(one, case, sheet):
    with together(one, case) as who:
        saved(case, sheet, who, attention_span=20)
    client = browser(one.worker)
    page = client.get(at("worker-assessment", case.pk)).content.decode()
    assert "You have answered 2 of" in page and at("sheet", sheet.pk) in page
    step = client.get(at("sheet-fill", sheet.pk), follow=True)
    assert "Leave" in step.content.decode() and "attention_span" not in step.redirect_chain[-1][0]


def test_without_a_sheet_nothing_waits_and_strangers_find_no_page(one):
    case = make.case_at(one, PathwayState.PROPOSED)
    assert Pathway.objects.filter(pk=case.pk).count() in (0, 1)
    page = browser(one.worker).get(at("worker-assessment", case.pk)).content.decode()
    assert "No questions wait for you now." in page
    for who in (one.officer, one.tutor, one.referent, make.person()):
        assert browser(who).get(at("worker-assessment", case.pk)).status_code == 404
