"""Hours, tutoring, people and costs through their pages: who may, what is kept, what is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ponte.kit.errors import RuleBroken
from ponte.pathways import actions
from ponte.pathways.models import (
    Agreement,
    CaseRole,
    CostLine,
    Funding,
    HoursEntry,
    Interview,
    Issue,
    Pathway,
    TutorTraining,
)
from ponte.pathways.permissions.cases import CASE_ACTIONS
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    """A case in secondment with a row in every table, begun sixty days ago."""
    worker = row.worker(one.office, one.cooperative, person=one.worker)
    made = row.whole_case(one.office, one.cooperative, one.company, one.tutor, worker=worker)
    Pathway.objects.filter(pk=made.pk).update(starts_on=make.today() - timedelta(days=60))
    row.role(made, one.referent, "referent")
    row.role(made, one.worker, "worker")
    row.role(made, one.auditor, "auditor")
    made.refresh_from_db()
    return made


def at(case, rest: str = "") -> str:
    return f"/en/pathways/{case.pk}/{rest}"


def day(after: int = 0) -> str:
    return (make.today() + timedelta(days=after)).isoformat()


# The page, who posts there, what; then who reads the page and may not post.
POSTED = {
    "hours/": ("tutor", {"day": day(), "minutes": "4:30", "kind": "work"}, "auditor"),
    "tutoring/talk/": (
        "tutor",
        {"kind": "worker", "held_on": day(), "rating": "3", "next_on": day(14)},
        "officer",
    ),
    "tutoring/difficulty/": ("worker", {"kind": "relational", "raised_on": day()}, "referent"),
    "tutoring/network/": ("tutor", {"whom": "service"}, "referent"),
    "costs/new/": (
        "manager",
        {"kind": "wages", "cents": "1.250,50", "on": day()},
        "tutor",
    ),
}


@pytest.mark.parametrize("rest", sorted(POSTED))
def test_who_may_writes_and_others_do_not(one, case, rest):
    who, typed, reader = POSTED[rest]
    stranger = make.member(make.organization("Altrove"), "placement_lead")
    assert browser(stranger).get(at(case, rest)).status_code == 404
    assert browser(stranger).post(at(case, rest), typed).status_code == 404
    assert browser(getattr(one, reader)).post(at(case, rest), typed).status_code == 403
    client = browser(getattr(one, who))
    assert client.get(at(case, rest)).status_code == 200
    wrong = client.post(at(case, rest), {})
    assert wrong.status_code == 422 and wrong.context["form"].errors
    done = client.post(at(case, rest), typed)
    assert done.status_code == 302, done.context["form"].errors
    assert client.get(done["Location"]).status_code == 200


@pytest.mark.parametrize("rest", ["", "hours/", "tutoring/", "people/", "costs/"])
def test_a_section_asks_few_questions(one, case, rest):
    HoursEntry.objects.bulk_create(
        HoursEntry(
            pathway=case,
            client_id=Pathway._meta.pk.get_default(),
            day=make.today() - timedelta(days=number),
            minutes=240,
            entered_by_id=one.tutor.pk,
        )
        for number in range(30)
    )
    client = browser(one.officer)
    client.get(at(case, rest))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(at(case, rest)).status_code == 200
    assert len([one for one in asked if "pathways_" in one["sql"]]) <= 21


def test_hours_beyond_the_plan_are_recorded_and_then_amended(one, case):
    Pathway.objects.filter(pk=case.pk).update(planned_hours=250)
    HoursEntry.objects.filter(pathway=case).delete()
    make.work(one, case, 250)
    client, path = browser(one.tutor), at(case, "hours/")
    typed = {"day": day(-40), "minutes": "60", "kind": "work"}
    told = client.post(path, typed, follow=True).content.decode()
    assert "This is more than was agreed." in told
    assert HoursEntry.objects.filter(pathway=case, beyond_plan=True).exists()
    again = client.post(path, {**typed, "day": day(-41)})
    assert again.status_code == 422
    assert "first propose an amendment" in again.content.decode()
    signed = Agreement.objects.get(pathway=case)
    told = {"proposed": True, "revises": signed, "planned_hours": 310}
    row.agreement(case, version=2, **told)
    assert client.post(path, {**typed, "day": day(-41)}).status_code == 302
    assert "waits for signatures" in client.get(path).content.decode()


def test_hours_sent_twice_are_one_entry_and_odd_ones_are_told(one, case):
    client, path = browser(one.worker), at(case, "hours/")
    typed = {"day": day(-1), "minutes": "7:30", "kind": "training"}
    typed["client_id"] = str(client.get(path).context["form"]["client_id"].value())
    assert [client.post(path, typed).status_code for _time in range(2)] == [302, 302]
    kept = HoursEntry.objects.get(pathway=case, client_id=typed["client_id"])
    assert (kept.minutes, kept.kind) == (450, "training")
    for said, beside in (("8", "For hours write 8:00."), ("x", "Write the time as 4:30")):
        answer = client.post(path, {"day": day(-1), "minutes": said, "kind": "work"})
        assert beside in answer.content.decode()
    future = client.post(path, {"day": day(1), "minutes": "60", "kind": "work"})
    assert "not in the future" in future.content.decode()
    case.refresh_from_db()
    early = (case.starts_on - timedelta(days=1)).isoformat()
    assert client.post(path, {**typed, "client_id": "", "day": early}).status_code == 422


def test_an_entry_is_corrected_until_the_company_confirmed_it(one, case):
    with one.as_("tutor") as by:
        entry = actions.enter_hours(pathway=case, day=make.today(), minutes=60, by=by)
    client, path = browser(one.tutor), at(case, f"hours/{entry.pk}/")
    assert browser(one.referent).get(path).status_code == 403
    assert client.get(path).context["form"]["minutes"].value() == "1:00"
    assert client.post(path, {"minutes": "0:45", "kind": "work"}).status_code == 302
    entry.refresh_from_db()
    assert entry.minutes == 45
    HoursEntry.objects.filter(pk=entry.pk).update(
        confirmed_at=timezone.now(), confirmed_by_id=one.referent.pk
    )
    answer = client.post(path, {"minutes": "0:30", "kind": "work"})
    assert answer.status_code == 422 and "has confirmed" in answer.content.decode()
    other = row.whole_case(one.office, one.cooperative, one.company, one.tutor)
    assert client.get(at(other, f"hours/{entry.pk}/")).status_code == 404


def test_the_company_confirms_a_week_and_not_what_was_changed_meanwhile(one, case):
    HoursEntry.objects.filter(pathway=case).delete()
    monday = make.today() - timedelta(days=make.today().weekday() + 7)
    with one.as_("tutor") as by:
        entries = [
            actions.enter_hours(
                pathway=case, day=monday + timedelta(days=number), minutes=240, by=by
            )
            for number in range(3)
        ]
    client, path = browser(one.referent), at(case, "hours/confirm/")
    assert browser(one.tutor).get(path).status_code == 403
    assert browser(one.tutor).post(path, {"entries": []}).status_code == 403
    shown = client.get(path)
    assert len(shown.content) < 60_000
    week = shown.context["week"]
    assert (week.monday, len(week.entries)) == (monday, 3)
    ticked = [one.seen for one in week.entries]
    with one.as_("tutor") as by:
        actions.correct_hours(entry=entries[2], minutes=120, by=by)
    stale = client.post(path, {"entries": ticked})
    assert stale.status_code == 422 and "changed meanwhile" in stale.content.decode()
    assert client.post(path, {"entries": ticked[:2]}).status_code == 302
    left = HoursEntry.objects.filter(pathway=case, confirmed_at__isnull=True)
    assert [one.pk for one in left] == [entries[2].pk]
    confirmed = HoursEntry.objects.get(pk=entries[0].pk)
    assert confirmed.confirmed_by_id == one.referent.pk
    client.post(path, {"entries": [f"{entries[2].pk}=120=work"]})
    assert "All hours are confirmed" in client.get(path).content.decode()


def test_the_month_adds_up_and_the_file_says_the_same(one, case):
    text = browser(one.manager).get(at(case, "hours/?month=2026-03")).content.decode()
    assert "March 2026" in text and "1:00" in text
    answer = browser(one.manager).get(at(case, "hours/export/"))
    lines = answer.content.decode().splitlines()
    assert len(lines) == 2 and "2026-03-02;60;work;no;no" in lines[1]
    stranger = make.member(make.organization("Altrove"), "placement_lead")
    assert browser(stranger).get(at(case, "hours/export/")).status_code == 404


def test_a_difficulty_is_raised_and_acted_on(one, case):
    issue = Issue.objects.get(pathway=case)
    path = at(case, f"tutoring/difficulties/{issue.pk}/")
    text = browser(one.tutor).get(at(case, "tutoring/")).content.decode()
    assert "Late: act by" in text and path in text
    assert browser(one.worker).post(path, {"action": "x", "on": day()}).status_code == 403
    done = browser(one.tutor).post(path, {"action": "Spoke with both", "on": day()})
    assert done.status_code == 302
    issue.refresh_from_db()
    assert (issue.action, issue.acted_on.isoformat()) == ("Spoke with both", day())


def test_talks_are_drawn_and_each_reader_has_those_of_the_matrix(one, case):
    client = browser(one.tutor)
    typed = {"held_on": day(), "rating": "2", "is_last": "on"}
    for kind in ("worker", "company"):
        client.post(at(case, "tutoring/talk/"), {**typed, "kind": kind})
    assert Interview.objects.filter(pathway=case, is_last=True).count() == 2
    text = client.get(at(case, "tutoring/")).content.decode()
    assert "<polyline" in text and "How did the talks go?" in text
    for who, seen, hidden in (
        ("referent", "with the company", "with the worker"),
        ("worker", "with the worker", "with the company"),
    ):
        told = browser(getattr(one, who)).get(at(case, "tutoring/")).content.decode()
        assert seen in told and hidden not in told, who
    assert browser(one.auditor).get(at(case, "tutoring/")).status_code == 404


def test_a_talk_takes_a_sheet_of_this_case_alone(one, case):
    other = row.whole_case(one.office, one.cooperative, one.company, one.tutor)
    with one.as_("tutor") as by:
        mine = make.sheet(case, "I6", by)
        theirs = make.sheet(other, "I6", by)
    client, path = browser(one.tutor), at(case, "tutoring/talk/")
    typed = {"kind": "worker", "held_on": day(), "sheet": str(theirs.pk)}
    assert "sheet" in client.post(path, typed).context["form"].errors
    assert client.post(path, {**typed, "sheet": str(mine.pk)}).status_code == 302
    assert Interview.objects.get(sheet=mine).pathway_id == case.pk


def test_who_was_asked_to_help_is_told_by_its_kind(one, case):
    browser(one.tutor).post(at(case, "tutoring/network/"), {"whom": "employment"})
    for who in ("tutor", "officer"):
        text = browser(getattr(one, who)).get(at(case, "tutoring/")).content.decode()
        assert "the employment service" in text, who
    text = browser(one.referent).get(at(case, "tutoring/")).content.decode()
    assert "the employment service" not in text


def test_parts_are_given_and_ended_and_training_is_shown(one, case):
    other = make.member(one.cooperative, "integration_tutor")
    client, path = browser(one.officer), at(case, "people/assign/")
    assert browser(one.tutor).get(path).status_code == 403
    text = client.get(path).content.decode()
    assert "not trained yet: 0 of 40 hours" in text and "trained, 40 hours" in text
    typed = {"whom": f"tutor={other.pk}"}
    assert browser(one.tutor).post(path, typed).status_code == 403
    assert client.post(path, {"whom": f"tutor={one.worker.pk}"}).status_code == 422
    assert "needs 40 hours" in client.post(path, typed).content.decode()
    make.trained(one, other)
    assert client.post(path, typed).status_code == 302
    case.refresh_from_db()
    assert case.tutor_id == other.pk
    assert browser(one.tutor).get(at(case)).status_code == 404, "the tutor before is out"
    part = CaseRole.objects.get(pathway=case, person=other, until__isnull=True)
    ended = at(case, f"people/{part.pk}/end/")
    assert browser(one.auditor).post(ended).status_code == 403
    assert client.post(ended).status_code == 302
    case.refresh_from_db()
    assert case.tutor_id is None
    assert client.post(ended).status_code == 404


@pytest.mark.parametrize("part", ["worker", "representative"])
def test_the_desk_ends_neither_the_workers_part_nor_an_appointment(part, one, case):
    make.represented(one, case, make.person())
    theirs = CaseRole.objects.get(pathway=case, role=part, until__isnull=True)
    path = at(case, f"people/{theirs.pk}/end/")
    for who in ("officer", "manager"):
        assert path not in browser(getattr(one, who)).get(at(case, "people/")).content.decode()
        browser(getattr(one, who)).post(path)
        with one.as_(who) as by, pytest.raises(RuleBroken, match="stays"):
            actions.end_role(role=theirs, by=by)
    theirs.refresh_from_db()
    assert theirs.until is None
    assert CASE_ACTIONS["end_role"] == CASE_ACTIONS["assign_role"]


def test_the_referring_service_is_let_in_by_its_address(one, case):
    client, path = browser(one.manager), at(case, "people/outside/")
    typed = {"email": "nobody@example.org", "role": "service"}
    assert "email" in client.post(path, typed).context["form"].errors
    assert client.post(path, {**typed, "email": one.operator.email}).status_code == 302
    assert browser(one.operator).get(at(case)).status_code == 200
    assert browser(one.operator).post(path, typed).status_code == 403


def test_the_office_records_a_training(one, case):
    path = at(case, f"tutors/{one.tutor.pk}/")
    typed = {"legal": "5", "business": "0", "policy": "5", "guidance": "5", "recognised_for": ""}
    assert browser(one.manager).get(path).status_code == 403
    assert browser(one.manager).post(path, typed).status_code == 403
    client = browser(one.officer)
    assert client.get(path).status_code == 200
    assert client.post(path, typed).status_code == 302
    assert TutorTraining.objects.get(person=one.tutor).legal_hours == 5
    assert "not trained yet: 15 of 40 hours" in client.get(at(case, "people/")).content.decode()
    assert client.get(at(case, f"tutors/{one.worker.pk}/")).status_code == 404


def test_costs_add_up_to_the_cent_and_a_line_can_be_taken_out(one, case):
    CostLine.objects.filter(pathway=case).delete()
    told = {"first_day": make.today(), "last_day": make.today(), "report_on": make.today()}
    money = Funding.objects.create(
        office=one.office,
        funder="Region",
        call="FSE",
        budget_cents=900_000,
        recorded_by_id=one.officer.pk,
        **told,
    )
    client, path = browser(one.officer), at(case, "costs/new/")
    for kind, amount, funding in (
        ("wages", "1.250,50", str(money.pk)),
        ("tutoring", "99.99", str(money.pk)),
        ("other", "0,01", ""),
    ):
        typed = {"kind": kind, "cents": amount, "on": day(), "funding": funding}
        assert client.post(path, typed).status_code == 302
    text = client.get(at(case, "costs/")).content.decode()
    assert "€1,350.50" in text and "€1,350.49" in text
    assert client.post(path, {**typed, "cents": "ten"}).status_code == 422
    assert client.post(path, {**typed, "cents": "0"}).status_code == 422
    lines = client.get(at(case, "costs/export/")).content.decode()
    assert "1250.50;Region;FSE" in lines
    line = CostLine.objects.filter(pathway=case).first()
    gone = at(case, f"costs/{line.pk}/remove/")
    assert browser(one.tutor).post(gone).status_code == 403
    assert browser(one.referent).get(at(case, "costs/")).status_code == 404
    assert client.post(gone).status_code == 302
    assert CostLine.objects.filter(pathway=case).count() == 2


def test_wages_are_those_of_confirmed_hours(one, case):
    with one.as_("tutor") as by:
        entry = actions.enter_hours(pathway=case, day=make.today(), minutes=90, by=by)
    client, path = browser(one.manager), at(case, "costs/wages/")
    typed = {"first": day(-7), "last": day(), "hourly_cents": "20,00"}
    assert browser(one.tutor).post(path, typed).status_code == 403
    answer = client.post(path, typed)
    assert answer.status_code == 422 and "confirmed no hours" in answer.content.decode()
    with one.as_("referent") as by:
        actions.confirm_hours(pathway=case, entries=[entry.pk], by=by)
    assert client.post(path, typed).status_code == 302
    assert CostLine.objects.filter(pathway=case, cents=3_000, paid_minutes=90).exists()
