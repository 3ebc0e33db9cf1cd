"""Jobs broken off in the middle and taken up again lose nothing and write to nobody twice."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from ponte.kit import mail
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.models import Deletion
from ponte.kit.duties.ledger import open_duty, remind_each
from ponte.kit.duties.models import Duty
from ponte.pathways import actions, models, tasks
from ponte.pathways.actions import proposals, retention
from ponte.pathways.actions.calls import TOLD
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import matched as match
from tests.pathways.office_calls import desk
from tests.pathways.test_matching_proposals import waiting

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P, JOB = PathwayState, Actor.job("test")


class Killed(BaseException):
    """As a job ends whose process is killed: nothing of it is caught on the way."""


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def brittle(monkeypatch):
    """From the first letter on, every second one is never handed over: the job ends there."""
    send, asked = mail.send, []

    def sometimes(**told):
        asked.append(told["to"])
        if len(asked) % 2 == 0:
            raise Killed
        send(**told)

    monkeypatch.setattr(mail, "send", sometimes)


def until_done(job, most: int = 30) -> int:
    """Take a job up again until it comes to its end; return how often it was broken off."""
    for times in range(most):
        try:
            job()
        except Killed:
            continue
        return times
    raise AssertionError("it never came to its end")


def firms(found, many: int) -> set[str]:
    """More firms on the association's list, each with somebody who speaks for it."""
    addresses = set()
    for at in range(many):
        firm = make.organization(f"Ditta {at}")
        addresses.add(make.member(firm, "company_signatory").email)
        with make.acting_as(found.bringer) as by:
            actions.add_association_member(association=found.association.pk, company=firm, by=by)
    return addresses


def test_firms_get_one_letter_of_a_call_each(one, mailoutbox, brittle):
    found = desk(one)
    told = firms(found, 4) | {one.referent.email, one.signatory.email}
    broken = until_done(lambda: tasks.tell_firms(call=str(found.call.pk)))
    assert broken == len(told) - 1, "broken off after each letter but the last"
    assert Counter(letter.to[0] for letter in mailoutbox) == dict.fromkeys(told, 1)
    tasks.tell_firms(call=str(found.call.pk))
    assert len(mailoutbox) == len(told), "done, and asked for once more"


def test_one_who_speaks_for_two_firms_gets_one_letter(one, mailoutbox):
    found = desk(one)
    firm = make.organization("Ditta Sorella")
    make.member(firm, "company_signatory", one.signatory)
    with make.acting_as(found.bringer) as by:
        actions.add_association_member(association=found.association.pk, company=firm, by=by)
    assert actions.tell_firms(call=found.call.pk, by=JOB) == len(mailoutbox) == 2
    assert {letter.to[0] for letter in mailoutbox} == {one.referent.email, one.signatory.email}


def test_a_closed_call_is_written_to_nobody(one, mailoutbox):
    found = desk(one)
    with make.acting_as(found.bringer) as by:
        actions.close_call(call=found.call, by=by)
    assert actions.tell_firms(call=found.call.pk, by=JOB) == 0 and mailoutbox == []


def test_marks_of_letters_go_with_their_call(one):
    found = desk(one)
    actions.tell_firms(call=found.call.pk, by=JOB)
    with acting(JOB):
        assert Duty.objects.filter(kind=TOLD).count() == 2
        models.Call.objects.update(last_day=make.today() - timedelta(days=800))
    retention.let_go(by=JOB)
    with acting(JOB):
        assert not Duty.objects.filter(kind=TOLD).exists()


def test_an_address_that_is_refused_holds_up_nobody_else(one, monkeypatch):
    sent, refused = [], ["b@example.org"]

    def write(duty):
        if duty.addressee in refused:
            raise OSError("no such mailbox")
        sent.append(duty.addressee)
        return True

    with acting(JOB):
        now, told = timezone.now(), {"kind": "test", "on": one.office, "cap": 1}
        due = [
            open_duty(addressee=f"{name}@example.org", due_at=now, **told)
            for name in ("a", "b", "c")
        ]
    with pytest.raises(OSError, match="no such mailbox"):
        remind_each(due, now, by=JOB, write=write)
    assert sent == ["a@example.org", "c@example.org"]
    refused.clear()
    assert remind_each(due, now, by=JOB, write=write) == 1
    assert sent == ["a@example.org", "c@example.org", "b@example.org"]


