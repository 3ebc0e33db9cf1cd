"""Entries written without a network: sealed, sent often, there once, never over another."""

import json
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.limits.models import Tries
from ponte.kit.sealing.envelopes import seal_for
from ponte.organizations.models import Membership
from ponte.pathways import actions
from ponte.pathways.actions import yard as keys
from ponte.pathways.actions.yard_entries import NotThisPhone, receive
from ponte.pathways.models import Document, HoursEntry, YardEntry, YardKey, YardPhone
from ponte.pathways.queries.waiting import waiting_for
from ponte.pathways.rules.yard import MOST_AN_HOUR, NotSaid, read_said
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
CANARY = "Canarino segreto"


@pytest.fixture
def one():
    Tries.objects.using("aside").all().delete()
    return make.cast()


@pytest.fixture
def case(one):
    return make.case_at(one, PathwayState.IN_SECONDMENT)


@pytest.fixture
def phone(one, case):
    return ready(one, case, "tutor")


def ready(one, case, who: str):
    with one.as_(who) as by:
        made = actions.enrol_phone(pathway=case, name="Blue", by=by)
    keys.key_to_hand_out(by=Actor.job("test"))
    return made


def hours(minutes: int = 240, **changed) -> dict:
    now = timezone.now().isoformat()
    told = {"what": "hours", "day": make.today().isoformat(), "written": now}
    return told | {"minutes": minutes, "kind": "work"} | changed


def page(**changed) -> dict:
    told = {"what": "diary", "day": make.today().isoformat(), "feeling": 4, "did": CANARY}
    return told | {"written": timezone.now().isoformat(), "readers": []} | changed


def sealed(made, said: dict, entry: str = "", device: str = "") -> dict:
    key = YardKey.objects.first()
    device = device or str(made.phone.pk)
    names = {"key": str(key.pk), "device": device, "entry": entry or str(uuid4())}
    return seal_for(key.public, json.dumps(said), **names).told()


def send(made, *envelopes) -> dict:
    return receive(device=made.phone.pk, word=made.word, sent=envelopes, by=Actor.anonymous())


def waiting(problem: str) -> YardEntry:
    return YardEntry.objects.get(state="waiting", problem=problem)


def settle(one, who: str, entry: YardEntry, choice: str, reason: str = "I know it") -> YardEntry:
    with one.as_(who) as by:
        return actions.settle_entry(entry=entry, choice=choice, reason=reason, by=by)


def test_hours_and_a_page_are_written_by_their_writer_and_sent_twice_are_there_once(one, case):
    made = ready(one, case, "worker")
    both = [sealed(made, hours()), sealed(made, page())]
    for _again in range(2):
        assert set(send(made, *both).values()) == {"got"}
    entry = HoursEntry.objects.get(pathway=case)
    assert (entry.minutes, entry.entered_by_id) == (240, one.worker.pk)
    diary = Document.objects.get(pathway=case, instrument="I9")
    assert (diary.author_id, diary.shared_with) == (one.worker.pk, [])
    assert list(YardEntry.objects.values_list("state", "said")) == [("taken", None)] * 2


def test_a_stranger_makes_no_phone_ready_and_neither_does_the_company(one, case):
    for who in ("referent", "officer", "auditor"):
        with one.as_(who) as by, pytest.raises(Refused):
            actions.enrol_phone(pathway=case, by=by)
    with pytest.raises(Refused):
        actions.enrol_phone(pathway=case, by=Actor.job("robot"))


def test_a_wrong_word_and_a_phone_that_is_none_are_told_apart_by_nothing(phone):
    for device, word in ((phone.phone.pk, "wrong"), (uuid4(), phone.word), (uuid4(), "")):
        with pytest.raises(NotThisPhone):
            receive(device=device, word=word, sent=[sealed(phone, hours())], by=Actor.anonymous())
    assert not HoursEntry.objects.exists()


@pytest.mark.parametrize("part", ["point", "nonce", "box", "key", "device"])
def test_a_changed_envelope_is_kept_as_unreadable_and_writes_nothing(phone, part):
    envelope = sealed(phone, hours())
    text = envelope[part]
    envelope[part] = ("B" if text[0] != "B" else "C") + text[1:]
    assert send(phone, envelope) == {envelope["entry"]: "got"}
    assert YardEntry.objects.get().state == "unreadable"
    assert not HoursEntry.objects.exists()


