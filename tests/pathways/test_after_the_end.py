"""What outlives a secondment: the post, the look backs, hours that were confirmed late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ponte.engines.questionnaires.sample import sample
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.pathways import actions
from ponte.pathways.models import CostLine, FollowUp, HoursEntry, Outcome, PostHeld, Signatory
from ponte.pathways.models import Pathway as Case
from ponte.pathways.queries.costs import costs_of
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.queries.posts import candidates_for, posts_of
from ponte.pathways.queries.waiting import waiting_for
from ponte.pathways.rules.instruments import newest
from ponte.pathways.rules.profiles import asked_by_sheet
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def exit_by(one, case, kind: str) -> None:
    with one.as_("officer") as by:
        actions.record_other_exit(pathway=case, kind=kind, on=make.today(), by=by)


@pytest.mark.parametrize(
    "kind, post",
    [("training", "training"), ("other", "other"), ("elsewhere", "freed"), ("resigned", "freed")],
)
def test_a_post_that_nobody_took_up_again_does_not_say_so(one, kind, post):
    case = make.case_at(one, P.EVALUATED)
    exit_by(one, case, kind)
    assert PostHeld.objects.get(pathway=case).ended_how == post
    text = browser(one.manager).get(f"/en/pathways/{case.pk}/").content.decode()
    assert "the worker is back" not in text


def test_a_freed_post_goes_to_one_of_the_co_operative_once(one):
    case = make.case_at(one, P.HIRED)
    other = make.worker(one, "Nino Secondo", person_id=None)
    away = make.case_at(one, P.CANDIDATE, worker=make.worker(one, "Ada Terza", person_id=None))
    assert list(candidates_for(case)) == [other]
    client, path = browser(one.manager), f"/en/pathways/{case.pk}/post/"
    assert path in client.get(f"/en/pathways/{case.pk}/").content.decode()
    offered = client.get(path).context["form"]["worker"].field.choices
    assert [pk for pk, _label in offered] == ["", str(other.pk)]
    told = {"pathway": case, "on": make.today()}
    with one.as_("manager") as by, pytest.raises(RuleBroken):
        actions.fill_freed_post(worker=away.worker, by=by, **told)
    with one.as_("tutor") as by, pytest.raises(Refused):
        actions.fill_freed_post(worker=other, by=by, **told)
    typed = {"worker": str(other.pk), "on": make.today().isoformat()}
    assert client.post(path, typed).status_code == 302
    post = PostHeld.objects.get(pathway=case)
    assert (post.taken_by, post.taken_on) == (other, make.today())
    assert client.post(path, typed).status_code == 422
    assert "somebody else has it since" in client.get(f"/en/pathways/{case.pk}/").content.decode()
    counted = posts_of(Case.objects.all())
    assert (counted.freed, counted.taken, counted.days) == (1, 1, 0)
    assert Entry.objects.filter(what="post.taken").exists()
    figures = client.get("/en/pathways/figures/").content.decode()
    assert "Posts freed by a hire" in figures


def test_look_backs_outlive_the_case_until_the_worker_takes_the_yes_back(one):
    case = make.case_at(one, P.CLOSED)
    make.agree_later(one, case)
    Outcome.objects.filter(pathway=case).update(on=make.today() - timedelta(days=740))
    for who in ("officer", "tutor"):
        with one.as_(who) as by:
            verbs = [line.verb for line in waiting_for(by)]
        assert "Ask how it goes, 24 months later" in verbs, who
    client = browser(one.tutor)
    path = f"/en/pathways/{case.pk}/steps/record_follow_up/"
    typed = {"month": "24", "checked_on": make.today().isoformat(), "still_employed": "yes"}
    assert client.post(path, typed).status_code == 302
    assert FollowUp.objects.filter(pathway=case, month=24).exists()
    with one.as_("tutor") as by:
        assert not [line for line in waiting_for(by) if "months later" in line.verb]


def test_hours_confirmed_late_are_paid_once_and_the_report_says_so(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    make.work(one, case, 20)
    make.work(one, case, 10, confirmed=False)
    first = make.today() - timedelta(days=10)
    told = {"pathway": case, "first": first, "last": make.today(), "hourly_cents": 1234}
    with one.as_("officer") as by:
        line = actions.add_wages(by=by, **told)
        assert (line.paid_minutes, line.late_minutes) == (1200, 0)
        with pytest.raises(RuleBroken):
            actions.add_wages(by=by, **told)
    HoursEntry.objects.filter(confirmed_at=None).update(
        confirmed_at=timezone.now(), confirmed_by_id=one.signatory.pk
    )
    with one.as_("officer") as by:
        late = actions.add_wages(by=by, **told)
        assert (late.paid_minutes, late.late_minutes) == (600, 600)
        with pytest.raises(RuleBroken):
            actions.add_wages(by=by, **told)
    assert sum(one.cents for one in costs_of(case)) == 20 * 1234 + 10 * 1234
    assert (
        "after their days had been paid"
        in browser(one.officer).get(f"/en/pathways/{case.pk}/costs/").content.decode()
    )
    with one.as_("officer") as by:
        actions.remove_cost(cost=late, by=by)
        again = actions.add_wages(by=by, **told)
    assert again.paid_minutes == 600
    assert CostLine.objects.filter(pathway=case).count() == 2


def test_two_of_one_name_sign_each_for_themselves(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    text = agreement_in_force(case.pk)
    with one.as_("officer") as by:
        for capacity in ("director", "president"):
            actions.name_signatory(
                pathway=case, party="company", name="Gino Rossi", capacity=capacity, by=by
            )
        with pytest.raises(RuleBroken):
            actions.name_signatory(
                pathway=case, party="company", name="Gino Rossi", capacity="director", by=by
            )
    told = {"party": "company", "name": "Gino Rossi", "without_scan": "Folder 3"}
    told |= {"agreement": text, "seen": text.text_hash, "signed_on": make.today()}
    for _each in range(2):
        with one.as_("officer") as by:
            word = actions.write_paper_signature(by=by, **told)
        with one.as_("lead") as by:
            actions.confirm_paper(word=word, by=by)
    with one.as_("officer") as by, pytest.raises(RuleBroken):
        actions.write_paper_signature(by=by, **told)
    signed = set(text.signatures.filter(party="company").values_list("signatory", flat=True))
    assert signed == set(Signatory.objects.values_list("pk", flat=True))


def test_what_the_procedure_names_stands_in_the_journal(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    with one.as_("tutor") as by:
        grid = actions.save_document(of=case, instrument="I8", answers={}, occasion="start", by=by)
        make_whole(grid, by)
        plan = case.documents.filter(instrument="I11").latest("created_at")
        renewed = actions.renew_document(document=plan, by=by)
        actions.complete_document(document=renewed, by=by)
        actions.suspend_secondment(pathway=case, pause="holiday", by=by)
        actions.resume_secondment(pathway=case, by=by)
    written = set(Entry.objects.filter(subject_id=case.pk).values_list("what", flat=True))
    assert written >= {
        *("sharing_meeting.held", "observation.recorded", "plan.revised"),
        *("secondment.started", "secondment.resumed"),
    }


def test_a_job_profile_feeds_what_the_opening_asks(one):
    opening = make.lead(one)
    with one.as_("officer") as by:
        made = actions.save_document(of=opening, instrument="I2", answers={}, by=by)
        given = sample(newest("I2"), "seen", today=make.today())
        actions.save_document(of=opening, instrument="I2", answers=given, document=made, by=by)
        actions.complete_document(document=made, by=by)
    opening.refresh_from_db()
    assert opening.demand
    assert set(opening.demand) == set(asked_by_sheet(given))


def make_whole(grid, by) -> None:
    given = {**sample(newest("I8"), "seen", today=make.today()), "moment": "start"}
    actions.save_document(of=grid.pathway, instrument="I8", answers=given, document=grid, by=by)
    actions.complete_document(document=grid, by=by)