def test_a_missing_signature_is_asked_for_once_a_day(one, mailoutbox, brittle):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    with one.as_("officer") as by:
        told = {"pathway": case, "party": "company", "email": "ada@example.org", "by": by}
        actions.name_signatory(name="Ada Ferro", **told)
    make.sign(one, case, "office")
    with acting(JOB):
        models.Agreement.objects.update(made_at=timezone.now() - timedelta(days=10))
    owed = {one.manager.email, one.tutor.email, "ada@example.org"}
    mailoutbox.clear()
    assert until_done(lambda: tasks.remind_agreements(timestamp=0)) >= 2
    counted = Counter(letter.to[0] for letter in mailoutbox)
    assert owed <= set(counted)
    assert set(counted.values()) == {1}


def test_each_office_s_share_goes_once_with_one_certificate(one, monkeypatch):
    other = make.cast(" Altrove")
    cases = [make.case_at(each, P.CLOSED) for each in (one, other)]
    with acting(JOB):
        old = timezone.now() - timedelta(days=740)
        models.Pathway.objects.filter(pk__in=[case.pk for case in cases]).update(state_since=old)
    certify, asked = retention._certify, []

    def sometimes(*told):
        asked.append(told)
        if len(asked) == 2:
            raise Killed
        certify(*told)

    monkeypatch.setattr(retention, "_certify", sometimes)
    with pytest.raises(Killed):
        tasks.let_go(timestamp=0)
    assert [things for _office, things in shares()] == [1], "the first office's share stands"
    tasks.let_go(timestamp=0)
    tasks.let_go(timestamp=0)
    offices = sorted([one.office.pk, other.office.pk])
    assert shares() == [(offices[0], 1), (offices[1], 1)]


def shares() -> list:
    with acting(JOB):
        found = Deletion.objects.filter(rule="case")
        return sorted(found.values_list("organization_id", "things"))


def test_a_case_that_is_held_meanwhile_stays(one):
    case = make.case_at(one, P.CLOSED)
    rule = retention.rules()["case"]
    with acting(JOB):
        old = timezone.now() - timedelta(days=740)
        models.Pathway.objects.filter(pk=case.pk).update(state_since=old)
    with one.as_("lead") as by:
        review = make.today() + timedelta(days=90)
        retention.hold_case(pathway=case, reason="A suit", review_on=review, by=by)
    with acting(JOB):
        due = rule.due_before(make.today())
        assert retention._share(rule, one.office.pk, [case.pk], due) == 0
    assert shares() == []


def a_proposal(one, monkeypatch):
    match.post(one)
    waiting(one, "Anna")
    monkeypatch.setattr(proposals, "AT_ONCE", 0)
    with one.as_("officer") as by:
        return actions.ask_proposal(office=one.office, by=by)


def test_a_proposal_is_worked_out_after_all(one, monkeypatch):
    made, arcs = a_proposal(one, monkeypatch), proposals.arcs

    def killed(*_told, **_more):
        raise Killed

    monkeypatch.setattr(proposals, "arcs", killed)
    with pytest.raises(Killed):
        tasks.work_out_proposal(proposal_id=str(made.pk))
    monkeypatch.setattr(proposals, "arcs", arcs)
    tasks.work_out_proposal(proposal_id=str(made.pk))
    with acting(JOB):
        made.refresh_from_db()
    assert made.state == "done" and len(made.found["pairs"]) == 1


def test_of_two_who_work_out_a_proposal_the_first_answer_stands(one, monkeypatch):
    """As when a worker held to be dead was only slow: its job was given to another meanwhile."""
    made, arcs, turns = a_proposal(one, monkeypatch), proposals.arcs, []

    def slow(*told, **more):
        turns.append(told)
        if len(turns) == 1:
            assert proposals.work_out(made.pk, by=JOB) is True
        return arcs(*told, **more)

    monkeypatch.setattr(proposals, "arcs", slow)
    assert proposals.work_out(made.pk, by=JOB) is False
    with acting(JOB), transaction.atomic():
        made.refresh_from_db()
    assert made.state == "done" and len(turns) == 2
