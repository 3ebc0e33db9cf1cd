"""A search within its page: nothing is loaded again, nothing is lost, and Back goes back."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_find_service import narrow, search
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
say = words_of("it")
ADDRESS = "/it/search/?kind=service"


@pytest.fixture
def page(people):
    """The search page, marked so that another page would be noticed."""
    opened = people.enter(width=1280)
    opened.goto(ADDRESS)
    opened.evaluate("window.stays = true")
    return opened


def stayed(page: Page) -> bool:
    return page.evaluate("window.stays === true")


def titles(page: Page) -> list[str]:
    return page.get_by_role("region", name=say("Results")).locator("h3").all_inner_texts()


def settled(page: Page, part: str) -> None:
    """Wait until the results of an address are there."""
    page.wait_for_function(
        "part => location.search.includes(part) && document.activeElement.id === 'found-title'",
        arg=part,
    )


def test_another_place_changes_title_results_and_address_but_not_the_page(page):
    top = page.locator("#found").bounding_box()["y"]
    search(page, say, "anziani", "Cuneo")
    settled(page, "place=M004078")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cuneo")
    expect(page).to_have_title(f"{page.get_by_role('heading', level=1).inner_text()} - Ponte")
    assert stayed(page)
    assert page.locator("#found").bounding_box()["y"] == top
    assert page.get_by_label(say("What do you need?")).and_(page.locator("#q")).input_value()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_filters_stay_open_and_the_number_of_results_has_the_focus(page):
    before = titles(page)
    page.locator("#facet-origin summary").click()
    narrow(page, say, "Who it is for")
    settled(page, "target=")
    expect(page.locator("#facet-origin")).to_have_attribute("open", "")
    expect(page.locator("#found-title")).to_be_in_viewport()
    assert stayed(page)
    assert titles(page) != before or len(before) < 20

    page.locator("header summary").filter(has_text="IT").click()
    english = page.get_by_role("link", name="English").get_attribute("href")
    assert "target=" in english

    page.go_back()
    page.wait_for_url(f"**{ADDRESS}")
    results = page.get_by_role("region", name=say("Results")).locator("h3")
    expect(results).to_have_text(before)
    expect(page.locator("h1")).to_have_count(1)


def test_with_and_without_scripts_the_same_is_found(people, page):
    page.get_by_role("link", name=say("Next")).click()
    settled(page, "page=2")
    assert stayed(page)
    plain = people.enter(width=1280, java_script_enabled=False)
    plain.goto(ADDRESS)
    plain.get_by_role("link", name=say("Next")).click()
    assert plain.url == page.url
    assert titles(plain) == titles(page)


def test_escape_closes_the_suggestions_and_never_empties_the_field(page):
    field = page.locator("#q")
    field.press_sequentially("assist")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Escape")
    expect(field).to_have_value("assist")


def test_another_kind_of_listing_is_another_page(page):
    page.evaluate("document.querySelector('[role=search] [name=kind]').value = 'enterprise'")
    search(page, say, "pulizie", "")
    page.wait_for_url("**kind=enterprise**")
    expect(page.locator("nav [aria-current=page]").first).to_have_text(say("Enterprises"))
    assert not stayed(page)


def test_a_refusal_is_gone_to_as_without_scripts(people, page):
    page.route("**/search/?*", lambda route: route.fulfill(status=429, body="Piano"), times=1)
    search(page, say, "anziani", "")
    page.wait_for_url("**q=anziani**")
    expect(page.locator("#found-title")).to_be_visible()
    assert not stayed(page)
    [said] = people.faults
    assert "429" in said
    people.faults.clear()
