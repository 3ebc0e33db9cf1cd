"""The worker's own pages, the desk's page of ways in, the session beside the tutor."""

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ponte.accounts.actions import activate_card
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.models import Entry
from ponte.kit.limits.models import Tries
from ponte.pathways import actions, permissions
from ponte.pathways.models import Document, HoursEntry, Issue, Pathway, Representative, Worker
from ponte.pathways.public import has_own_case
from ponte.pathways.queries.own import asked_now, diary
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    Tries.objects.using("aside").all().delete()
    return make.cast()


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(name: str, *pks) -> str:
    return reverse(f"pathways:{name}", args=pks)


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_worker_comes_home_to_the_one_case_and_has_one_place(one):
    case = make.case_at(one, PathwayState.PROPOSED)
    client = client_of(one.worker)
    assert client.get(reverse("home")).url == at("worker-home")
    page = text_of(client.get(at("worker-home")))
    assert at("worker-answer", case.pk) in page
    assert reverse("organizations:organization-list") not in page
    assert at("worker-hours", case.pk) not in page, "before the secondment"
    assert client.get(at("worker-case", case.pk)).status_code == 200


def test_yes_is_the_workers_own_and_a_no_changes_nothing_in_the_job(one):
    case = make.case_at(one, PathwayState.PROPOSED)
    client, address = client_of(one.worker), at("worker-answer", case.pk)
    page = text_of(client.get(address))
    assert "A no changes nothing in your job" in page
    assert client.post(address, {"answer": "perhaps"}).status_code == 422
    assert client.post(address, {"answer": "yes"}).url == at("worker-case", case.pk)
    case.refresh_from_db()
    assert (case.state, case.accepted_means) == (PathwayState.ACCEPTED, "account")
    client.post(address, {"answer": "no"})
    case.refresh_from_db()
    assert case.state == PathwayState.ACCEPTED


def test_a_no_ends_the_case_and_the_worker_stays_employed(one):
    case = make.case_at(one, PathwayState.PROPOSED)
    answer = client_of(one.worker).post(at("worker-answer", case.pk), {"answer": "no"}, follow=True)
    assert "Your job stays as it is." in text_of(answer)
    case.refresh_from_db()
    assert case.state == PathwayState.DECLINED
    assert Worker.objects.get(pk=case.worker_id).employer_id == one.cooperative.pk


def test_hours_sent_twice_are_there_once(one):
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    client, address = client_of(one.worker), at("worker-hours", case.pk)
    told = {"day": make.today(), "hours": 4, "minutes": 30, "kind": "work", "client_id": uuid4()}
    for _again in range(2):
        assert client.post(address, told).url == address
    entry = HoursEntry.objects.get(pathway=case)
    assert (entry.minutes, entry.entered_by_id) == (270, one.worker.pk)
    assert "4 hours and 30 minutes" in text_of(client.get(address))
    wrong = client.post(address, {**told, "hours": 0, "minutes": 0, "client_id": uuid4()})
    assert wrong.status_code == 422
    later = {**told, "day": make.today() + timedelta(days=1), "client_id": uuid4()}
    assert "not in the future" in text_of(client.post(address, later))


def test_a_difficulty_is_told_by_its_kind_alone(one):
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    client, address = client_of(one.worker), at("worker-difficulty", case.pk)
    assert client.post(address, {"kind": "canary"}).status_code == 422
    assert client.post(address, {"kind": "relational"}).url == at("worker-case", case.pk)
    assert Issue.objects.get(pathway=case).raised_by_id == one.worker.pk


def test_whom_to_call_and_what_was_agreed(one):
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    type(one.cooperative).objects.filter(pk=one.cooperative.pk).update(phone="0171 12 34")
    page = text_of(client_of(one.worker).get(at("worker-people", case.pk)))
    assert 'href="tel:01711234"' in page and one.tutor.name in page
    assert "20 hours a week, 300 in all" in page


