"""Statements by link and by code, and by two where a court has somebody sign beside the worker."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.actions import reminding
from ponte.pathways.actions.pass_use import SIGN_BY_LINK
from ponte.pathways.actions.rights import ask_about_data
from ponte.pathways.actions.signers import send_links_again
from ponte.pathways.models import SigningPass, Statement
from ponte.pathways.queries.statements import stated, subject
from ponte.pathways.queries.waiting import waiting_for
from ponte.pathways.rules.signing import Scan
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.signing import (
    GUARDIAN,
    hidden,
    linked,
    named,
    opened,
    signed_by_link,
    text_of,
)

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows", "no_tries"),
]
P = PathwayState
HOST = "Ugo Senzaconto"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    made = make.case_at(one, P.COMPLETED)
    with one.as_("tutor") as by:
        make.sheet(made, "I10", by)
    return made


def host(one, case):
    return named(one, case, party="company", name=HOST, email="ugo@example.org")


def at(case, of="report", rest="") -> str:
    return f"/en/pathways/{case.pk}/ending/{of}/{rest}"


def beside(one, case):
    """Somebody who by a court's appointment signs beside the worker."""
    helper = make.person()
    make.represented(one, case, helper, manner="beside", scope=["sign"])
    return helper


def said(one, case, who, party="worker", of="report"):
    with make.acting_as(who) as by:
        seen = subject(case.pk, of)
        return actions.state_ending(pathway=case, of=of, party=party, seen=seen, by=by)


# By link


def test_a_link_states_what_it_was_made_for_and_nothing_else(one, case):
    signatory = host(one, case)
    made, path = linked(one, case, signatory, "report")
    client = browser()
    assert "final report" not in text_of(client.get(path)).casefold(), "nothing before the name"
    assert opened(client, path, "Somebody Else").status_code == 422
    read = opened(client, path, HOST)
    assert hidden(read, "seen") == subject(case.pk, "report")
    by = Actor.link(SIGN_BY_LINK, signatory.pk)
    with pytest.raises(Refused):
        actions.sign_by_link(signing_pass=made, seen=made.bound_to, by=by)
    told = {"then": "sign", "opened": hidden(read, "opened"), "seen": hidden(read, "seen")}
    for _twice in range(2):
        assert "Your word is kept" in text_of(client.post(path, told))
    kept = Statement.objects.get(pathway=case)
    assert (kept.means, kept.party, kept.name) == ("link", "company", HOST)
    assert kept.signing_pass_id == made.pk
    assert stated(case.pk, "report") == {"company"}
    assert client.get(path).status_code == 410


def test_the_company_reads_by_link_its_part_of_the_report_alone(one, case):
    path = linked(one, case, host(one, case), "report")[1]
    theirs = text_of(opened(browser(), path, HOST))
    worker = named(one, case, name="Rosa Lavoratrice", email="rosa@example.org")
    own = text_of(opened(browser(), linked(one, case, worker, "report")[1], "Rosa Lavoratrice"))
    assert len(theirs) < len(own)


def test_a_report_written_anew_ends_the_link(one, case):
    made, path = linked(one, case, host(one, case), "report")
    with one.as_("tutor") as by:
        renewed = actions.renew_document(document=case.documents.get(instrument="I10"), by=by)
        actions.complete_document(document=renewed, by=by)
    assert browser().get(path).status_code == 410
    by = Actor.link(SIGN_BY_LINK, made.signatory_id)
    actions.open_link(signing_pass=made, name=HOST, by=by)
    with pytest.raises(RuleBroken):
        actions.state_by_link(signing_pass=made, seen=made.bound_to, by=by)


def test_a_lost_link_is_sent_again_until_the_word_is_said(one, case):
    linked(one, case, host(one, case), "report")
    job = Actor.job("test")
    with acting(job):
        assert send_links_again(email="UGO@example.org", by=job) == 1
        assert send_links_again(email="ada@example.org", by=job) == 0
    make.state(one, case, "report", "company")
    with acting(job):
        assert send_links_again(email="ugo@example.org", by=job) == 0


def reminded(*, days: range) -> list[str]:
    """Who gets a letter on these days from now on."""
    start, job = timezone.now(), Actor.job("test")
    mail.outbox.clear()
    for day in days:
        reminding.remind_agreements(by=job, now=start + timedelta(days=day))
    return [to for letter in mail.outbox for to in letter.to]


def test_a_link_that_nobody_used_is_asked_for_three_times_and_no_more(one, case):
    signatory = host(one, case)
    first, _path = linked(one, case, signatory, "report")
    assert reminded(days=range(3)) == [], "not before its third day"
    assert reminded(days=range(60)) == ["ugo@example.org"] * 3
    for letter in mail.outbox:
        assert HOST not in letter.subject + letter.body and case.code not in letter.body
    newest = SigningPass.objects.filter(signatory=signatory).latest("made_at")
    assert (newest.of, newest.bound_to) == ("report", first.bound_to) and newest.pk != first.pk
    assert not newest.revoked_at and SigningPass.objects.get(pk=first.pk).revoked_at


