"""An editor writes a service card step by step, mends what is missing, and publishes it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.journey
STEPS = ["What it is", "For whom", "How it works", "Where and when", "What it costs"]


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()


def area(page: Page) -> Locator:
    """The field, not the list of suggestions that carries its name too."""
    return page.get_by_label("Area covered").and_(page.locator("input"))


def begin(page: Page, name: str) -> None:
    page.goto("/en/home/listings/")
    page.get_by_role("link", name="Write a new one").click()
    page.get_by_label("Service card").check()
    page.get_by_label("Name of the service").fill(name)
    page.get_by_role("button", name="Begin").click()


def fill(page: Page) -> None:
    """Six short steps; a mistake in the fourth is said beside its field and mended."""
    page.get_by_label("Light help at home").check()
    page.get_by_label("Accompaniment over time").check()
    page.get_by_label("Description").fill("A volunteer goes shopping with you, once a week. " * 5)
    save(page)
    page.get_by_label("Elderly people").check()
    save(page)
    page.get_by_label("At home").check()
    page.get_by_label("Call first").check()
    page.get_by_label("The person concerned").check()
    save(page)
    area(page).fill("Lecco")
    page.keyboard.press("Escape")
    save(page)
    summary = page.get_by_role("alert").filter(has_text="There is one thing to correct")
    expect(summary).to_contain_text("Province of Lecco")
    area(page).fill("Province of Lecco")
    page.keyboard.press("Escape")
    save(page)
    page.get_by_label("Free of charge").check()
    save(page)
    page.get_by_label("Number or address").fill("0341 123456")
    page.get_by_label("I have checked the whole card").check()
    page.get_by_role("button", name="Save", exact=True).click()


@pytest.mark.parametrize("scripts, width", [(True, 1280), (False, 360)])
def test_an_editor_publishes_a_card(people, scripts, width):
    page = people.enter(width=width, java_script_enabled=scripts, language="en")
    people.sign_in(page, "manager")
    name = f"Shopping together {width}"
    begin(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text(STEPS[0])
    overview = page.url.rsplit("/steps/", 1)[0] + "/"

    # Stopping half-way loses nothing, and says what is still missing.
    page.goto(overview)
    expect(page.get_by_role("heading", name="Before it can be public")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    page.get_by_role("link", name="Go on filling it in").click()

    fill(page)
    expect(page.get_by_text("Everything that must be said is there.")).to_be_visible()
    page.get_by_role("link", name="See it as citizens do").click()
    expect(page.get_by_text("This is how the public will read it")).to_be_visible()
    page.get_by_role("link", name="Back to writing").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published: everybody can find it now.")).to_be_visible()

    citizen = people.enter(language="en")
    citizen.goto(f"/en/search/?q=shopping+together+{width}")
    citizen.get_by_role("link", name=name).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(name)
    expect(citizen.get_by_text(re.compile("0341 123456"))).to_be_visible()
