"""Sheets on paper: tagged PDF equal to the page, empty sheets with a code, scans in and out."""

import io
import unicodedata

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from lxml import html

from ponte.kit import pdf
from ponte.pathways import actions
from ponte.pathways.models import Document, SheetFile
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.test_sheets import at, sent
from tests.pathways.test_special import log

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState
SCAN = b"%PDF-1.7 a scan"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def report(one):
    """A final report, complete, with a word for the company and one that is not."""
    case = make.case_at(one, P.IN_SECONDMENT)
    with one.as_("tutor") as by:
        return make.sheet(
            case,
            "I10",
            by,
            path_summary="Ha imparato a saldare.",
            recommendations="Seguire il riposo.",
        )


def letters(text: str) -> str:
    """A text without blanks and soft hyphens: lines break elsewhere on paper."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\xad", "").split())


def of_page(answer) -> str:
    """The text of the sheet itself, without the page around it."""
    article = html.fromstring(answer.content).xpath("//article[@class='sheet-read']")[0]
    return letters(article.text_content())


def of_pdf(content: bytes) -> tuple[pypdf.PdfReader, str]:
    """The text of a PDF, without the numbers of its pages."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    many = len(reader.pages)
    found = ""
    for number, page in enumerate(reader.pages, 1):
        text = letters(page.extract_text())
        foot = f"{number}/{many}"
        assert text.count(foot) == 1 or text.endswith(foot) or text.startswith(foot)
        found += text.removesuffix(foot).removeprefix(foot)
    return reader, found


def tags(node, found: list[str]) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            tags(one, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node["/S"])
        tags(node.get("/K", []), found)
    return found


@pytest.mark.parametrize("who", ["tutor", "worker", "referent", "auditor"])
def test_the_pdf_says_what_the_page_says_to_each_reader(one, report, who):
    make.audited(one, report.pathway)
    client = browser(getattr(one, who))
    page, paper = client.get(at("sheet", report.pk)), client.get(at("sheet-pdf", report.pk))
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Cache-Control"] == "private, no-store"
    reader, said = of_pdf(paper.content)
    code = letters(report.pathway.code)
    assert said.count(code) == 1, "the way back, beside the sheet"
    assert said.replace(code, "") == of_page(page)
    assert ("riposo" in said) is (who != "referent")
    assert "saldare" in said
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"]
    assert "Final report" in reader.metadata["/Title"]
    found = tags(root["/StructTreeRoot"]["/K"], [])
    assert {"/H1", "/H2", "/P"} <= set(found)


def test_an_empty_sheet_is_printed_with_a_code_and_without_hidden_questions(one, report):
    case = report.pathway
    client = browser(one.tutor)
    page = client.get(at("sheet-blank", case.pk, "I8"))
    text = page.content.decode()
    assert "<path d=" in text and "Punctuality" in text and case.code in text
    paper = client.get(at("sheet-blank", case.pk, "I8") + "?as=pdf")
    _reader, said = of_pdf(paper.content)
    assert "Punctuality" in said
    seen = browser(one.referent).get(at("sheet-blank", case.pk, "I10")).content.decode()
    assert "Summary of the path" in seen and "Lessons for other pathways" not in seen


def test_without_pango_the_page_offers_the_browsers_print_alone(one, report, monkeypatch):
    monkeypatch.setattr(pdf, "is_possible", lambda: False)
    client = browser(one.tutor)
    text = client.get(at("sheet", report.pk)).content.decode()
    assert at("sheet-pdf", report.pk) not in text and "data-ponte-print" in text
    assert client.get(at("sheet-pdf", report.pk)).status_code == 404


def test_a_scan_stands_for_the_answers_and_goes_to_readers_of_the_whole_sheet(one, report):
    case = report.pathway
    with one.as_("tutor") as by:
        sheet = actions.save_document(of=case, instrument="I10", answers={}, by=by)
    client = browser(one.tutor)
    told = {"origin": "paper", "file": SimpleUploadedFile("../Relazione.exe", SCAN)}
    answer = client.post(at("sheet-attach", sheet.pk), told, follow=True)
    assert "Relazione.pdf" in answer.content.decode()
    client.post(at("sheet-complete", sheet.pk))
    sheet = Document.objects.get(pk=sheet.pk)
    assert sheet.state == "complete"
    kept = SheetFile.objects.get()
    assert SCAN not in bytes(kept.__dict__["content"].raw), "sealed in the database"
    url = at("sheet-file", sheet.pk, kept.pk)
    got = {who: browser(getattr(one, who)).get(url) for who in ("tutor", "manager", "referent")}
    assert got["tutor"].content == got["manager"].content == SCAN
    assert got["tutor"]["X-Content-Type-Options"] == "nosniff"
    assert got["referent"].status_code == 404, "reads a part of the sheet only"
    assert "Relazione" not in browser(one.referent).get(at("sheet", sheet.pk)).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"MZ\x90", "no PDF, JPEG or PNG"), (b"%PDF-" + b"0" * 10_485_760, "larger than 10 MB")],
)
def test_what_is_no_scan_or_too_large_is_refused(one, report, content, said):
    told = {"origin": "elsewhere", "file": SimpleUploadedFile("a.pdf", content)}
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=20_000_000):
        answer = browser(one.tutor).post(at("sheet-attach", report.pk), told, follow=True)
    assert said in answer.content.decode()
    assert not SheetFile.objects.exists()


def test_a_question_takes_a_file_for_an_answer(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    client = browser(one.tutor)
    client.post(at("sheet-begin", case.pk, "I3"))
    sheet = Document.objects.filter(pathway=case, instrument="I3").latest("created_at")
    if sheet.state == "complete":
        with one.as_("tutor") as by:
            sheet = actions.renew_document(document=sheet, by=by)
    url = at("sheet-step", sheet.pk, "pathway")
    told = {"q-signed_request": SimpleUploadedFile("richiesta.png", b"\x89PNG\r\n\x1a\n...")}
    assert client.post(url, sent(client.get(url), **told)).status_code == 302
    text = client.get(at("sheet", sheet.pk)).content.decode()
    assert "richiesta.png" in text
    kept = SheetFile.objects.get(question="signed_request")
    assert client.get(at("sheet-file", sheet.pk, kept.pk)).content.startswith(b"\x89PNG")


def test_reading_printing_and_fetching_are_written_down_each_by_its_way(one, report):
    client = browser(one.officer)
    client.get(at("sheet", report.pk))
    client.get(at("sheet-pdf", report.pk))
    with log() as lines:
        ways = {line.interface for line in lines if line.actor_id == one.officer.pk}
    assert {"page", "print"} <= ways