def test_reminders_of_a_link_stop_when_the_word_is_said(one, case):
    linked(one, case, host(one, case), "report")
    assert reminded(days=range(4)) == ["ugo@example.org"]
    make.state(one, case, "report", "company")
    assert reminded(days=range(4, 60)) == []
    duty = Duty.objects.get(kind="pathways.state_report")
    assert (duty.sent, duty.ended_how) == (1, "done")


def test_a_link_that_was_withdrawn_is_not_asked_for(one, case):
    made, _path = linked(one, case, host(one, case), "report")
    with one.as_("officer") as by:
        actions.revoke_signing_pass(signing_pass=made, by=by)
    assert reminded(days=range(60)) == []


def test_a_report_written_anew_asks_nobody_by_itself(one, case):
    linked(one, case, host(one, case), "report")
    with one.as_("tutor") as by:
        renewed = actions.renew_document(document=case.documents.get(instrument="I10"), by=by)
        actions.complete_document(document=renewed, by=by)
    assert reminded(days=range(60)) == []


def test_nobody_is_reminded_of_a_link_while_the_workers_restriction_stands(one, case):
    linked(one, case, host(one, case), "report")
    with one.as_("worker") as by:
        ask_about_data(worker=case.worker, kind="restriction", note="Please wait", by=by)
    assert reminded(days=range(60)) == []


def test_nobody_is_written_to_who_has_nothing_to_state(one, case):
    office = named(one, case, party="office", name="Lea", email="lea@example.org")
    signatory = host(one, case)
    make.state(one, case, "report", "company")
    for each, of in ((office, "report"), (signatory, "report"), (signatory, "early_end")):
        with one.as_("officer") as by, pytest.raises(RuleBroken, match="Nothing waits"):
            actions.send_signing_link(signatory=each, of=of, by=by)
    with one.as_("referent") as by, pytest.raises(Refused):
        actions.send_signing_link(signatory=signatory, of="report", by=by)


def test_the_page_sends_link_and_code(one, case):
    signatory = host(one, case)
    page = text_of(browser(one.officer).get(at(case)))
    assert HOST in page and "Send a link" in page
    for verb, status in (("link", 302), ("code", 302), ("print", 200), ("nothing", 404)):
        path = at(case, rest=f"signers/{signatory.pk}/verbs/{verb}/")
        assert browser(one.officer).post(path).status_code == status
    assert browser(one.referent).post(path).status_code == 404
    assert not mail.outbox or all(HOST not in letter.body for letter in mail.outbox)


# By code


def test_a_code_states_it_on_the_tutors_device(one, case):
    signatory = host(one, case)
    with one.as_("officer") as by:
        issued = actions.issue_signing_code(signatory=signatory, of="report", by=by)
    path = at(case, rest=f"signers/{signatory.pk}/here/")
    client = browser(one.tutor)
    seen = client.get(path).context["form"]["seen"].value()
    assert client.post(path, {"seen": seen, "code": "1"}).status_code == 422
    told = {"seen": seen, "code": issued.code}
    assert browser(one.officer).post(path, told).status_code == 422, "who made it holds nothing"
    with one.as_("tutor") as by, pytest.raises(RuleBroken):
        actions.sign_by_code(signatory=signatory, code=issued.code, seen=seen, by=by)
    for _twice in range(2):
        assert client.post(path, told).status_code == 302
    kept = Statement.objects.get(pathway=case)
    assert (kept.means, kept.party) == ("code", "company")
    assert browser(one.referent).get(path).status_code == 403


# Two together


def test_the_workers_word_counts_with_the_word_of_who_stands_beside(one, case):
    helper = beside(one, case)
    make.state(one, case, "report", "cooperative", "company")
    said(one, case, one.worker)
    assert "worker" not in stated(case.pk, "report")
    verb = "Read and sign the final report"
    with make.acting_as(helper) as by:
        assert verb in [line.verb for line in waiting_for(by)]
    with one.as_("worker") as by:
        assert verb not in [line.verb for line in waiting_for(by)]
    page = browser(one.officer).get(at(case))
    assert "counts together" in text_of(page)
    said(one, case, helper)
    said(one, case, helper)
    assert "worker" in stated(case.pk, "report")
    told = Statement.objects.filter(pathway=case, party="worker")
    assert {each.beside_id for each in told} == {None, helper.pk}


def test_who_stands_beside_does_not_speak_for_the_worker(one, case):
    helper = beside(one, case)
    said(one, case, helper)
    assert "worker" not in stated(case.pk, "report")
    with one.as_("officer") as by:
        from_paper = actions.write_paper_statement(
            pathway=case,
            of="report",
            party="worker",
            name="Rosa Lavoratrice",
            seen=subject(case.pk, "report"),
            signed_on=make.today(),
            without_scan="Sent by post",
            by=by,
        )
    with one.as_("lead") as by:
        actions.confirm_paper(word=from_paper, by=by)
    assert "worker" in stated(case.pk, "report")


