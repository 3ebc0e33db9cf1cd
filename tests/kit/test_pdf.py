"""Papers made here: tagged, in our own letters, nothing fetched from anywhere."""

import io

import pypdf
import pytest
from django.http import Http404

from ponte.kit import pdf

PAPER = """<!doctype html><html lang="it"><head><title>Prova</title></head>
<body><h1>Titolo</h1><p>Un <strong>ufficio</strong> che costa 12 €</p>{more}</body></html>"""


def test_a_paper_is_written_in_our_own_letters():
    reader = pypdf.PdfReader(io.BytesIO(pdf.tagged_pdf(PAPER.format(more=""))))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    names = {one.get_object()["/BaseFont"].partition("+")[2] for one in fonts}
    assert names == {"Titillium-Web", "Titillium-Web-Bold"}
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_paper_brings_nothing_from_a_network():
    """The picture is left out, and nobody is asked for it."""
    content = pdf.tagged_pdf(PAPER.format(more='<img alt="x" src="http://localhost:1/x.png">'))
    assert b"localhost" not in content


def test_a_file_to_keep_is_kept_by_no_cache():
    answer = pdf.pdf_file("P-1 è/../x", PAPER.format(more=""))
    assert answer["Content-Disposition"] == 'attachment; filename="P-1 ..x.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_where_no_paper_can_be_made_nothing_is_read_for_it(monkeypatch):
    monkeypatch.setattr(pdf, "is_possible", lambda: False)

    @pdf.makes_pdf
    def view(_request):
        raise AssertionError("read")

    with pytest.raises(Http404):
        view(None)