OWN_PAGES = (
    "worker-difficulty",
    "worker-case",
    "worker-answer",
    "worker-hours",
    "worker-people",
    "logbook",
)


def test_the_pages_are_not_there_for_anybody_else(one):
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    for who in ("tutor", "officer", "manager", "signatory", "referent", "operator", "auditor"):
        client = client_of(getattr(one, who))
        codes = {client.get(at(name, case.pk)).status_code for name in OWN_PAGES}
        assert codes == {404}, who
    assert client_of(make.person()).get(at("worker-home")).status_code == 200


def test_a_referent_finds_the_cases(one):
    make.case_at(one, PathwayState.IN_SECONDMENT)
    for who in ("referent", "operator"):
        assert at("case-list") in text_of(client_of(getattr(one, who)).get(reverse("home"))), who


# The diary


@pytest.fixture
def case(one):
    return make.case_at(one, PathwayState.IN_SECONDMENT)


def write(one, case, readers="nobody", **told):
    client = client_of(one.worker)
    given = {"feeling": 3, "readers": readers, "client_id": uuid4(), **told}
    return client.post(at("logbook-new", case.pk), given)


def test_a_face_is_enough_and_nothing_is_too_little(one, case):
    assert write(one, case).url == at("logbook", case.pk)
    assert write(one, case, feeling="").status_code == 422
    assert write(one, case, feeling="9").status_code == 422
    assert write(one, case, feeling="", did="I packed").status_code == 302
    page = text_of(client_of(one.worker).get(at("logbook", case.pk)))
    assert "I packed" in page and "face-happy" in page


def test_a_page_sent_twice_is_there_once_and_never_overwritten(one, case):
    key = uuid4()
    for _again in range(2):
        assert write(one, case, did="Boxes", client_id=key).status_code == 302
    assert Document.objects.filter(instrument="I9").count() == 1
    assert Entry.objects.filter(what="logbook_entry").count() == 1
    changed = write(one, case, did="Other", client_id=key)
    assert changed.status_code == 422 and "says something else" in text_of(changed)


def test_the_tutor_sees_what_is_shown_and_it_can_be_taken_back(one, case):
    write(one, case, did="Canary private")
    write(one, case, readers="tutor", did="For my tutor")
    write(one, case, readers="office", did="For the office")
    seen = {who: text_of(client_of(getattr(one, who)).get(at("case-logbook", case.pk)))
            for who in ("tutor", "officer")}  # fmt: skip
    assert "Canary" not in seen["tutor"] + seen["officer"]
    assert "For my tutor" in seen["tutor"] and "For the office" in seen["tutor"]
    assert "For the office" in seen["officer"] and "For my tutor" not in seen["officer"]
    for who in ("manager", "signatory", "referent", "operator"):
        answer = client_of(getattr(one, who)).get(at("case-logbook", case.pk))
        assert answer.status_code == 404, who
    shown = Document.objects.get(instrument="I9", shared_with=["tutor"])
    address = at("logbook-page", case.pk, shown.pk)
    worker = client_of(one.worker)
    assert "For my tutor" in text_of(worker.get(address))
    assert worker.post(address, {"readers": "nobody"}).url == address
    assert worker.post(address, {"readers": "all"}).status_code == 422
    page = text_of(client_of(one.tutor).get(at("case-logbook", case.pk)))
    assert "For my tutor" not in page
    assert client_of(one.tutor).get(address).status_code == 404


def test_faces_over_time_are_drawn_with_their_table(one, case):
    for feeling in (2, 4):
        write(one, case, feeling=feeling)
    page = text_of(client_of(one.worker).get(at("logbook", case.pk)))
    assert "<polyline" in page and "<table" in page


