"""Everything works where scripts do not run, menus included."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_find_service import narrow, search
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
say = words_of("it")


@pytest.fixture
def plain(people):
    """A phone whose browser runs no script."""
    return lambda **options: people.enter(width=360, java_script_enabled=False, **options)


def test_menus_open_and_lead_somewhere(plain):
    page = plain()
    page.goto("/it/")
    page.locator("summary").filter(has_text=say("Menu")).click()
    page.get_by_role("navigation").get_by_role("link", name=say("Enterprises")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "kind=enterprise" in page.url
    page.locator("header summary").filter(has_text="IT").click()
    page.get_by_role("link", name="English").click()
    assert "/en/search/" in page.url and "kind=enterprise" in page.url


def test_search_narrows_turns_the_page_and_opens_a_card(plain):
    page = plain()
    page.goto("/it/search/?kind=service")
    page.get_by_role("link", name=say("Next")).click()
    assert "page=2" in page.url
    search(page, say, "anziani", "")
    page.locator("summary").filter(has_text=say("Filters")).first.click()
    narrow(page, say, "Who it is for")
    link = page.get_by_role("region", name=say("Results")).get_by_role("heading", level=3).first
    title = link.inner_text()
    link.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_call_back_is_asked_for(plain):
    page = plain()
    page.goto("/it/services/assistenza-a-casa-di-esempio/")
    page.get_by_role("link", name=say("Ask to be called back")).first.click()
    page.get_by_label(say("Your name")).fill("Piero Senza")
    page.get_by_label(say("Phone")).fill("0341 123456")
    page.get_by_role("button", name=say("Ask to be called"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("We have your message"))


def test_somebody_signs_in_and_writes_the_first_step_of_a_card(people, plain):
    page = plain()
    people.sign_in(page, "manager")
    page.goto("/it/home/listings/new/")
    page.get_by_label(say("Service card")).check()
    page.get_by_label(say("Name of the service")).fill("Orto per tutti")
    page.get_by_role("button", name=say("Begin")).click()
    page.wait_for_url("**/steps/what/")
    page.get_by_label(say("Description")).fill("Si coltiva insieme, il sabato mattina.")
    page.get_by_role("button", name=say("Save and go on")).click()
    page.wait_for_url("**/steps/whom/")
    page.go_back()
    expect(page.get_by_label(say("Description"))).to_have_value(
        "Si coltiva insieme, il sabato mattina."
    )
