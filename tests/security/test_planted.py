"""Values planted in every kind of data of a case, looked for in everything that a reader can get.

Each role of the matrix opens every address of pathways that a case, an opening or a sheet has:
pages, tables, files, prints, PDF. What comes back may hold only what the matrix gives that role.
"""

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
    Agreement,
    CaseRole,
    CostLine,
    Disadvantage,
    Document,
    JusticeNote,
    Opportunity,
    Outcome,
    Pathway,
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
    "auditor": "auditor",
}
# The worker's own data come with the right of access, company interviews included.
OF_RIGHT = {"worker": set(Data)}
WORD = re.compile(r"planted-([a-z_]+)-canary")
LIMITED = f"planted-{Data.LIMITS}-canary"
# Of the assessment, what the work must not ask for is a kind of data of its own.
LIMITS = {"I4": {"limits": [{"limit": LIMITED, "helps": LIMITED}], "limits_shared": LIMITED}}
# Opening these changes something, or leaves the case.
LEFT_OUT = {"pathways:assisted-open"}


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
        Document.objects.create(
            pathway=case,
            office=one.office,
            instrument=instrument,
            answers=filled(newest(instrument), word(data)) | LIMITS.get(instrument, {}),
            author_id=one.tutor.pk,
        )
    Opportunity.objects.filter(pk=case.opportunity_id).update(objectives=word(Data.OPENING))
    Agreement.objects.filter(pathway=case).update(objectives=word(Data.AGREEMENT))
    Outcome.objects.filter(pathway=case).update(contract_type=word(Data.OUTCOME))
    CostLine.objects.filter(pathway=case).update(note=word(Data.COSTS))
    Transition.objects.create(
        pathway=case, new="110", by_kind="person", by_id=one.tutor.pk, reason=word("reasons")
    )
    assert Worker.objects.filter(name=word(Data.IDENTITY)).exists()
    assert AbilityProfile.objects.filter(worker=case.worker).exists()


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
    found["version"] = 1
    return {name: str(value) for name, value in found.items()}


def reachable(case: Pathway) -> list[str]:
    """Every address of pathways that the case, its opening, its worker or its sheets fill in."""
    known, found = things(case), ["/en/home/", "/en/search/?q=planted"]
    sheets = [str(pk) for pk in Document.objects.filter(pathway=case).values_list("pk", flat=True)]
    for name, pattern in sorted(addresses().items()):
        if not pattern.startswith("/en/pathways/") or f"pathways:{name}" in LEFT_OUT:
            continue
        if "<uuid:sheet>" in pattern:
            usual = {**known, "sheet_step": "best_time"}
            found += [_path(name, {**usual, "sheet": pk}, sheet=pk) for pk in sheets]
        else:
            found.append(_path(name, known))
    return [one for one in found if one]


def _path(name: str, known: dict[str, str], **instead: str) -> str:
    try:
        return path_to(name, known, **instead)
    except KeyError:
        return ""


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
    if not kind.startswith("application/pdf"):
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


def test_no_interface_shows_what_the_matrix_does_not_give(one, case, mailoutbox, caplog):
    paths = reachable(case)
    assert len(paths) > 60
    seen: dict[str, set[str]] = {}
    wrong = []
    for who in READERS:
        with one.as_(who) as by:
            given = {data.value for data in Data if may_read(by, case, data)}
        given |= {data.value for data in OF_RIGHT.get(who, ())}
        if who in ("tutor", "manager", "officer", "auditor", "worker"):
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
    for who in READERS:
        for path, text in texts(getattr(elsewhere, who), paths):
            wrong += [(who, data, path) for data in set(WORD.findall(text))]
    assert wrong == []


def test_who_was_taken_out_of_the_case_finds_nothing_any_more(one, case):
    CaseRole.objects.filter(pathway=case, person=one.operator).update(until=timezone.now())
    got = "".join(text for _path, text in texts(one.operator, reachable(case)))
    assert WORD.findall(got) == []
