"""A yes or a no on paper: dated, kept with its sheet; the last word counts."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.actions.consents import give_consent, withdraw_consent
from ponte.pathways.actions.paper_consents import record_paper_withdrawal
from ponte.pathways.models import Consent, ConsentPaper, Document, PaperWord
from ponte.pathways.queries.consents import choices_of
from ponte.pathways.queries.papers import papers_waiting
from ponte.pathways.rules.signing import Scan
from tests.pathways import factories as make
from tests.pathways.calls import furnished
from tests.pathways.test_special import log

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
SERVICE = {"purpose": "share", "recipient": "service"}
PDF = Scan("yes.pdf", b"%PDF-1.7 a signed sheet")


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return furnished(one).case


def day(ago: int = 0):
    return timezone.localdate() - timedelta(days=ago)


def said(one, case, who: str = "tutor", **told) -> Consent:
    told = {"data": ["skills"], "signed_on": day(3), "reference": "Folder 4", **SERVICE, **told}
    if "scan" not in told:
        told.setdefault("without_scan", "Kept by the family")
    with one.as_(who) as by:
        word = actions.write_paper_consent(pathway=case, by=by, **told)
    with one.as_("lead") as by:
        return actions.confirm_paper(word=word, by=by)


def taken_back(one, case, who: str = "tutor", **told) -> int:
    told = {"signed_on": day(), "reference": "Folder 4", **SERVICE, **told}
    with one.as_(who) as by:
        return record_paper_withdrawal(pathway=case, by=by, **told)


def shared(case) -> set[str]:
    return {role for one in Document.objects.filter(pathway=case) for role in one.shared_with}


@pytest.mark.parametrize("who", ["tutor", "officer"])
def test_a_paper_is_kept_with_its_day_and_opens_what_it_says(one, case, who):
    made = said(one, case, who, scan=PDF, reference="")
    assert (made.channel, made.given_as) == ("paper", "worker")
    assert timezone.localdate(made.given_at) == day(3)
    assert made.expires_on < day() + timedelta(days=731), "the months run from the paper's day"
    assert shared(case) == {"service"}
    paper = ConsentPaper.objects.get()
    assert (paper.is_yes, paper.media, paper.size) == (True, "application/pdf", len(PDF.content))


def test_the_worker_takes_back_what_was_said_on_paper(one, case):
    said(one, case)
    with one.as_("worker") as by:
        assert withdraw_consent(worker=case.worker, by=by, **SERVICE) == 1
    assert shared(case) == set()
    with pytest.raises(RuleBroken, match="after this paper"):
        said(one, case)


def test_on_paper_it_is_taken_back_as_easily(one, case):
    said(one, case)
    with pytest.raises(RuleBroken, match="again after"):
        taken_back(one, case, signed_on=day(4))
    assert taken_back(one, case) == 1
    assert shared(case) == set()
    assert Consent.objects.get().withdrawn_as == "paper"
    assert set(ConsentPaper.objects.values_list("is_yes", flat=True)) == {True, False}
    with pytest.raises(RuleBroken, match="no yes"):
        taken_back(one, case)


def test_what_was_said_later_counts_more(one, case):
    with one.as_("worker") as by:
        give_consent(worker=case.worker, data=["limits"], by=by, **SERVICE)
    with pytest.raises(RuleBroken, match="that one counts"):
        said(one, case)
    assert Consent.objects.get().data == ["limits"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"signed_on": day(-1)}, "signed_on"),
        ({"signed_on": day(800)}, "signed_on"),
        ({"without_scan": " "}, "scan"),
        ({"data": []}, "data"),
        ({"data": ["hiv"]}, "data"),
        ({"scan": Scan("x.exe", b"MZ")}, "scan"),
        ({"spoken_by": "tutor"}, None),
        ({"purpose": "photo", "recipient": "company", "data": []}, None),
    ],
)
def test_what_proves_nothing_is_refused(one, case, told, field):
    with pytest.raises(RuleBroken) as broken:
        said(one, case, **told)
    assert broken.value.field == field
    assert Consent.objects.count() == 0


@pytest.mark.parametrize(
    "who", ["worker", "manager", "operator", "referent", "signatory", "auditor"]
)
def test_others_write_no_paper_down(one, case, who):
    with pytest.raises(Refused):
        said(one, case, who)
    said(one, case)
    with pytest.raises(Refused):
        taken_back(one, case, who)


def test_a_tutor_of_others_is_a_stranger(one, case):
    elsewhere = make.cast(" Altrove")
    for who in ("tutor", "officer", "lead"):
        with pytest.raises(Refused), elsewhere.as_(who) as by:
            actions.write_paper_consent(
                pathway=case, data=["skills"], signed_on=day(), without_scan="x", by=by, **SERVICE
            )
        with pytest.raises(Refused), elsewhere.as_(who) as by:
            record_paper_withdrawal(pathway=case, signed_on=day(), reference="x", by=by, **SERVICE)


def test_the_database_lets_a_consent_end_and_never_change(one, case):
    said(one, case)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        one.as_("tutor"),
    ):
        Consent.objects.update(data=["limits"])
    taken_back(one, case)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        one.as_("officer"),
    ):
        Consent.objects.update(withdrawn_at=None, withdrawn_by_id=None, withdrawn_as="")
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        one.as_("tutor") as by,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO pathways_consent SELECT (jsonb_populate_record(c, jsonb_build_object("
            "'id', gen_random_uuid(), 'channel', 'account', 'given_by_id', %s::text, "
            "'withdrawn_at', NULL, 'withdrawn_as', ''))).* FROM pathways_consent c",
            [str(by.id)],
        )


def test_papers_are_seen_by_whoever_sees_the_consent(one, case):
    said(one, case)
    seen = {}
    for who in ("worker", "tutor", "officer", "operator", "referent", "signatory", "auditor"):
        with one.as_(who):
            seen[who] = ConsentPaper.objects.count()
    assert {who for who, count in seen.items() if count} == {"worker", "tutor", "officer"}


def row(one, case, **told) -> ConsentPaper:
    consent = Consent.objects.first() or said(one, case)
    told = {"signed_on": day(), "is_yes": False, "content": "", "reference": "x", **told}
    return ConsentPaper.objects.create(
        consent=consent, office=one.office, added_by_id=one.tutor.pk, **told
    )


BROKEN = {
    "consent_paper_is_somewhere": {"reference": ""},
    "consent_paper_once_for_yes_and_no": {"is_yes": True},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks_a_constraint(one, case, name):
    said(one, case)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row(one, case, **BROKEN[name])


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_page_of_the_desk(one, case):
    client, home = signed_in(one.tutor), f"/it/pathways/{case.pk}/consents/"
    assert client.get(home).status_code == 200
    page = f"{home}share/service/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"answer": "yes"}).status_code == 422
    sent = {"answer": "yes", "data": ["skills"], "spoken_by": "worker", "reference": "Folder 4"}
    sent["signed_on"] = f"{day():%Y-%m-%d}"
    refused = client.post(page, sent)
    assert refused.status_code == 422 and "Folder 4" in refused.content.decode()
    sent["without_scan"] = "Kept by the family"
    assert client.post(page, sent).status_code == 302
    waiting = f"/it/pathways/{case.pk}/papers/"
    assert "Kept by the family" in client.get(waiting).content.decode()
    word = PaperWord.objects.get(without_scan="Kept by the family")
    assert not Consent.objects.filter(withdrawn_at__isnull=True, **SERVICE).exists()
    assert client.post(f"{waiting}{word.pk}/confirm/").status_code == 403
    waits = PaperWord.objects.filter(pk=word.pk, settled_at__isnull=True)
    assert waits.exists(), "the tutor confirms nothing"
    assert signed_in(one.officer).post(f"{waiting}{word.pk}/confirm/").status_code == 302
    text = client.get(home).content.decode()
    assert "Folder 4" in text
    sent = {"answer": "no", "spoken_by": "worker", "reference": "Folder 5"}
    assert client.post(page, {**sent, "signed_on": f"{day():%Y-%m-%d}"}).status_code == 302
    assert not Consent.objects.filter(withdrawn_at__isnull=True).exists()
    for who in (one.referent, one.operator, one.manager):
        assert signed_in(who).get(home).status_code == 404, who


def test_the_scan_is_opened_by_the_desk_alone_and_logged(one, case):
    said(one, case, scan=PDF)
    paper = ConsentPaper.objects.get()
    address = f"/it/pathways/{case.pk}/consents/{paper.pk}/"
    answer = signed_in(one.officer).get(address)
    with log() as lines:
        (read,) = [line for line in lines if line.data == ["consent"]]
    assert answer.content == PDF.content
    assert answer["Content-Disposition"].startswith("attachment")
    assert (read.actor_id, read.about_id) == (one.officer.pk, case.worker_id)
    for who in (one.referent, one.operator, one.manager):
        assert signed_in(who).get(address).status_code == 404, who


def test_the_worker_reads_that_it_was_on_paper(one, case):
    said(one, case)
    with one.as_("worker"):
        told = {(c.purpose, c.recipient): c for c in choices_of(case.worker, "it")}
    assert told["share", "service"].is_on_paper
    text = signed_in(one.worker).get(f"/it/pathways/mine/{case.worker_id}/consents/")
    assert text.status_code == 200


def test_a_paper_counts_once_another_of_the_office_has_seen_it(one, case):
    told = {"signed_on": day(), "data": ["skills"], **SERVICE}
    with one.as_("officer") as by:
        with pytest.raises(RuleBroken, match="scan"):
            actions.write_paper_consent(pathway=case, reference="Folder 4", by=by, **told)
        word = actions.write_paper_consent(
            pathway=case, reference="Folder 4", without_scan="No scanner", by=by, **told
        )
        with pytest.raises(RuleBroken, match="somebody else"):
            actions.confirm_paper(word=word, by=by)
    assert not Consent.objects.filter(**SERVICE).exists() and shared(case) == set()
    for who in ("tutor", "manager", "worker", "referent"):
        for settle in (actions.confirm_paper, actions.drop_paper):
            with pytest.raises(Refused), one.as_(who) as by:
                settle(word=word, by=by)
    with one.as_("lead") as by:
        assert "PaperWord" not in str(papers_waiting(by)) and papers_waiting(by)
        actions.confirm_paper(word=word, by=by)
        with pytest.raises(RuleBroken, match="already"):
            actions.drop_paper(word=word, by=by)
    kept = ConsentPaper.objects.get(consent__in=Consent.objects.filter(**SERVICE))
    assert "without scan: No scanner" in kept.reference and "service" in shared(case)


def test_what_does_not_stand_on_the_sheet_never_counted(one, case):
    with one.as_("tutor") as by:
        word = actions.write_paper_consent(
            pathway=case, signed_on=day(), data=["skills"], scan=PDF, by=by, **SERVICE
        )
    address = f"/it/pathways/{case.pk}/papers/{word.pk}/"
    assert signed_in(one.lead).get(f"{address}scan/").content == PDF.content
    assert signed_in(one.manager).get(f"{address}scan/").status_code == 404
    assert signed_in(one.lead).post(f"{address}drop/").status_code == 302
    assert not Consent.objects.filter(**SERVICE).exists()
    with pytest.raises(IntegrityError, match="paper_word_scan_or_reason"), transaction.atomic():
        PaperWord.objects.filter(pk=word.pk).update(size=0)
    with (
        pytest.raises(IntegrityError, match="paper_word_confirmed_by_another"),
        transaction.atomic(),
    ):
        PaperWord.objects.filter(pk=word.pk).update(
            is_confirmed=True, settled_by_id=word.written_by_id
        )
    with (
        pytest.raises(IntegrityError, match="paper_word_settled_by_somebody"),
        transaction.atomic(),
    ):
        PaperWord.objects.filter(pk=word.pk).update(settled_by_id=None)