def test_all_pages_leave_as_a_file(one, case):
    write(one, case, did="=1+1", need="A break")
    answer = client_of(one.worker).get(at("logbook-export", case.pk))
    told = answer.content.decode("utf-8-sig")
    assert "'=1+1" in told and "A break" in told and "only me" in told
    assert client_of(one.tutor).get(at("logbook-export", case.pk)).status_code == 404


def test_a_quiet_diary_is_asked_after_once_ten_days_have_passed(one, case):
    with one.as_("worker") as by:
        case, mine = Pathway.objects.get(pk=case.pk), permissions.roles_in(by, case)
        assert asked_now(case, mine, by).quiet_days is None
        Pathway.objects.filter(pk=case.pk).update(starts_on=make.today() - timedelta(days=12))
        case.refresh_from_db()
        assert asked_now(case, mine, by).quiet_days == 12
        actions.write_logbook(pathway=case, told={"feeling": 4}, by=by)
        assert asked_now(case, mine, by).quiet_days is None
        assert len(diary(case, by=by, mine=mine)) == 1


def test_who_represents_finds_the_pages_but_no_diary(one, case):
    who = make.person()
    make.represented(one, case, who)
    client = client_of(who)
    assert has_own_case(Actor.of_person(who))
    page = text_of(client.get(at("worker-home")))
    assert at("worker-hours", case.pk) in page and at("logbook", case.pk) not in page
    assert client.get(at("logbook", case.pk)).status_code == 404
    Representative.objects.update(ends_on=make.today() - timedelta(days=1))
    assert client.get(at("worker-hours", case.pk)).status_code == 404


# The desk


@pytest.fixture
def without_address(one):
    worker = make.worker(one, "Piero Carta", person_id=None)
    return make.case_at(one, PathwayState.PROPOSED, worker=worker)