def test_an_envelope_of_another_phone_does_not_open_here(one, case, phone):
    other = ready(one, case, "worker")
    send(other, sealed(phone, hours()))
    assert YardEntry.objects.get().state == "unreadable"
    send(phone, {**sealed(phone, hours()), "entry": str(uuid4())})
    assert set(YardEntry.objects.values_list("state", flat=True)) == {"unreadable"}
    assert send(phone, "x", {"entry": "no"}, None) == {}


def test_the_same_number_with_other_words_waits(phone):
    number = str(uuid4())
    send(phone, sealed(phone, hours(60), number))
    send(phone, sealed(phone, hours(600), number))
    assert HoursEntry.objects.get().minutes == 60
    assert waiting("changed").said["minutes"] == 600


def test_a_phone_that_was_cut_off_counts_for_nothing_and_its_owner_sees_it(one, case, phone):
    with one.as_("worker") as by, pytest.raises(Refused):
        actions.cut_off_phone(phone=phone.phone, by=by)
    with one.as_("officer") as by:
        actions.cut_off_phone(phone=phone.phone, by=by)
        with pytest.raises(RuleBroken):
            actions.cut_off_phone(phone=phone.phone, by=by)
    envelope = sealed(phone, hours())
    assert send(phone, envelope) == {envelope["entry"]: "cut"}
    assert not HoursEntry.objects.exists()
    client = Client()
    client.force_login(one.tutor)
    entry = waiting("cut")
    assert reverse("pathways:yard-look", args=[entry.pk]) in text(client, "yard")
    assert "was cut off" in text(client, "yard-look", entry.pk)
    assert [it.url for it in waiting_of(one.tutor) if "entries" in it.url]
    assert not [it.url for it in waiting_of(one.officer) if "entries" in it.url]
    settle(one, "tutor", entry, "add")
    assert HoursEntry.objects.get().minutes == 240


def waiting_of(person) -> list:
    with make.acting_as(person) as by:
        return waiting_for(by)


def text(client: Client, name: str, *pks) -> str:
    answer = client.get(reverse(f"pathways:{name}", args=pks))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("days", "problem"), [(-8, "old"), (-6, ""), (0, ""), (0.9, ""), (1.1, "clock")]
)
def test_a_clock_may_be_a_little_wrong_and_a_week_is_the_limit(phone, days, problem):
    written = (timezone.now() + timedelta(days=days)).isoformat()
    send(phone, sealed(phone, hours(written=written)))
    assert YardEntry.objects.get().problem == problem
    assert HoursEntry.objects.count() == (0 if problem else 1)


def test_other_hours_of_the_day_are_never_overwritten(one, case, phone):
    with one.as_("worker") as by:
        there = actions.enter_hours(pathway=case, day=make.today(), minutes=60, by=by)
    send(phone, sealed(phone, hours(240)))
    there.refresh_from_db()
    assert there.minutes == 60
    entry = waiting("other")
    with pytest.raises(RuleBroken):
        settle(one, "tutor", entry, "replace", reason=" ")
    with one.as_("worker") as by, pytest.raises(Refused):
        actions.settle_entry(entry=entry, choice="drop", reason="x", by=by)
    settled = settle(one, "tutor", entry, "replace")
    there.refresh_from_db()
    assert (there.minutes, settled.state, settled.said) == (240, "settled", None)
    with pytest.raises(RuleBroken):
        settle(one, "tutor", entry, "drop")


def test_the_same_hours_twice_wait_and_may_be_left_out_or_added(one, case, phone):
    send(phone, sealed(phone, hours(60)))
    send(phone, sealed(phone, hours(60)))
    settle(one, "tutor", waiting("same"), "drop")
    assert HoursEntry.objects.count() == 1
    send(phone, sealed(phone, hours(60)))
    settle(one, "tutor", waiting("same"), "add")
    assert HoursEntry.objects.count() == 2


