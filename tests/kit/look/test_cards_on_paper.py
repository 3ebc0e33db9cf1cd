"""Cards of every shape on A4: all that the page says is on paper, and nothing hangs over."""

import io
import unicodedata

import pypdf
import pytest

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.public_page import BODIES
from tests.directory.search import model, world

pytestmark = pytest.mark.django_db(databases=["default", "aside"], transaction=True)
# What the paper says: each piece of text outside what is for the screen only.
SAID = """() => [...document.querySelectorAll('.sheet-head *, .sheet-body *, .alert *')]
  .filter((e) => !e.closest('.no-print, .page-index, .visually-hidden, svg, time'))
  .flatMap((e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent))
  .filter((text) => text.trim().length > 1)"""
OVER = """() => [...document.querySelectorAll('main *')].filter((e) => e.offsetParent &&
  (e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 ||
   (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden')) &&
  !e.closest('.visually-hidden')).map((e) => e.outerHTML.slice(0, 120))"""
A4_WITHIN_MARGINS = 672  # pixels: 210 mm without 16 mm on either side


def squeezed(text: str) -> str:
    """Letters without what a line's end puts between them."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in plain if letter.isalnum())


def test_no_text_of_a_card_is_lost_on_paper(browser, live_server):
    BODIES.clear()
    with acting(Actor.job("test")):
        town = world.places()["Cuneo"]
        cards = [shape(town) for shape in model.SHAPES]
        cards.append(model.sparse(town, booking_url="https://example.org/book"))
    lost, over = {}, {}
    for card in cards:
        page = browser.new_page(viewport={"width": A4_WITHIN_MARGINS, "height": 1000})
        page.goto(f"{live_server.url}/it/services/{card.slug}/")
        page.emulate_media(media="print")
        told, over[card.name] = page.evaluate(SAID), page.evaluate(OVER)
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        text = squeezed("".join(sheet.extract_text() for sheet in paper.pages))
        lost[card.name] = [one.strip() for one in told if squeezed(one) not in text]
        assert all(float(sheet.mediabox.width) < 596 for sheet in paper.pages), "A4"
        if card.booking_url:
            assert squeezed(card.booking_url) in text, "where to book, without a button"
        page.close()
    assert {name: texts for name, texts in lost.items() if texts} == {}
    assert {name: parts for name, parts in over.items() if parts} == {}
