"""Tagged PDF (PDF/UA-1) from the HTML of a page, where the system has Pango.

    @makes_pdf
    def sheet_pdf(request, pk):
        return pdf_file("sheet", html)

The HTML is a whole document with `lang` and `title`. Nothing is fetched from any network, whatever
the document says: it gets our own letters and the pictures that stand in it.
"""

import ctypes.util
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse

from ponte.kit.downloads import download

STATIC = Path(__file__).resolve().parent / "static" / "ponte"
MEND = "apt install libpangoft2-1.0-0"
OURS = "ponte:"


class Outside(ValueError):
    """The document asks for something that is not in it."""


@lru_cache(maxsize=1)
def is_possible() -> bool:
    """Say whether PDFs can be made here; pages then offer the browser's print alone."""
    return all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0"))


def makes_pdf(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 where no PDF can be made, before anything is read for it."""

    @wraps(view)
    def answered(*args: Any, **given: Any) -> HttpResponse:
        if not is_possible():
            raise Http404
        return view(*args, **given)

    return answered


def pdf_file(name: str, html: str) -> HttpResponse:
    """Answer a whole document as a tagged PDF to keep."""
    return download(tagged_pdf(html), media="application/pdf", name=f"{name}.pdf")


def tagged_pdf(html: str) -> bytes:
    """Return the document as a PDF with tags, language and title."""
    # Imported here: it loads Pango, which a small installation may lack.
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    style = (STATIC / "css" / "paper.css").read_text(encoding="utf-8")
    ours = FontConfiguration()
    sheet = CSS(string=style, url_fetcher=_fetch, font_config=ours)
    document = HTML(string=html, url_fetcher=_fetch)
    written: bytes = document.write_pdf(
        stylesheets=[sheet], font_config=ours, pdf_variant="pdf/ua-1", pdf_tags=True
    )
    return written


def _fetch(address: str, *_more: object, **_options: object) -> Any:
    from weasyprint.urls import URLFetcherResponse

    name = address.removeprefix(OURS)
    fonts = {path.name: path for path in (STATIC / "fonts").glob("*.woff2")}
    if name == address or name not in fonts:
        raise Outside(address)
    return URLFetcherResponse(
        address, fonts[name].read_bytes(), headers={"Content-Type": "font/woff2"}
    )