def test_what_the_company_confirmed_stays(one, case, phone):
    with one.as_("worker") as by:
        there = actions.enter_hours(pathway=case, day=make.today(), minutes=60, by=by)
    with one.as_("referent") as by:
        actions.confirm_hours(pathway=case, entries=[there.pk], by=by)
    send(phone, sealed(phone, hours(240)))
    entry = waiting("confirmed")
    with pytest.raises(RuleBroken):
        settle(one, "tutor", entry, "replace")
    settle(one, "tutor", entry, "drop")
    there.refresh_from_db()
    assert there.minutes == 60


def test_hours_before_the_secondment_wait_with_the_rule(one, case, phone):
    day = (make.today() - timedelta(days=400)).isoformat()
    send(phone, sealed(phone, hours(day=day)))
    entry = waiting("rule")
    with pytest.raises(RuleBroken):
        settle(one, "tutor", entry, "add")
    settle(one, "tutor", entry, "drop")


def test_rights_are_those_of_today(one, case, phone):
    Membership.objects.filter(person=one.tutor).update(ended_at=timezone.now())
    send(phone, sealed(phone, hours()))
    assert waiting("refused").said["minutes"] == 240
    assert not HoursEntry.objects.exists()
    made = ready(one, case, "worker")
    type(one.worker).objects.filter(pk=one.worker.pk).update(is_active=False)
    envelope = sealed(made, hours())
    send(made, envelope)
    assert YardEntry.objects.get(client_id=envelope["entry"]).problem == "refused"


def test_a_tutors_phone_writes_no_diary(phone):
    send(phone, sealed(phone, page()))
    assert waiting("refused")
    assert not Document.objects.filter(instrument="I9").exists()


def test_nobody_but_the_writer_reads_what_waits(one, case):
    made = ready(one, case, "worker")
    old = (timezone.now() - timedelta(days=9)).isoformat()
    send(made, sealed(made, page(written=old)))
    entry = waiting("old")
    for who in ("tutor", "officer", "manager", "referent"):
        with one.as_(who):
            assert not YardEntry.objects.exists(), who
        client = Client()
        client.force_login(getattr(one, who))
        assert client.get(reverse("pathways:yard-look", args=[entry.pk])).status_code == 404
    client = Client()
    client.force_login(one.worker)
    address = reverse("pathways:yard-look", args=[entry.pk])
    assert CANARY in text(client, "yard-look", entry.pk)
    assert reverse("pathways:yard") in text(client, "worker-case", case.pk)
    assert "Look at what your phone sent." in text(client, "worker-case", case.pk)
    assert client.post(address, {"choice": "replace", "reason": "x"}).status_code == 422
    assert client.post(address, {"choice": "add", "reason": "I was ill"}).status_code == 302
    assert Document.objects.get(pathway=case, instrument="I9").author_id == one.worker.pk


def test_a_phone_that_sends_without_end_is_asked_to_wait(phone, monkeypatch):
    monkeypatch.setattr("ponte.pathways.actions.yard_entries.MOST_AN_HOUR", 2)
    envelopes = [sealed(phone, hours(60 + number)) for number in range(3)]
    assert list(send(phone, *envelopes).values()) == ["got", "got", "later"]
    assert MOST_AN_HOUR > 2


def test_keys_are_renewed_and_the_old_ones_open_for_a_while(phone):
    first, envelope = YardKey.objects.get(), sealed(phone, hours())
    YardKey.objects.update(made_at=timezone.now() - timedelta(days=40))
    with acting(Actor.job("night")) as context:
        keys.tidy_yard(by=context.actor)
    assert YardKey.objects.first().pk != first.pk
    send(phone, envelope)
    assert HoursEntry.objects.get().minutes == 240
    YardKey.objects.filter(pk=first.pk).update(made_at=timezone.now() - timedelta(days=91))
    late = sealed(phone, hours(day=make.today().isoformat(), minutes=60))
    late["key"] = str(first.pk)
    with acting(Actor.job("night")) as context:
        keys.tidy_yard(by=context.actor)
    assert YardKey.objects.count() == 1
    send(phone, late)
    assert YardEntry.objects.filter(state="unreadable").count() == 1
    with pytest.raises(Refused):
        keys.tidy_yard(by=Actor.anonymous())
    with pytest.raises(Refused):
        keys.renew_key(by=Actor.anonymous())
    assert keys.renew_key_in_use(by=Actor.job("console"))
    YardKey.objects.all().delete()
    assert not keys.renew_key_in_use(by=Actor.job("console"))


