"""My data, on pages: everything kept, who has looked, consents, a copy, requests and answers."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone
from pghistory.models import Event

from ponte.kit import pdf
from ponte.kit.actor import Actor
from ponte.kit.audit.models import Reading
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.representatives import Appointment, appoint_representative
from ponte.pathways.actions.rights import answer_request, ask_about_data
from ponte.pathways.models import Consent, Document, RightsRequest
from ponte.pathways.public import waiting_for
from ponte.pathways.queries.holding import LEFT_OUT, paths
from ponte.pathways.queries.holding_words import KINDS
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.calls import furnished

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return furnished(one).case


def text_of(client: Client, case, page: str = "") -> str:
    answer = client.get(f"/en/pathways/mine/{case.worker_id}/{page}")
    assert answer.status_code == 200, page
    return answer.content.decode()


def test_one_worker_comes_straight_to_their_data(one, case):
    client = browser(one.worker)
    assert client.get("/en/pathways/mine/").headers["Location"].endswith(f"{case.worker_id}/")
    text = text_of(client, case)
    for page in ("kept", "readers", "consents", "requests", "copy"):
        assert f"{case.worker_id}/{page}/" in text
    nobody = browser(make.person()).get("/en/pathways/mine/")
    assert "Nothing is kept here about you." in nobody.content.decode()


def test_everything_is_shown_company_talks_without_the_others(one, case):
    with one.as_("tutor") as by:
        make.sheet(case, "I7", by)
    Document.objects.filter(pathway=case, instrument="I7").update(state="draft", completed_at=None)
    text = text_of(browser(one.worker), case, "kept/")
    for word in ("Rosa Lavoratrice", "Centro Canary", "interview with the company", "Gardener"):
        assert word in text, word
    for other in ("Ugo Referente",):
        assert other not in text, other


def test_the_copy_has_every_table_and_nothing_of_others(one, case):
    answer = browser(one.worker).get(f"/en/pathways/mine/{case.worker_id}/copy/")
    assert "attachment" in answer.headers["Content-Disposition"]
    told = json.loads(answer.content)
    assert told["kept"]["worker"][0]["name"] == "Rosa Lavoratrice"
    assert told["kept"]["disadvantage"][0]["referring_service"] == "Centro Canary"
    assert {"pathway", "document", "hoursentry", "agreement", "transition"} <= set(told["kept"])
    rows = [row for rows in told["kept"].values() for row in rows]
    assert not any(name.endswith("_by_id") or name == "signer_name" for row in rows for name in row)
    for person in (one.tutor, one.officer, one.referent):
        assert str(person.pk) not in answer.content.decode()


def test_the_copy_to_print_is_a_tagged_pdf(one, case):
    answer = browser(one.worker).get(f"/en/pathways/mine/{case.worker_id}/pdf/")
    if pdf.is_possible():
        assert answer.content.startswith(b"%PDF") and answer["Content-Type"] == "application/pdf"
    else:
        assert answer.status_code == 404


def test_no_table_about_workers_is_forgotten():
    ours = {
        one
        for one in apps.get_app_config("pathways").get_models()
        if not issubclass(one, Event) and (one.privacy.personal or one.privacy.special)
    }
    about_workers = {one for one in ours if one in paths()}
    named = {one._meta.model_name for one in about_workers} - LEFT_OUT
    assert named - set(KINDS) == set(), "give each kind a title in queries/holding_words.py"


@pytest.mark.parametrize(
    "page", ["", "kept/", "readers/", "consents/", "requests/", "copy/", "pdf/"]
)
def test_these_pages_are_a_strangers_to_nobody(one, case, page):
    for who in ("tutor", "officer", "manager", "operator", "referent", "auditor"):
        client = browser(getattr(one, who))
        assert client.get(f"/en/pathways/mine/{case.worker_id}/{page}").status_code == 404, who


def test_who_has_looked_is_listed_by_day_with_the_times(one, case):
    for _turn in range(2):
        Reading.objects.create(
            actor_kind="person",
            actor_id=one.tutor.pk,
            actor_name="Tina Tutrice",
            role="tutor",
            data=["assessment"],
            subject_type="pathways.pathway",
            subject_id=case.pk,
            about_id=case.worker_id,
            organization_id=one.office.pk,
            purposes=["guide", "hours"],
        )
    text = text_of(browser(one.worker), case, "readers/")
    assert "What for: to accompany my pathway, agree hours or places" in text
    assert "Tina Tutrice" in text and "skills assessment" in text and "2 times" in text
    with one.as_("referent"):
        assert Reading.objects.count() == 0


def test_a_yes_is_given_and_taken_back_on_the_page(one, case):
    client, path = browser(one.worker), f"/en/pathways/mine/{case.worker_id}/consents/"
    answer = {"answer": "yes", "data": ["skills"]}
    assert client.post(f"{path}share/service/", answer).status_code == 302
    page = client.get(path).content.decode()
    assert "Take it back" in page and "You said yes on" in page
    assert Document.objects.get(pathway=case, instrument="I4").shared_with == ["service"]
    assert client.post(f"{path}share/service/", {"answer": "no"}).status_code == 302
    assert Document.objects.get(pathway=case, instrument="I4").shared_with == []
    assert "Take it back" not in client.get(path).content.decode()
    assert client.post(f"{path}share/service/", {"answer": "yes"}, follow=True).status_code == 200
    assert client.post(f"{path}share/nobody/", {"answer": "yes"}, follow=True).status_code == 200
    for who in ("tutor", "officer", "operator"):
        stranger = browser(getattr(one, who))
        assert stranger.post(f"{path}share/service/", answer).status_code == 404


def test_taken_back_each_recipient_reads_it_no_more_on_pages(one, case):
    """The operator and the referent each lose the sheet the moment it is taken back."""
    sheet = Document.objects.get(pathway=case, instrument="I4")
    worker, path = browser(one.worker), f"/en/pathways/mine/{case.worker_id}/consents/share/"
    for who, recipient in (("operator", "service"), ("referent", "company")):
        reader = browser(getattr(one, who))

        def status(reader=reader) -> int:
            return reader.get(f"/en/pathways/sheets/{sheet.pk}/").status_code

        assert status() == 404, who
        worker.post(f"{path}{recipient}/", {"answer": "yes", "data": ["skills"]})
        assert status() == 200, who
        worker.post(f"{path}{recipient}/", {"answer": "no"})
        assert status() == 404, who


def test_a_request_has_a_month_and_waits_for_the_office(one, case):
    client, path = browser(one.worker), f"/en/pathways/mine/{case.worker_id}/requests/"
    assert client.post(path, {"kind": "correction"}).status_code == 422
    told = {"kind": "correction", "note": "My phone is wrong"}
    assert client.post(path, told).status_code == 302
    made = RightsRequest.objects.get()
    assert timedelta(27) < made.due_on - timezone.localdate() < timedelta(32)
    duty = Duty.objects.get(kind="pathways.rights_request")
    assert (duty.subject_id, duty.organization_id) == (made.pk, one.office.pk)
    with one.as_("officer") as by:
        assert "Answer what a worker asks about their data" in [w.verb for w in waiting_for(by)]
    office, page = browser(one.officer), f"/en/pathways/requests/{made.pk}/"
    assert case.worker.code in office.get("/en/pathways/requests/").content.decode()
    assert "My phone is wrong" in office.get(page).content.decode()
    assert office.post(page, {"outcome": "done"}).status_code == 422
    assert office.post(page, {"outcome": "done", "answer": "Corrected."}).status_code == 302
    assert "Corrected." in client.get(path).content.decode()
    duty.refresh_from_db()
    assert duty.ended_how == "done"
    with connection.cursor() as cursor:
        cursor.execute("SELECT note, answer FROM pathways_rightsrequest")
        assert b"phone" not in b"".join(map(bytes, cursor.fetchone()))


def test_strangers_ask_and_answer_nothing(one, case):
    with one.as_("worker") as by:
        made = ask_about_data(worker=case.worker, kind="objection", note="x", by=by)
        for told in ({"kind": "x"}, {"note": " "}):
            with pytest.raises(RuleBroken):
                ask_about_data(
                    **{"worker": case.worker, "kind": "objection", "note": "x"} | told, by=by
                )
    for who in ("tutor", "officer", "manager", "referent"):
        with pytest.raises(Refused), one.as_(who) as by:
            ask_about_data(worker=case.worker, kind="objection", note="x", by=by)
    for who in ("tutor", "manager", "referent", "worker"):
        with pytest.raises(Refused), one.as_(who) as by:
            answer_request(request=made, outcome="done", answer="x", by=by)
        page = browser(getattr(one, who)).get(f"/en/pathways/requests/{made.pk}/")
        assert page.status_code == 404
    with one.as_("officer") as by:
        for told in ({"outcome": ""}, {"answer": " "}):
            with pytest.raises(RuleBroken):
                answer_request(**{"request": made, "outcome": "done", "answer": "x"} | told, by=by)
        answer_request(request=made, outcome="refused", answer="Because", by=by)
        with pytest.raises(RuleBroken):
            answer_request(request=made, outcome="done", answer="x", by=by)
    with pytest.raises(Refused):
        ask_about_data(worker=case.worker, kind="objection", note="x", by=Actor.job("test"))


def appointed(one, case, manner: str):
    """Somebody whom a court has appointed, for everything."""
    person = make.person()
    told = {"kind": "administrator", "manner": manner, "scope": ["fill", "decide", "sign"]}
    appointment = Appointment(
        person_id=person.pk, document="Tribunale, 12/2026", starts_on=make.today(), **told
    )
    with one.as_("officer") as by:
        appoint_representative(pathway=case, appointment=appointment, by=by)
    return person


def test_who_acts_for_the_worker_gives_their_yes_and_is_written_down(one, case):
    guardian = appointed(one, case, "for")
    client, path = browser(guardian), f"/en/pathways/mine/{case.worker_id}/"
    assert client.get("/en/pathways/mine/").headers["Location"] == path
    assert "What you read is written down." in client.get(f"{path}kept/").content.decode()
    with transaction.atomic(using="aside"), connections["aside"].cursor() as cursor:
        cursor.execute("SELECT set_config('ponte.actor', %s, true)", [str(guardian.pk)])
        line = Reading.objects.using("aside").filter(actor_id=guardian.pk).first()
    assert (line.role, line.data, line.shown) == ("representative", ["everything"], True)
    client.post(f"{path}consents/share/service/", {"answer": "yes", "data": ["skills"]})
    made = Consent.objects.get(withdrawn_at__isnull=True)
    assert (made.given_as, made.given_by_id) == ("representative", guardian.pk)


def test_who_stands_beside_the_worker_reads_and_says_no_yes_alone(one, case):
    helper = appointed(one, case, "beside")
    client, path = browser(helper), f"/en/pathways/mine/{case.worker_id}/"
    assert client.get(f"{path}consents/").status_code == 200
    told = {"answer": "yes", "data": ["skills"]}
    assert client.post(f"{path}consents/share/service/", told).status_code == 302
    assert "It counts once" in client.get(f"{path}consents/").content.decode()
    assert Consent.objects.count() == 0
