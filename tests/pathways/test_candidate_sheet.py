"""The candidate sheet: what the worker agreed to share and nothing more, on page and as PDF."""

import pytest

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.sealing import guard
from ponte.pathways import actions
from ponte.pathways.models import Document, Pathway
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.test_sheet_paper import letters, of_page, of_pdf, tags
from tests.pathways.test_sheets import at
from tests.pathways.test_special import log

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
JOB = Actor.job("test")
# What is planted in the case and stands on no candidate sheet.
HIDDEN = {
    "kind": "psychic",
    "service": "Centro Canary",
    "court": "Rientro entro le otto",
    "support": "Terapia del canarino",
    "story": "Ricovero del canarino",
    "limits": "Schizofrenia del canarino",
}
SKILLS, ARRANGED = "Canta e salda", "Una sedia alta"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    """An assessed case with a secret in every corner, nothing of it shared so far."""
    found = make.case_at(one, P.ASSESSED)
    with one.as_("lead") as by:
        actions.record_disadvantage(
            worker=found.worker,
            kind="PSYCHIC",
            referring_service=HIDDEN["service"],
            justice_note=HIDDEN["court"],
            by=by,
        )
    with acting(JOB), guard.opening():
        found.support_actions = HIDDEN["support"]
        found.save(update_fields=["support_actions"])
        sheet = assessment(found)
        sheet.answers = {
            **sheet.answers,
            "interests_more": SKILLS,
            "limits_shared": ARRANGED,
            "own_summary": HIDDEN["story"],
            "professional_summary": HIDDEN["limits"],
        }
        sheet.save(update_fields=["answers"])
    return found


def assessment(case: Pathway) -> Document:
    return Document.objects.get(pathway=case, instrument="I4")


def shares(case: Pathway, *what: str) -> None:
    """The worker's yes to the company, as the sheet keeps it; nothing is no yes."""
    with acting(JOB), guard.opening():
        sheet = assessment(case)
        told = {"share_company": bool(what), "share_company_what": list(what)}
        sheet.answers = {**sheet.answers, **told}
        sheet.shared_with = ["referent", "signatory"] if what else []
        sheet.save(update_fields=["answers", "shared_with"])


def both(one, case, who: str) -> tuple[str, str]:
    """The text of the page, and that of the PDF after its title."""
    client = browser(getattr(one, who))
    page = client.get(at("case-candidate", case.pk))
    paper = client.get(at("candidate-pdf", case.pk))
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Cache-Control"] == "private, no-store"
    reader, said = of_pdf(paper.content)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"]
    assert reader.metadata["/Title"] == f"Candidate sheet, {case.code}"
    assert {"/H1", "/H2", "/P"} <= set(tags(root["/StructTreeRoot"]["/K"], []))
    return of_page(page), said


@pytest.mark.parametrize("who", ["tutor", "manager", "officer", "worker"])
def test_the_candidate_sheet_says_on_paper_what_the_page_says_and_no_more(one, case, who):
    page, said = both(one, case, who)
    assert said.endswith(page)
    for shown in ("Rosa Lavoratrice", "judged adequate", "Coop Quercia"):
        assert letters(shown) in page
    for planted in (*HIDDEN.values(), SKILLS, ARRANGED, "PSYCHIC"):
        assert letters(planted).lower() not in said.lower(), planted


def test_of_the_assessment_it_holds_what_the_worker_opened_and_while_it_is_open(one, case):
    for what, seen in (
        (("skills",), {SKILLS}),
        (("limits_shared",), {ARRANGED}),
        (("skills", "limits_shared"), {SKILLS, ARRANGED}),
        ((), set()),
    ):
        shares(case, *what)
        page, said = both(one, case, "tutor")
        assert said.endswith(page)
        assert {one for one in (SKILLS, ARRANGED) if letters(one) in said} == seen
        assert ("Nothingsofar" in said) is (not what)
        for planted in HIDDEN.values():
            assert letters(planted).lower() not in said.lower(), planted


def test_no_company_no_service_and_no_stranger_opens_a_candidate_sheet(one, case):
    other = make.cast(" Altrove")
    for person in (one.referent, one.signatory, one.operator, one.auditor, other.tutor):
        for name in ("case-candidate", "candidate-pdf"):
            assert browser(person).get(at(name, case.pk)).status_code == 404


def test_an_auditor_reads_the_proposal_without_the_assessment(one, case):
    shares(case, "skills")
    make.audited(one, case)
    page, _said = both(one, case, "auditor")
    assert letters("judged adequate") in page and letters(SKILLS) not in page
    assert "agreedtoshare" not in page


def test_whoever_reads_the_assessment_on_it_is_written_down(one, case):
    browser(one.tutor).get(at("candidate-pdf", case.pk))
    with log() as lines:
        told = lines[-1]
    assert (told.actor_id, told.about_id) == (one.tutor.pk, case.worker_id)
    assert (told.data, told.interface, told.shown) == (["assessment"], "print", True)


def test_the_list_of_sheets_leads_there_and_names_it_to_nobody_else(one, case):
    address = at("case-candidate", case.pk)
    assert address in browser(one.tutor).get(at("sheet-list", case.pk)).content.decode()
    opened = make.case_at(make.cast(" Due"), P.IN_SECONDMENT)
    told = browser(one.referent).get(at("sheet-list", opened.pk))
    assert at("case-candidate", opened.pk) not in told.content.decode()


def test_the_note_of_the_sharing_meeting_is_for_who_may_know_of_the_service(one, case):
    page, paper = (at(name, case.pk) for name in ("case-sharing", "sharing-pdf"))
    for who in ("tutor", "manager", "officer", "worker"):
        client = browser(getattr(one, who))
        shown = of_page(client.get(page))
        _reader, said = of_pdf(client.get(paper).content)
        assert said.endswith(shown)
        assert letters(HIDDEN["support"]) in said and letters("Coop Quercia") in said
        assert letters(HIDDEN["story"]) not in said and "psychic" not in said.lower()
    other = make.cast(" Altrove")
    make.audited(one, case)
    for person in (one.referent, one.signatory, one.auditor, other.tutor, other.operator):
        assert {browser(person).get(path).status_code for path in (page, paper)} == {404}
    browser(one.tutor).get(paper)
    with log() as lines:
        told = lines[-1]
    assert (told.actor_id, told.data) == (one.tutor.pk, ["referring_service"])
    assert (told.about_id, told.interface) == (case.worker_id, "print")


def test_a_meeting_that_was_not_held_is_no_note_in_the_list(one):
    early = make.case_at(one, P.CANDIDATE)
    client = browser(one.tutor)
    assert (
        at("case-sharing", early.pk) not in client.get(at("sheet-list", early.pk)).content.decode()
    )
    assert "have not met" in client.get(at("case-sharing", early.pk)).content.decode()
    with one.as_("tutor") as by:
        told = {"shared_on": make.today(), "support_actions": "Un colloquio a settimana"}
        actions.share_proposal(pathway=early, by=by, **told)
    assert at("case-sharing", early.pk) in client.get(at("sheet-list", early.pk)).content.decode()