def test_the_desk_prints_a_card_whose_fold_is_on_paper_only(one, without_address):
    case, tutor, officer = without_address, client_of(one.tutor), client_of(one.officer)
    assert "no card yet" in text_of(officer.get(at("case-access", case.pk)))
    offered = at("case-card", case.pk)
    assert offered not in text_of(tutor.get(at("case-access", case.pk)))
    answer = officer.post(offered)
    page = text_of(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "<svg" in page and "print-only" in page
    assert "waits for its first use" in text_of(tutor.get(at("case-access", case.pk)))
    assert tutor.post(at("case-card-end", case.pk)).url == at("case-access", case.pk)
    assert "taken away" in text_of(tutor.get(at("case-access", case.pk)))
    for who in ("tutor", "manager", "signatory", "worker"):
        assert client_of(getattr(one, who)).post(at("case-card", case.pk)).status_code in (403, 404)


def test_a_worker_with_an_address_is_told_to_need_none(one, case):
    officer = client_of(one.officer)
    assert "needs no card" in text_of(client_of(one.tutor).get(at("case-access", case.pk)))
    answer = officer.post(at("case-card", case.pk), follow=True)
    assert "signs in by e-mail" in text_of(answer)


def test_with_the_card_the_worker_says_yes(one, without_address):
    case = without_address
    with one.as_("officer") as by:
        printed = actions.give_card(pathway=case, by=by)
    activate_card(
        code=printed.card.code,
        number=printed.number,
        pin="703914",
        address="192.0.2.1",
        by=Actor.anonymous(),
    )
    client = Client()
    client.post(reverse("accounts:card"), {"code": printed.card.code, "pin": "703914"})
    assert client.get(reverse("home")).url == at("worker-home")
    client.post(at("worker-answer", case.pk), {"answer": "yes"})
    case.refresh_from_db()
    assert case.state == PathwayState.ACCEPTED


def test_the_office_records_and_ends_an_appointment(one, case):
    who = make.person()
    officer, address = client_of(one.officer), at("representative-add", case.pk)
    told = {
        "email": who.email,
        "kind": "guardian",
        "manner": "for",
        "scope": ["fill", "sign"],
        "document": "Decree 3",
        "starts_on": "2026-01-01",
    }
    assert officer.post(address, {**told, "email": "no@example.org"}).status_code == 422
    assert officer.post(address, {**told, "manner": "beside"}).status_code == 422
    assert officer.post(address, told).url == at("case-access", case.pk)
    row = Representative.objects.get()
    assert "Decree 3" in text_of(officer.get(at("case-access", case.pk)))
    assert client_of(one.tutor).post(address, told).status_code == 403
    assert officer.post(at("representative-end", case.pk, row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.ended_at


# Beside the tutor


def test_a_session_beside_the_worker_is_marked_narrow_and_ends(one, case):
    client = client_of(one.tutor)
    assert client.post(at("assisted-open", case.pk)).url == at("worker-case", case.pk)
    for name in (
        "worker-case",
        "worker-hours",
        "worker-people",
        "logbook-new",
        "worker-difficulty",
    ):
        assert "fill in together" in text_of(client.get(at(name, case.pk))), name
    for address in (reverse("home"), at("case-detail", case.pk), at("case-list"),
                    reverse("accounts:preferences"), reverse("account_email")):  # fmt: skip
        assert client.get(address).url == at("worker-home"), address
    assert client.get(at("logbook", case.pk)).url == at("worker-home")
    told = {"day": make.today(), "hours": 2, "minutes": 0, "kind": "work"}
    assert client.post(at("worker-hours", case.pk), told).status_code == 302
    assert client.post(at("logbook-new", case.pk), {"feeling": 2}).status_code == 302
    assert Document.objects.get(instrument="I9").shared_with == []
    assert client.post(at("assisted-end")).url == signed_out(at("case-access", case.pk))
    nothing_opens(client, case)
    ways = list(Entry.objects.filter(what__startswith="assisted.").values_list("what", flat=True))
    assert sorted(ways) == ["assisted.ended", "assisted.opened"]


def signed_out(address: str) -> str:
    return f"{reverse('account_login')}?next={quote(address)}"


def nothing_opens(client, case) -> None:
    """Whoever holds the device is not the tutor by that: the tutor signs in again."""
    for address in (at("case-detail", case.pk), at("worker-hours", case.pk), reverse("home")):
        answer = client.get(address)
        assert answer.status_code == 302 and reverse("account_login") in answer.url, address
    client.post(at("case-step", case.pk, "interrupt_secondment"), {"reason": "x"})
    case.refresh_from_db()
    assert case.state == PathwayState.IN_SECONDMENT
    assert "_auth_user_id" not in client.session and "ponte_beside" not in client.session


def test_it_ends_by_itself(one, case):
    client = client_of(one.tutor)
    client.post(at("assisted-open", case.pk))
    session = client.session
    session["ponte_beside"] = {**session["ponte_beside"], "until": 1}
    session.save()
    nothing_opens(client, case)
    assert client.post(at("assisted-end")).status_code == 302


def test_who_waits_for_the_end_posts_nothing_as_the_tutor(one, case):
    """The first request after the end, not only what follows it."""
    client = client_of(one.tutor)
    client.post(at("assisted-open", case.pk))
    session = client.session
    session["ponte_beside"] = {**session["ponte_beside"], "until": 1}
    session.save()
    told = {"day": make.today(), "hours": 2, "minutes": 0, "kind": "work"}
    for address in (at("case-card", case.pk), at("assisted-open", case.pk)):
        assert reverse("account_login") in client.post(address, told).url
    assert "_auth_user_id" not in client.session


def test_only_the_tutor_of_the_case_opens_one(one, case):
    for who in ("officer", "manager", "worker", "referent"):
        code = client_of(getattr(one, who)).post(at("assisted-open", case.pk)).status_code
        assert code in (403, 404), who


def test_readers_are_chosen_from_a_list(one, case):
    with one.as_("worker") as by, pytest.raises(RuleBroken):
        actions.write_logbook(pathway=case, told={"feeling": 1}, readers=["company"], by=by)