def test_who_stands_beside_states_it_by_link_as_beside(one, case):
    helper = beside(one, case)
    with one.as_("officer") as by:
        signatory = actions.name_signatory(
            pathway=case, party="worker", name=GUARDIAN, email=helper.email, by=by
        )
    assert signatory.person_id == helper.pk
    path = linked(one, case, signatory, "report")[1]
    assert signed_by_link(browser(), path)[0].status_code == 200
    assert Statement.objects.get(pathway=case).beside_id == helper.pk
    said(one, case, one.worker)
    assert "worker" in stated(case.pk, "report")


def test_who_acts_in_the_workers_place_says_it_alone(one, case):
    guardian = make.person()
    make.represented(one, case, guardian, manner="for", scope=["sign"])
    said(one, case, guardian)
    assert "worker" in stated(case.pk, "report")


# What is refused, and what else is stated so


def test_a_link_that_signs_the_agreement_states_nothing_and_one_unread_neither(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    signatory = host(one, case)
    made, _path = linked(one, case, signatory)
    by = Actor.link(SIGN_BY_LINK, signatory.pk)
    with pytest.raises(Refused):
        actions.state_by_link(signing_pass=made, seen="x", by=by)


def test_nothing_is_stated_unread_or_of_another_text(one, case):
    signatory = host(one, case)
    made, path = linked(one, case, signatory, "report")
    by = Actor.link(SIGN_BY_LINK, signatory.pk)
    with pytest.raises(RuleBroken, match="Open the text"):
        actions.state_by_link(signing_pass=made, seen=made.bound_to, by=by)
    opened(browser(), path, HOST)
    with pytest.raises(RuleBroken, match="has changed"):
        actions.state_by_link(signing_pass=made, seen="0" * 64, by=by)


def test_nothing_is_sent_to_who_need_not_sign_any_more(one):
    case = make.case_at(one, P.AGREEMENT_DRAFT)
    signatory = host(one, case)
    with one.as_("officer") as by:
        ended = actions.end_signatory(signatory=signatory, by=by)
        with pytest.raises(RuleBroken, match="Nothing waits"):
            actions.send_signing_link(signatory=ended, by=by)


def test_nothing_is_sent_to_a_party_that_a_change_does_not_concern(one):
    case = make.case_at(one, P.AGREEMENT_SIGNED)
    with one.as_("officer") as by:
        told = {"terms": make.terms(timetable="Nights"), "reason": "New shift"}
        actions.amend_agreement(pathway=case, by=by, **told)
    office = named(one, case, party="office", name="Lea", email="lea@example.org")
    with one.as_("officer") as by, pytest.raises(RuleBroken, match="Nothing waits"):
        actions.send_signing_link(signatory=office, by=by)


@pytest.mark.parametrize("of, words", [("early_end", "CONVENZIONE"), ("tasks", "Packs boxes")])
def test_a_link_shows_what_it_asks_about(one, of, words):
    if of == "tasks":
        terms = make.terms(tasks_change="yes", tasks="Packs boxes")
        case = make.case_at(one, P.AGREEMENT_SIGNED, terms=terms)
    else:
        case = make.case_at(one, P.IN_SECONDMENT)
    worker = named(one, case, name="Rosa Lavoratrice", email="rosa@example.org")
    path = linked(one, case, worker, of)[1]
    assert words in text_of(opened(browser(), path, "Rosa Lavoratrice"))
    assert signed_by_link_as(path, "Rosa Lavoratrice").status_code == 200
    assert "worker" in stated(case.pk, of)


def signed_by_link_as(path: str, name: str):
    client = browser()
    read = opened(client, path, name)
    told = {"then": "sign", "opened": hidden(read, "opened"), "seen": hidden(read, "seen")}
    return client.post(path, told)


def on_paper(one, case, **changed):
    told = {"of": "report", "party": "company", "name": HOST, "signed_on": make.today()}
    told |= {"seen": subject(case.pk, "report"), "without_scan": "Sent by post"} | changed
    with one.as_("officer") as by:
        word = actions.write_paper_statement(pathway=case, by=by, **told)
    with one.as_("lead") as by:
        return actions.confirm_paper(word=word, by=by)


def test_paper_says_who_spoke_and_keeps_its_scan(one, case):
    helper = beside(one, case)
    scan = Scan("foglio.pdf", b"%PDF-1.7 signed")
    kept = on_paper(one, case, scan=scan, without_scan="")
    assert kept.beside_id is None and "Scan SHA-256" in kept.evidence
    both = on_paper(one, case, party="worker", name=helper.name)
    assert both.beside_id == helper.pk and "worker" not in stated(case.pk, "report")
    with pytest.raises(RuleBroken, match="future"):
        on_paper(one, case, party="cooperative", signed_on=make.today() + timedelta(days=1))
