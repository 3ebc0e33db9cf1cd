"""A citizen finds a service: in their words, with a mistake, near a town; then asks for it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.words import somewhere, words_of

pytestmark = pytest.mark.journey

CARD = {"it": "Assistenza a casa di esempio", "en": "Example care at home"}
TYPED = {"it": "asistenza a casa", "en": "asistenza a casa"}  # an "s" is missing
LANGUAGES = list(CARD)


def search(page: Page, say, words: str, place: str) -> None:
    box = page.get_by_role("search")
    for label, text in (("What do you need?", words), ("Where? Town or postcode", place)):
        box.get_by_label(say(label)).and_(box.locator("input")).fill(text)
        page.keyboard.press("Tab")  # leave the suggestions
    box.get_by_role("button", name=say("Search")).click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citizen_finds_a_service_and_asks_to_be_called(people, stage, language):
    say = words_of(language)
    page = people.enter(language=language)
    page.goto(f"/{language}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What do you need?"))

    search(page, say, TYPED[language], "Lecco")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lecco")
    expect(page.get_by_role("link", name=CARD[language])).to_be_visible()

    narrow(page, say, "What you look for")
    narrow(page, say, "Who it is for")
    expect(page.get_by_role("list", name=say("Filters in force"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lecco")
    page.get_by_role("link", name=CARD[language]).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(CARD[language])
    expect(page.get_by_role("heading", name=say("Who it is for"), exact=True)).to_be_visible()
    assert pages_on_paper(page) == 1

    page.get_by_role("link", name=say("Ask to be called back")).first.click()
    page.get_by_label(say("Your name")).fill("Rosa Bianchi")
    page.get_by_role("button", name=say("Ask to be called"), exact=True).click()
    expect(page.get_by_role("alert").or_(page.get_by_role("group")).first).to_be_visible()
    expect(page.get_by_label(say("Your name"))).to_have_value("Rosa Bianchi")
    page.get_by_label(say("Phone")).fill("0341 123456")
    page.get_by_role("button", name=say("Ask to be called"), exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(say("We have your message"))
    asked = "select count(*) from directory_callbackrequest where name = 'Rosa Bianchi'"
    assert int(stage.one(asked + " and language = %s", language)) == 1
    assert page.context.cookies() == []
    kept = page.evaluate("Object.keys(sessionStorage).filter((key) => key.includes('draft'))")
    assert kept == [], "what was sent leaves the tab"


def narrow(page: Page, say, facet: str, choices: int = 1) -> None:
    """Open a filter, tick the choices with most results, apply."""
    filters = page.get_by_role("form", name=say("Filters"))
    heading = page.locator("summary", has_text=say(facet))
    group = filters.locator("details").filter(has=heading).last
    if group.get_attribute("open") is None:
        heading.click()
    counts = [int(re.sub(r"\D", "", one)) for one in group.locator(".tick").all_inner_texts()]
    for number in sorted(range(len(counts)), key=lambda at: -counts[at])[:choices]:
        group.locator("input").nth(number).check()
    with page.expect_navigation():
        filters.get_by_role("button", name=say("Apply the filters")).click()


def pages_on_paper(page: Page) -> int:
    """How many sheets of A4 the page needs."""
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))


def tab_to(page: Page, role: str, name: str | re.Pattern, limit: int = 250) -> None:
    """Press Tab until the thing has the focus."""
    wanted = page.get_by_role(role, name=name).first
    for _ in range(limit):
        page.keyboard.press("Tab")
        if wanted.count() and wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach the {role} {name}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_with_the_keyboard_alone(people, language):
    say = words_of(language)
    page = people.enter(language=language)
    page.goto(f"/{language}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the content
    page.keyboard.press("Tab")
    page.keyboard.type(TYPED[language])
    page.keyboard.press("Tab")
    page.keyboard.type("Lecco")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lecco")

    tab_to(page, "link", CARD[language])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(CARD[language])

    tab_to(page, "link", somewhere(say("Ask to be called back")))
    page.keyboard.press("Enter")
    tab_to(page, "textbox", somewhere(say("Your name")))
    page.keyboard.type("Rosa Bianchi")
    tab_to(page, "textbox", somewhere(say("Phone")))
    page.keyboard.type("0341 123456")
    tab_to(page, "button", say("Ask to be called"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("We have your message"))
