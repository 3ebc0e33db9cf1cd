"""Signing by a code beside somebody and on paper; the terms; who reads what; the daily look."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.pathways.actions.reminding import remind_agreements
from ponte.pathways.actions.signers import deliver
from ponte.pathways.models import (
    Agreement,
    PaperWord,
    Pathway,
    Representative,
    SheetFile,
    Signatory,
    Signature,
    SigningPass,
)
from ponte.pathways.queries.agreements import text_up_for_signing
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.queries.signers import pass_state
from ponte.pathways.queries.signing import signed_parties
from ponte.pathways.rules.signing import TRIES, sheet_code
from ponte.pathways.states import Delivery, PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.signing import GUARDIAN, base, hidden, named, text_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return make.case_at(one, P.AGREEMENT_DRAFT)


# By code beside the tutor


def printed(one, case, signatory) -> str:
    page = browser(one.officer).post(f"{base(case)}signers/{signatory.pk}/verbs/print/")
    return re.search(r"\d{4} \d{4}", text_of(page)).group(0)


def beside(one, case, signatory, code, who="tutor"):
    client = browser(getattr(one, who))
    path = f"{base(case)}signers/{signatory.pk}/code/here/"
    page = client.get(path)
    return client.post(path, {"code": code, "seen": hidden(page, "seen")}, follow=True)


def test_a_code_signs_on_the_tutors_device_and_the_tutor_never_sees_it(one, case):
    signatory = named(one, case, name="Rosa Lavoratrice", email="")
    code = printed(one, case, signatory)
    made = SigningPass.objects.get(signatory=signatory)
    assert code.replace(" ", "") not in made.secret and made.secret.count("$") >= 2, "hashed"
    tutor = browser(one.tutor)
    for page in (base(case), base(case) + "signers/"):
        assert code not in text_of(tutor.get(page))
    assert tutor.post(f"{base(case)}signers/{signatory.pk}/verbs/print/").status_code == 403
    assert tutor.post(f"{base(case)}signers/{signatory.pk}/verbs/code/").status_code == 403
    assert "Receipt of a signature" in text_of(beside(one, case, signatory, code))
    found = Signature.objects.get()
    assert (found.means, found.signer_name, found.recorded_by_id) == (
        "code",
        "Rosa Lavoratrice",
        one.tutor.pk,
    )
    assert "Receipt of a signature" in text_of(beside(one, case, signatory, code))
    assert Signature.objects.count() == 1


def test_five_wrong_codes_and_the_right_one_is_dead(one, case):
    signatory = named(one, case, name="Rosa Lavoratrice", email="")
    code = printed(one, case, signatory)
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"
    for _try in range(TRIES):
        assert "This is not the code" in text_of(beside(one, case, signatory, wrong))
    assert "can no longer be used" in text_of(beside(one, case, signatory, code))
    assert Signature.objects.count() == 0


def test_who_made_the_code_does_not_hold_the_device(one, case):
    signatory = named(one, case, name="Rosa Lavoratrice", email="")
    code = printed(one, case, signatory)
    answer = beside(one, case, signatory, code, who="officer")
    assert "Whoever made the code" in text_of(answer)
    assert Signature.objects.count() == 0


def test_a_code_by_mail_is_made_when_it_leaves(one, case):
    signatory = named(one, case, name="Rosa Lavoratrice", email="rosa@example.org")
    browser(one.officer).post(f"{base(case)}signers/{signatory.pk}/verbs/code/")
    made = SigningPass.objects.get(tool="code")
    assert made.secret == "" and pass_state(made) == Delivery.QUEUED
    mail.outbox.clear()
    with acting(Actor.job("test")) as context:
        deliver(signing_pass=made.pk, by=context.actor)
    code = re.search(r"\d{4} \d{4}", mail.outbox[0].body).group(0)
    assert "Receipt of a signature" in text_of(beside(one, case, signatory, code))


# On paper


def paper(one, case, **more):
    text = text_up_for_signing(case)
    told = {
        "party": "worker",
        "name": GUARDIAN,
        "seen": sheet_code(text.version, text.text_hash),
        "signed_on": make.today().isoformat(),
        "reference": "Cabinet 3",
        "without_scan": "" if "scan" in more else "Cabinet 3 only",
    } | more
    answer = browser(one.officer).post(base(case) + "paper/", told, follow=True)
    for word in PaperWord.objects.filter(pathway=case, settled_at__isnull=True):
        page = f"/en/pathways/{case.pk}/papers/{word.pk}/confirm/"
        assert browser(one.lead).post(page).status_code == 302
    return answer


def test_a_guardian_signs_on_paper_by_the_code_of_the_sheet(one, case):
    named(one, case, capacity="guardian", email="")
    sheet = text_of(browser(one.tutor).get(base(case) + "versions/1/print/"))
    text = text_up_for_signing(case)
    assert sheet_code(1, text.text_hash) in sheet and GUARDIAN in sheet
    assert "second person" in text_of(paper(one, case))
    found = Signature.objects.get()
    assert found.signatory.name == GUARDIAN and found.signed_on == make.today()


def test_a_scan_is_kept_sealed_and_named_by_its_hash(one, case):
    named(one, case, email="")
    scan = SimpleUploadedFile("foglio.pdf", b"%PDF-1.7 signed by Ada", "application/pdf")
    assert "second person" in text_of(paper(one, case, reference="", scan=scan))
    kept = SheetFile.objects.get(document__pathway=case)
    assert kept.digest in Signature.objects.get().evidence
    bad = SimpleUploadedFile("foglio.exe", b"MZ not a scan", "application/pdf")
    answer = paper(one, case, party="office", name=one.lead.name, scan=bad)
    assert answer.status_code == 422 and "no PDF, JPEG or PNG" in text_of(answer)
    assert SheetFile.objects.count() == Signature.objects.count() == 1


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"seen": "V1-0000-0000-00"}, "The text has changed"),
        ({"signed_on": "2020-01-01"}, "between the writing of this text and today"),
        ({"signed_on": "2030-01-01"}, "between the writing of this text and today"),
        ({"signed_on": "2026-02-31"}, "valid date"),
        ({"name": "Sandro Straniero"}, "Somebody else is named"),
        ({"without_scan": ""}, "write why there is none"),
    ],
)
def test_paper_of_another_text_day_or_person_is_refused_and_nothing_lost(one, case, wrong, said):
    named(one, case, email="")
    answer = paper(one, case, **wrong)
    assert answer.status_code == 422 and said in text_of(answer)
    assert "Cabinet 3" in text_of(answer)
    assert Signature.objects.count() == 0


def test_whom_a_court_appointed_to_sign_is_named_from_the_start(one):
    """A guardian signs for the worker; the worker's own account alone does not complete it."""
    guardian, helper, worker = make.person(), make.person(), make.worker(one)
    told = {"document": "Decree 7", "starts_on": make.today(), "recorded_by_id": one.officer.pk}
    for who, manner, scope in (
        (guardian, "for", ["fill", "sign"]),
        (helper, "beside", ["fill"]),
    ):
        Representative.objects.create(
            worker=worker,
            office=one.office,
            employer=one.cooperative,
            person=who,
            kind="administrator",
            manner=manner,
            scope=scope,
            **told,
        )
    case = make.case_at(one, P.AGREEMENT_DRAFT, worker=worker)
    assert [each.person_id for each in Signatory.objects.filter(pathway=case)] == [guardian.pk]
    assert "I have read it: sign" not in text_of(browser(one.worker).get(base(case)))
    answer = paper(one, case, name=guardian.name)
    assert "second person" in text_of(answer)


