"""Values planted in every kind of data of a case, looked for in everything that a reader can get.

Each role of the matrix opens every address of pathways that a case, an opening or a sheet has:
pages, tables, files, scans, prints, PDF, and what the office works with beside it. What comes back
may hold only what the matrix gives that role. An address that no thing fills in fails.
"""

import base64
import io
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from ponte.engines.questionnaires.sample import sample
from ponte.engines.questionnaires.spec import Kind
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.actions import reminding, signers, watching
from ponte.pathways.models import (
    AbilityProfile,
    AgendaItem,
    Agreement,
    AssociationMember,
    Call,
    CaseRole,
    CostLine,
    Disadvantage,
    Document,
    Funding,
    JusticeNote,
    Meeting,
    MeetingTask,
    Opportunity,
    Outcome,
    Pathway,
    SheetFile,
    SigningPass,
    Transition,
    Worker,
)
from ponte.pathways.permissions import may_read
from ponte.pathways.permissions.matrix import Data
from ponte.pathways.rules.instruments import newest
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.security.where import addresses, path_to

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
SHEETS = {
    "I3": Data.REQUEST,
    "I4": Data.ASSESSMENT,
    "I6": Data.WORKER_INTERVIEW,
    "I7": Data.COMPANY_INTERVIEW,
    "I8": Data.OBSERVATION,
    "I9": Data.LOGBOOK,
    "I10": Data.REPORT,
    "I11": Data.AGREEMENT,
}
READERS = {
    **{"worker": "worker", "tutor": "tutor", "manager": "manager", "officer": "officer"},
    **{"operator": "service", "referent": "referent", "signatory": "signatory"},
    **{"auditor": "auditor", "administrator": "administrator"},
}
# The worker's own data come with the right of access, company interviews included.
OF_RIGHT = {"worker": set(Data)}
WORD = re.compile(r"planted-([a-z_]+)-canary")
LIMITED = f"planted-{Data.LIMITS}-canary"
# Of the assessment, what the work must not ask for is a kind of data of its own.
LIMITS = {"I4": {"limits": [{"limit": LIMITED, "helps": LIMITED}], "limits_shared": LIMITED}}
# These alone are not opened, each for its reason.
LEFT_OUT = {
    "assisted-open": "it changes who is signed in: the pages after it would be another's",
    "signing-page": "its link is the right to read, whoever holds it: test_signing_pages.py",
    "worker-invitation": "its link is the right to come in, whoever holds it: test_inviting.py",
}


def word(data: str) -> str:
    return f"planted-{data}-canary"


@pytest.fixture
def one():
    """The cache starts empty and is never emptied: what one reader leaves there meets the next."""
    for name in settings.CACHES:
        caches[name].clear()
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    named = row.worker(
        one.office,
        one.cooperative,
        name=word(Data.IDENTITY),
        phone=word(Data.IDENTITY)[:40],
        person=one.worker,
    )
    found = row.whole_case(
        one.office,
        one.cooperative,
        one.company,
        one.tutor,
        worker=named,
        state=PathwayState.IN_SECONDMENT,
    )
    for who, part in (("worker", "worker"), ("operator", "service"), ("auditor", "auditor")):
        row.role(found, getattr(one, who), part)
    row.role(found, one.referent, "referent")
    row.emergency(found, one.administrator.pk)
    row.office_rows(found, make.organization("Associazione"), one.tutor.pk)
    plant(one, found)
    return found


def plant(one, case: Pathway) -> None:
    """One recognisable word a kind of data, in every column and sheet that takes words."""
    told = Disadvantage.objects.get(worker=case.worker)
    told.kind = word(Data.DISADVANTAGE)
    told.referring_service = word(Data.REFERRING_SERVICE)
    told.save()
    court = JusticeNote.objects.get(worker=case.worker)
    court.note = word(Data.JUSTICE)
    court.save()
    Document.objects.filter(pathway=case, instrument__in=SHEETS).delete()
    for instrument, data in SHEETS.items():
        sheet = Document.objects.create(
            pathway=case,
            office=one.office,
            instrument=instrument,
            answers=filled(newest(instrument), word(data)) | LIMITS.get(instrument, {}),
            author_id=one.tutor.pk,
        )
        scanned(sheet, word(data))
    Opportunity.objects.filter(pk=case.opportunity_id).update(objectives=word(Data.OPENING))
    Agreement.objects.filter(pathway=case).update(objectives=word(Data.AGREEMENT))
    Outcome.objects.filter(pathway=case).update(contract_type=word(Data.OUTCOME))
    CostLine.objects.filter(pathway=case).update(note=word(Data.COSTS))
    Transition.objects.create(
        pathway=case, new="110", by_kind="person", by_id=one.tutor.pk, reason=word("reasons")
    )
    assert Worker.objects.filter(name=word(Data.IDENTITY)).exists()
    assert AbilityProfile.objects.filter(worker=case.worker).exists()


def scanned(sheet: Document, text: str) -> None:
    """A scan of a sheet, whose every byte is the word."""
    SheetFile.objects.create(
        document=sheet,
        office=sheet.office,
        name="scan.pdf",
        content=base64.b64encode(text.encode()).decode(),
        origin="paper",
        media="application/pdf",
        size=len(text),
        digest="0" * 64,
        added_by_id=sheet.author_id,
    )


def filled(spec, text: str) -> dict:
    """Every question that takes words, with these."""
    words = {
        question.code: text
        for question in spec.questions
        if question.kind in (Kind.TEXT, Kind.LONG_TEXT) and not question.consent
    }
    return {**sample(spec, text, today=make.today()), **words}