def test_the_letterbox_gives_receipts_and_nothing_else(phone):
    client, address = Client(enforce_csrf_checks=True), reverse("pathways:yard-send")
    envelope = sealed(phone, hours())
    told = {"device": str(phone.phone.pk), "word": phone.word, "envelopes": [envelope]}

    def post(body) -> tuple:
        raw = body if isinstance(body, str) else json.dumps(body)
        answer = client.post(address, raw, content_type="application/json")
        assert not answer.cookies
        return answer.status_code, answer.json()

    assert post(told) == (200, {"receipts": {envelope["entry"]: "got"}})
    assert post(told) == (200, {"receipts": {envelope["entry"]: "got"}})
    assert post({**told, "word": "wrong"}) == (403, {})
    assert post({**told, "device": str(uuid4())}) == (403, {})
    for wrong in ("", "[]", "{", {**told, "envelopes": []}, {**told, "envelopes": [1] * 21}):
        assert post(wrong) == (400, {})
    assert HoursEntry.objects.count() == 1


@pytest.mark.parametrize("name", ["yard-hours", "yard-diary", "yard-worker"])
def test_what_a_phone_keeps_is_the_same_for_everybody(one, case, phone, name):
    anonymous, tutor = Client(), Client()
    tutor.force_login(one.tutor)
    address = reverse(f"pathways:{name}")
    pages = [client.get(address) for client in (anonymous, tutor)]
    assert pages[0].content == pages[1].content
    assert not pages[0].cookies
    assert case.code not in pages[1].content.decode()


def test_a_phone_is_made_ready_by_its_signed_in_owner_and_cut_off(one, case):
    client = Client()
    client.force_login(one.tutor)
    assert case.code in text(client, "yard")
    assert "data-yard-enrol" in text(client, "yard-case", case.pk)
    answer = client.post(reverse("pathways:yard-enrol", args=[case.pk]), {"name": "Blue"})
    phone = YardPhone.objects.get()
    assert answer.status_code == 201 and answer.json()["device"] == str(phone.pk)
    assert answer.json()["word"] not in phone.secret
    desk = Client()
    desk.force_login(one.officer)
    assert one.tutor.name in text(desk, "yard-case", case.pk)
    assert desk.post(reverse("pathways:yard-enrol", args=[case.pk])).status_code == 403
    stranger = Client()
    stranger.force_login(make.person())
    for name, pk in (("yard-cut", phone.pk), ("yard-enrol", case.pk)):
        assert stranger.post(reverse(f"pathways:{name}", args=[pk])).status_code == 404
    desk.post(reverse("pathways:yard-cut", args=[phone.pk]))
    phone.refresh_from_db()
    assert phone.cut_by_id == one.officer.pk


def test_constraints_of_the_yard(one, case, phone):
    told = {
        "phone": phone.phone,
        "pathway": case,
        "office": one.office,
        "person": one.tutor,
        "digest": "0" * 64,
    }
    YardEntry.objects.create(client_id=uuid4(), state="taken", **told)
    for name, wrong in (
        ("yard_entry_received_once", {"state": "taken"}),
        ("yard_entry_kept_while_it_waits", {"state": "taken", "said": {}, "digest": "1" * 64}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            YardEntry.objects.create(client_id=uuid4(), **{**told, **wrong})
    with (
        pytest.raises(IntegrityError, match="yard_phone_cut_off_by_somebody"),
        transaction.atomic(),
    ):
        YardPhone.objects.update(cut_at=timezone.now())


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(ANY, st.sampled_from(["what", "day", "written", "minutes", "kind", "feeling", "readers"]))
def test_whatever_is_sealed_is_an_entry_or_is_not(wild, name):
    for said in (hours(), page()):
        with suppress(NotSaid):
            read_said({**said, name: wild})
    with pytest.raises(NotSaid):
        read_said(wild if not isinstance(wild, dict) else {})
