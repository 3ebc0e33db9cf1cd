"""Sheets on pages: filled step by step, nothing typed lost, each reader sees their part."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ponte.engines.questionnaires.sample import sample
from ponte.engines.questionnaires.spec import Kind
from ponte.pathways import actions
from ponte.pathways.models import Document, Sitting
from ponte.pathways.queries.sheets import answerable
from ponte.pathways.queries.special import kept_answers, kept_unread
from ponte.pathways.rules import instruments
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def at(name: str, *args) -> str:
    return reverse(f"pathways:{name}", args=args)


def sent(page, **changed) -> dict:
    """The hidden fields of a step's page with something filled in."""
    from lxml import html

    form = html.fromstring(page.content).xpath("//form[contains(@class, 'sheet-form')]")[0]
    hidden = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    hidden.pop("csrfmiddlewaretoken", None)
    return {**hidden, **changed}


def begun(one, who: str, case, instrument: str):
    client = browser(getattr(one, who))
    answer = client.post(at("sheet-begin", case.pk, instrument))
    assert answer.status_code == 302, answer.content.decode()[:500]
    return client, Document.objects.get(pathway=case, instrument=instrument)


def test_a_sheet_is_begun_filled_step_by_step_and_completed(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    client, sheet = begun(one, "tutor", case, "I7")
    page = client.get(at("sheet-fill", sheet.pk), follow=True)
    assert page.status_code == 200 and "Step 1 of" in page.content.decode()
    with one.as_("tutor") as by:
        good = sample(
            instruments.newest("I7"), "Bene", today=make.today(), only=answerable(by, case, "I7")
        )
    for step in instruments.newest("I7").sections:
        page = client.get(at("sheet-step", sheet.pk, step.code))
        told = {}
        for question in step.questions:
            value = good.get(question.code)
            if value is None:
                continue
            if question.kind is Kind.ROWS:
                for number, row in enumerate(value):
                    told |= {f"q-{question.code}-{number}-{k}": v for k, v in row.items()}
            else:
                told[f"q-{question.code}"] = value
        answer = client.post(at("sheet-step", sheet.pk, step.code), sent(page, **told))
        assert answer.status_code == 302, answer.content.decode()
    whole = client.get(at("sheet", sheet.pk)).content.decode()
    assert "Still missing" not in whole and "Bene" in whole
    client.post(at("sheet-complete", sheet.pk))
    sheet = Document.objects.get(pk=sheet.pk)
    assert sheet.state == "complete"
    assert client.get(at("sheet-fill", sheet.pk)).status_code == 404


def test_what_cannot_be_read_is_kept_and_told_beside_its_field(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    client, sheet = begun(one, "tutor", case, "I6")
    spec = instruments.newest("I6")
    first = next(q for q in spec.questions if q.kind is Kind.DATE)
    step = spec.section_of(first.code).code
    page = client.get(at("sheet-step", sheet.pk, step))
    answer = client.post(
        at("sheet-step", sheet.pk, step), sent(page, **{f"q-{first.code}": "31 febbraio"})
    )
    text = answer.content.decode()
    assert answer.status_code == 200 and "Write a day that exists" in text
    assert "31 febbraio" in text, "what was typed stays in its field"
    sheet = Document.objects.get(pk=sheet.pk)
    assert kept_unread(sheet) == {first.code: "31 febbraio"}
    assert "31 febbraio" in client.get(at("sheet-step", sheet.pk, step)).content.decode()
    refused = client.post(at("sheet-complete", sheet.pk), follow=True).content.decode()
    assert "still need an answer" in refused and "Still missing:" in refused


def test_two_who_write_at_once_see_both_and_nothing_is_overwritten(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    client, sheet = begun(one, "tutor", case, "I10")
    other = browser(one.manager)
    mine, theirs = (c.get(at("sheet-step", sheet.pk, "path")) for c in (client, other))
    told = {"q-path_summary": "Prima versione"}
    assert other.post(at("sheet-step", sheet.pk, "path"), sent(theirs, **told)).status_code == 302
    told = {"q-path_summary": "Seconda versione"}
    answer = client.post(at("sheet-step", sheet.pk, "path"), sent(mine, **told))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Prima versione" in text and "Seconda versione" in text
    sheet = Document.objects.get(pk=sheet.pk)
    assert kept_answers(sheet)["path_summary"] == "Prima versione"
    again = client.post(at("sheet-step", sheet.pk, "path"), sent(answer, **told))
    assert again.status_code == 302
    sheet = Document.objects.get(pk=sheet.pk)
    assert kept_answers(sheet)["path_summary"] == "Seconda versione"
    # Another step of the same sheet is no conflict.
    page = client.get(at("sheet-step", sheet.pk, "views"))
    with one.as_("manager") as by:
        actions.save_document(
            of=case, instrument="I10", answers={"hours_done": "3.0"}, document=sheet, by=by
        )
    told = {"q-company_view": "Contenti"}
    assert client.post(at("sheet-step", sheet.pk, "views"), sent(page, **told)).status_code == 302


def planted(spec) -> dict:
    """A good answer to every question, each with a word of its own."""
    answers = {}
    for question in spec.questions:
        word = f"Segno{question.code.replace('_', '')}Z"
        if question.kind in (Kind.TEXT, Kind.LONG_TEXT):
            answers[question.code] = word[: int(question.at_most or 300)]
        elif question.kind is Kind.ROWS:
            cells = {
                c.code: f"{word}{c.code.replace('_', '')}Z"
                for c in question.columns
                if c.kind is Kind.TEXT
            }
            if cells:
                answers[question.code] = [cells]
    return answers


def seen_by(one, who: str, url: str) -> str:
    answer = browser(getattr(one, who)).get(url)
    return answer.content.decode() if answer.status_code == 200 else ""


READERS = ("worker", "tutor", "manager", "officer", "operator", "referent", "signatory", "auditor")
NAMES = {"manager": "cooperative", "officer": "office", "operator": "service"} | {
    "referent": "company_referent",
    "signatory": "company_management",
}


@pytest.mark.parametrize("instrument", ["I3", "I4", "I6", "I7", "I8", "I10", "I11"])
def test_each_reader_finds_the_planted_words_of_their_keys_and_no_other(one, instrument):
    """Page and empty answers alike: a word is there if the reader holds every key of it."""
    case = make.case_at(one, P.IN_SECONDMENT)
    make.audited(one, case)
    spec = instruments.newest(instrument)
    answers = planted(spec)
    with one.as_("tutor"):
        Document.objects.bulk_create(
            [
                Document(
                    pathway=case,
                    office=one.office,
                    instrument=instrument,
                    answers=answers,
                    author_id=one.tutor.pk,
                    state="complete",
                    completed_at=case.opened_at,
                )
            ]
        )
    sheet = Document.objects.get(pathway=case, instrument=instrument, author_id=one.tutor.pk,
                                 state="complete", completed_at=case.opened_at)  # fmt: skip
    wrong = []
    for who in READERS:
        text = seen_by(one, who, at("sheet", sheet.pk))
        reader = NAMES.get(who, who)
        for question in spec.questions:
            columns = question.columns or (question,)
            for column in columns:
                keys = question.audience | column.audience
                held = all(reader in instruments.audiences()[key].read for key in keys)
                cells = answers.get(question.code)
                word = cells[0].get(column.code, "") if isinstance(cells, list) else cells
                if not word or question.show_if is not None:
                    continue
                if (word in text) != (held and bool(text)):
                    wrong.append((who, question.code, column.code))
        if instrument in ("I3", "I4", "I6") and who in ("referent", "signatory"):
            assert text == "", (instrument, who)
        if instrument == "I10" and who in ("referent", "signatory", "auditor"):
            assert "SegnopathsummaryZ" in text and "SegnoworkerviewZ" not in text
    assert wrong == []


def test_the_company_reads_of_an_assessment_what_the_worker_ticked(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    sheet = Document.objects.get(pathway=case, instrument="I4")
    with one.as_("officer") as by:
        new = actions.renew_document(document=sheet, by=by)
        told = {"of": case, "instrument": "I4", "document": new}
        answers = {"school_detail": "Segnoscuola", "life_story": "Segnovita"}
        actions.save_document(answers=answers, by=by, **told)
    with one.as_("worker") as by:
        actions.save_document(
            answers={"limits_shared": "Segnolimiti", "share_company": False}, by=by, **told
        )
    with one.as_("officer") as by:
        actions.complete_document(document=new, by=by)
    assert seen_by(one, "referent", at("sheet", new.pk)) == ""
    Document.objects.filter(pk=new.pk).update(state="draft", completed_at=None)
    with one.as_("worker") as by:
        ticked = {"share_company": True, "share_company_what": ["skills"]}
        actions.save_document(answers=ticked, by=by, **told)
    with one.as_("officer") as by:
        actions.complete_document(document=new, by=by)
    text = seen_by(one, "referent", at("sheet", new.pk))
    assert "Segnoscuola" in text
    assert "Segnovita" not in text and "Segnolimiti" not in text
    assert "Life: the facts" not in text, "not even the question"
    assert seen_by(one, "operator", at("sheet", new.pk)) == ""
    with one.as_("worker") as by:
        actions.share_document(document=new, recipients=[], by=by)
    assert seen_by(one, "referent", at("sheet", new.pk)) == "", "taken back, gone at once"


def test_words_about_health_are_told_before_a_company_reads_them(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    client, sheet = begun(one, "tutor", case, "I10")
    url = at("sheet-step", sheet.pk, "path")
    told = {"q-path_summary": "Ha sospeso la terapia, poi ha ripreso."}
    answer = client.post(url, sent(client.get(url), **told))
    text = answer.content.decode()
    assert answer.status_code == 200 and "terapia" in text and "Not saved yet" in text
    sheet = Document.objects.get(pk=sheet.pk)
    assert "path_summary" not in kept_answers(sheet)
    assert client.post(url, sent(answer, **told)).status_code == 302
    url = at("sheet-step", sheet.pk, "outcome")
    told = {"q-outcome_reasons": "La terapia ha orari fissi."}
    page = client.get(url)
    assert client.post(url, sent(page, **told)).status_code == 302, "the company never reads this"


def test_an_assessment_asks_one_question_a_screen_and_its_sittings_are_written_down(one):
    case = make.case_at(one, P.ORIENTATION)
    client, sheet = begun(one, "officer", case, "I4")
    client.post(at("sheet-sitting", sheet.pk, "begin"), {"present": ["worker"]})
    page = client.get(at("sheet-fill", sheet.pk), follow=True)
    text = page.content.decode()
    assert "You are at question 1 of" in text and "data-ponte-read hidden" in text
    assert text.count('class="field') == 1, "one question"
    url = page.redirect_chain[-1][0]
    answer = client.post(url, sent(page, **{"q-attention_span": "20", "go": "next"}))
    assert answer.status_code == 302 and "best_time" in answer["Location"]
    later = browser(one.officer)
    assert "best_time" in later.get(at("sheet-fill", sheet.pk))["Location"], "on any device"
    client.post(at("sheet-sitting", sheet.pk, "pause"))
    assert "having a break" in client.get(at("sheet", sheet.pk)).content.decode()
    client.post(at("sheet-sitting", sheet.pk, "resume"))
    client.post(at("sheet-sitting", sheet.pk, "end"))
    sheet = Document.objects.get(pk=sheet.pk)
    rows = kept_answers(sheet)["sittings"]
    assert [(row["minutes"], row["pauses"], row["with"]) for row in rows] == [(1, 1, "worker")]
    shown = client.get(at("sheet", sheet.pk)).content.decode()
    assert "one minute" in shown and "one break" in shown


def test_a_long_sitting_ends_with_the_answer_that_makes_it_long_and_tells_the_true_minutes(one):
    case = make.case_at(one, P.ORIENTATION)
    client, sheet = begun(one, "officer", case, "I4")
    client.post(at("sheet-sitting", sheet.pk, "begin"), {"present": ["worker"]})
    began = timezone.now() - timedelta(minutes=52)
    Sitting.objects.update(began_at=began, last_at=began + timedelta(minutes=40))
    page = client.get(at("sheet-fill", sheet.pk), follow=True)
    answer = sent(page, **{"q-attention_span": "20", "go": "next"})
    assert client.post(page.redirect_chain[-1][0], answer).status_code == 302
    assert Sitting.objects.get().ended_at is not None
    rows = kept_answers(Document.objects.get(pk=sheet.pk))["sittings"]
    assert [row["minutes"] for row in rows] == [52]


def test_hidden_and_missing_sheets_answer_alike(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    sheet = Document.objects.get(pathway=case, instrument="I4")
    stranger = make.member(make.organization("Altrove"), "placement_lead")
    missing = "01900000-0000-7000-8000-000000000000"
    for person in (one.signatory, stranger):
        client = browser(person)
        for name in ("sheet", "sheet-fill", "sheet-pdf", "sheet-renew"):
            codes = {client.get(at(name, pk)).status_code for pk in (sheet.pk, missing)}
            assert codes == {404}, (person, name)


def test_the_pages_ask_few_questions(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    with one.as_("tutor") as by:
        for _number in range(6):
            make.sheet(case, "I6", by)
    sheet = Document.objects.filter(pathway=case, instrument="I6").first()
    client = browser(one.tutor)
    for url, most in ((at("sheet-list", case.pk), 12), (at("sheet", sheet.pk), 26)):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        questions = [q["sql"] for q in asked if "pathways_" in q["sql"]]
        assert len(questions) <= most, (url, len(questions))


def test_sheets_of_an_opening_are_the_search_s_and_the_company_s(one):
    opening = make.lead(one)
    client = browser(one.officer)
    listed = client.get(at("opening-sheet-list", opening.pk)).content.decode()
    assert at("opening-sheet-begin", opening.pk, "I1") in listed
    client.post(at("opening-sheet-begin", opening.pk, "I1"))
    sheet = Document.objects.get(opportunity=opening)
    url = at("sheet-step", sheet.pk, "welcome")
    told = {"q-welcoming_level": "2", "q-welcoming_facts": "Segnoclima"}
    assert client.post(url, sent(client.get(url), **told)).status_code == 302
    assert "Segnoclima" in client.get(at("sheet", sheet.pk)).content.decode()
    company = browser(one.signatory)
    with one.as_("officer"):
        Document.objects.filter(pk=sheet.pk).update(state="complete", completed_at=sheet.saved_at)
    text = company.get(at("sheet", sheet.pk)).content.decode()
    assert "Company analysis" in text and "Segnoclima" not in text
    assert browser(one.worker).get(at("sheet", sheet.pk)).status_code == 404


def test_the_occupation_of_a_job_profile_is_found_by_its_name(one):
    """The same search as in an opening's conditions; without a script it is a line of text."""
    with one.as_("officer") as by:
        sheet = actions.save_document(of=make.lead(one), instrument="I2", answers={}, by=by)
    client = browser(one.officer)
    steps = [
        client.get(at("sheet-step", sheet.pk, part.code)).content.decode()
        for part in instruments.newest("I2").sections
    ]
    (page,) = [text for text in steps if 'name="q-occupation_esco"' in text]
    assert f'data-ponte-suggest="{at("occupation-suggest")}"' in page and "suggest.js" in page
    found = client.get(at("occupation-suggest"), {"q": "carpenter"})
    assert found.status_code == 200 and "carpenter" in found.content.decode()


@pytest.mark.parametrize("instrument", ["I2", "I4"])
def test_a_skill_of_esco_is_found_by_its_name(one, instrument):
    """In the rows of a job profile and of an assessment; it stays a text."""
    of = make.lead(one) if instrument == "I2" else make.case_at(one, P.ORIENTATION)
    with one.as_("officer") as by:
        sheet = actions.save_document(of=of, instrument=instrument, answers={}, by=by)
    client, spec = browser(one.officer), instruments.newest(instrument)
    steps = [part.code for part in spec.sections] if instrument == "I2" else ["skill_evidence"]
    pages = [client.get(at("sheet-step", sheet.pk, step)).content.decode() for step in steps]
    assert any(f'data-ponte-suggest="{at("skill-suggest")}"' in text for text in pages)
    found = client.get(at("skill-suggest"), {"q": "hand tools"})
    assert found.status_code == 200 and "use hand tools" in found.json()