# The terms


def terms(case, **more) -> dict:
    told = {
        "reason": "More to learn",
        "legal_basis": "ART30_INTEREST",
        "legal_evidence": "Interest of the co-operative, resolution 3",
        "planned_hours": "300",
        "weekly_hours": "20",
        "starts_on": make.today().isoformat(),
        "ends_on": make.terms().ends_on.isoformat(),
        "objectives": "Works alone at the line",
        "safety": "Eight hours",
        "cover": "INAIL",
        "tasks_change": "no",
        "distance_km": "10",
        "seen": "1",
        "then": "write",
    }
    return {**told, **more}


def test_the_text_is_looked_at_before_it_is_written(one, case):
    client = browser(one.officer)
    looked = client.post(base(case) + "terms/", terms(case, weekly_hours="25", then="show"))
    assert "[+25+]" in text_of(looked) and "[−20−]" in text_of(looked)
    assert Agreement.objects.count() == 1
    written = client.post(base(case) + "terms/", terms(case, weekly_hours="25"), follow=True)
    assert "Compared with version 1" in text_of(written)
    assert text_up_for_signing(case).weekly_hours == 25
    assert browser(one.tutor).get(base(case) + "terms/").status_code == 403


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"planned_hours": "600"}, "500"),
        ({"ends_on": "2020-01-01"}, "The last day comes before the first."),
        ({"starts_on": "2026-02-31"}, "valid date"),
        ({"starts_on": "2026-01-01"}, "The first day has passed: write why."),
        ({"seen": "0"}, "Somebody else has written a newer version"),
        ({"legal_evidence": " "}, "required"),
    ],
)
def test_terms_that_cannot_be_are_refused_beside_their_field(one, case, wrong, said):
    answer = browser(one.officer).post(base(case) + "terms/", terms(case, **wrong))
    assert answer.status_code == 422 and said in text_of(answer)
    assert "Works alone at the line" in text_of(answer)
    assert Agreement.objects.count() == 1