def things(case: Pathway) -> dict[str, str]:
    """What the arguments of the addresses stand for."""
    found = {"case": case.pk, "opening": case.opportunity_id, "worker": case.worker_id}
    found |= row.signing_things(case) | row.ledger_things(case) | row.matching_things(case)
    found |= {name: model.objects.get().pk for name, model in OF_OFFICE.items()}
    found["call"] = Call.objects.filter(published_at__isnull=False).latest("last_day").pk
    found["draft_call"] = Call.objects.get(published_at__isnull=True).pk
    return {name: str(value) for name, value in found.items()}


OF_OFFICE = {
    "association_member": AssociationMember,
    "funding": Funding,
    "meeting": Meeting,
    "agenda_item": AgendaItem,
    "task": MeetingTask,
}


def ours() -> dict[str, str]:
    """The pattern of every address of pathways by its name."""
    return {name: one for name, one in addresses().items() if one.startswith("/en/pathways/")}


def reachable(case: Pathway) -> list[str]:
    """Every address of pathways but those left out, sheets and their scans one by one."""
    known, found = things(case), ["/en/home/", "/en/search/?q=planted"]
    sheets = Document.objects.filter(pathway=case).order_by("pk").values_list("pk", "files__pk")
    for name, pattern in sorted(ours().items()):
        if name in LEFT_OUT:
            continue
        if "<uuid:sheet>" not in pattern:
            found.append(path_to(name, known))
            continue
        for sheet, scan in sheets:
            if scan or "<uuid:file>" not in pattern:
                told = {**known, "sheet": str(sheet), "scan": str(scan)}
                found.append(path_to(name, told, sheet=str(sheet)))
    return found


def texts(person, paths: list[str]) -> list[tuple[str, str]]:
    """What somebody gets at each address, as text; a PDF is read."""
    client = Client()
    client.force_login(person)
    found = []
    for path in paths:
        answer = client.get(path)
        assert answer.status_code < 500, (path, answer.status_code)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found.append((path, _text(body, answer.get("Content-Type", ""))))
    return found


def _text(body: bytes, kind: str) -> str:
    if not kind.startswith("application/pdf") or b"%%EOF" not in body:  # a scan is what it is
        return body.decode(errors="replace")
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def letters_leave(case: Pathway) -> None:
    """The jobs that write to somebody, once beside a text that still waits for its signatures."""
    later = timezone.now() + timedelta(days=30)
    with acting(Actor.job("test")) as context:
        for one in SigningPass.objects.filter(agreement__pathway=case):
            assert signers.deliver(signing_pass=one.pk, by=context.actor)
        Pathway.objects.filter(pk=case.pk).update(state=PathwayState.AGREEMENT_DRAFT)
        assert reminding.remind_agreements(by=context.actor, now=later)
        Pathway.objects.filter(pk=case.pk).update(state=PathwayState.IN_SECONDMENT)
        reminding.remind_agreements(by=context.actor, now=later)
        watching.watch_secondments(by=context.actor)


def test_every_address_is_opened_but_those_left_out_for_a_reason(one, case):
    """What cannot be filled in fails in `reachable`; what is left out exists."""
    assert set(LEFT_OUT) <= set(ours())
    paths = reachable(case)
    sheets = [name for name, pattern in ours().items() if "<uuid:sheet>" in pattern]
    assert len(set(paths)) == len(paths) > len(ours()) - len(LEFT_OUT) + len(sheets)
    for thing in (*OF_OFFICE, "call", "draft_call", "proposal", "paper_word", "hours_entry"):
        assert [path for path in paths if things(case)[thing] in path], thing
    for scan in SheetFile.objects.filter(document__pathway=case):
        assert [path for path in paths if path.endswith(f"/files/{scan.pk}/")], scan.document


def test_no_interface_shows_what_the_matrix_does_not_give(one, case, mailoutbox, caplog):
    paths = reachable(case)
    seen: dict[str, set[str]] = {}
    wrong = []
    for who in READERS:
        with one.as_(who) as by:
            given = {data.value for data in Data if may_read(by, case, data)}
        given |= {data.value for data in OF_RIGHT.get(who, ())}
        if who in ("tutor", "manager", "officer", "auditor", "administrator", "worker"):
            given.add("reasons")
        for path, text in texts(getattr(one, who), paths):
            for data in set(WORD.findall(text)):
                seen.setdefault(data, set()).add(who)
                if data not in given:
                    wrong.append((who, data, path))
    assert wrong == []
    planted = {data.value for data in SHEETS.values()} | {Data.IDENTITY, Data.COSTS}
    planted |= {Data.LIMITS, Data.DISADVANTAGE, Data.REFERRING_SERVICE, Data.JUSTICE}
    assert planted <= set(seen), "a kind of data that nobody finds proves nothing"
    letters_leave(case)
    assert len(mailoutbox) > 1, "letters that never left hold nothing"
    letters = "\n".join(f"{one.subject}\n{one.body}" for one in mailoutbox)
    assert WORD.findall(letters) == []
    assert WORD.findall(caplog.text) == []


def test_a_stranger_of_every_role_gets_none_of_it(one, case):
    elsewhere, paths = make.cast(" Altrove"), reachable(case)
    wrong = []
    people = {who: getattr(elsewhere, who) for who in READERS}
    for who in ("province_officer", "union_observer"):
        people[who] = make.member(make.organization("Sindacato"), who)
    for who, person in people.items():
        for path, text in texts(person, paths):
            wrong += [(who, data, path) for data in set(WORD.findall(text))]
    assert wrong == []


def test_who_was_taken_out_of_the_case_finds_nothing_any_more(one, case):
    CaseRole.objects.filter(pathway=case, person=one.operator).update(until=timezone.now())
    got = "".join(text for _path, text in texts(one.operator, reachable(case)))
    assert WORD.findall(got) == []