def test_an_amendment_through_the_pages(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    client = browser(one.officer)
    client.post(base(case) + "terms/", terms(case, weekly_hours="25"))
    page = text_of(client.get(base(case)))
    assert "amendment being signed" in page and "Version 1 stays in force" in page
    client.post(base(case) + "withdraw/")
    assert agreement_in_force(case.pk).version == 1 and text_up_for_signing(case) is None
    client.post(base(case) + "terms/", terms(case, weekly_hours="25"))
    make.sign(one, case)
    assert agreement_in_force(case.pk).weekly_hours == 25


# Who reads what


def test_a_company_never_sees_who_signs_for_the_worker_before_they_have(one, case):
    named(one, case, capacity="support administrator", name="Ada Canary")
    for path in ("", "versions/1/", "versions/1/check/", "versions/1/print/"):
        page = browser(one.signatory).get(base(case) + path)
        assert page.status_code == 200 and "Canary" not in text_of(page)
    assert browser(one.signatory).get(base(case) + "signers/").status_code == 403


def test_a_manager_hands_the_device_over_and_sends_nothing(one, case):
    signatory = named(one, case)
    page = text_of(browser(one.manager).get(base(case) + "signers/"))
    assert "Sign here with a code" in page
    assert "Send a link" not in page and "Print a code letter" not in page
    for verb in ("link", "print", "revoke", "end"):
        path = f"{base(case)}signers/{signatory.pk}/verbs/{verb}/"
        assert browser(one.manager).post(path).status_code == (302 if verb == "revoke" else 403)


def test_links_and_codes_of_another_case_are_not_found(one, case):
    elsewhere = make.case_at(one, P.AGREEMENT_DRAFT, worker=make.worker(one, "Piero"))
    signatory = named(one, elsewhere, name="Piero Carta")
    client = browser(one.officer)
    assert client.post(f"{base(case)}signers/{signatory.pk}/verbs/link/").status_code == 404
    make.sign(one, elsewhere, "office")
    receipt = Signature.objects.get().pk
    assert client.get(f"{base(case)}receipts/{receipt}/").status_code == 404


# The daily look


def test_whoever_owes_a_signature_is_asked_three_times_and_no_more(one, case):
    named(one, case)
    make.sign(one, case, "office")
    start = timezone.now()
    sent = []
    with acting(Actor.job("test")) as context:
        for day in range(0, 60):
            mail.outbox.clear()
            remind_agreements(by=context.actor, now=start + timedelta(days=day))
            sent += [letter.to[0] for letter in mail.outbox]
    counted = {who: sent.count(who) for who in set(sent)}
    addresses = {one.manager.email, one.signatory.email, "ada@example.org"}
    assert {who: counted.get(who) for who in addresses} == dict.fromkeys(addresses, 3)
    assert one.lead.email not in counted
    assert counted[one.tutor.email] == 3, "may not start yet"
    for letter in mail.outbox:
        assert "Rosa" not in letter.subject + letter.body


def test_signing_ends_the_duty(one, case):
    start = timezone.now() + timedelta(days=4)
    with acting(Actor.job("test")) as context:
        remind_agreements(by=context.actor, now=start)
        assert Duty.objects.filter(kind="pathways.sign", ended_at=None).count() == 4
    make.sign(one, case)
    mail.outbox.clear()
    with acting(Actor.job("test")) as context:
        remind_agreements(by=context.actor, now=start + timedelta(days=8))
    assert not Duty.objects.filter(kind="pathways.sign", ended_at=None).exists()
    assert signed_parties(agreement_in_force(case.pk)) == {
        *("office", "cooperative", "company", "worker")
    }
    assert Pathway.objects.get(pk=case.pk).state == P.AGREEMENT_SIGNED
