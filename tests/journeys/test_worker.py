"""A worker with a card and a PIN says yes, writes a private page and one for the tutor."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages_of_workers import OWN

pytestmark = pytest.mark.journey
PIN = "703914"
PLACED = "select p.id from pathways_pathway p where p.code = 'P-CARTA'"


@pytest.fixture
def case(stage):
    """A case of somebody without an e-mail address, proposed to them."""
    return stage.one(PLACED)


def test_card_pin_yes_and_two_pages(people, signed_in, stage, case):
    tutor, office = signed_in("tutor"), signed_in("placement")
    tutor.goto(f"/en/pathways/{case}/access/")
    assert tutor.get_by_role("button", name="Print a card").count() == 0, "the tutor gets no secret"
    office.goto(f"/en/pathways/{case}/access/")
    office.get_by_role("button", name="Print a card").click()
    code, number = (
        one.replace(" ", "") for one in office.locator(".card-number").all_text_contents()
    )
    assert not office.locator(".card-fold").is_visible(), "on paper only"

    worker = people.enter(width=320, java_script_enabled=False)
    worker.goto(f"/en/accounts/card/first/?code={code}")
    worker.get_by_label("Number inside the fold").fill(number)
    worker.get_by_label("Choose a PIN").fill(PIN)
    worker.get_by_label("The PIN once more").fill(PIN)
    worker.get_by_role("button", name="Save my PIN").click()
    worker.wait_for_url("**/pathways/worker/")
    worker.get_by_role("button", name="Leave").click()
    worker.goto("/en/pathways/worker/")
    assert "/accounts/login/" in worker.url, "the phone has forgotten"

    worker.goto("/en/accounts/card/")
    worker.get_by_label("Number of the card").fill(f"{code[:4]} {code[4:]}")
    worker.get_by_label("PIN", exact=True).fill(PIN)
    worker.get_by_role("button", name="Go in").click()
    worker.get_by_role("link", name="Do you want this pathway?").click()
    worker.get_by_text("A no changes nothing in your job").wait_for()
    worker.get_by_role("button", name="Yes, I want to").click()
    worker.get_by_text("You said yes").wait_for()

    for did, readers in (("Only mine", "Only me"), ("For us both", "My tutor and me")):
        worker.get_by_role("link", name="My diary").click()
        worker.get_by_role("link", name="Write a page").click()
        worker.get_by_label("Very good").check()
        worker.get_by_label("Today I did this.").fill(did)
        worker.get_by_label(readers, exact=True).check()
        worker.get_by_role("button", name="Save my page").click()
        worker.get_by_text("Your page is saved.").wait_for()
        worker.get_by_role("link", name="Back to my pathway").click()

    tutor.goto(f"/en/pathways/{case}/diary/")
    expect(tutor.get_by_text("For us both")).to_be_visible()
    assert tutor.get_by_text("Only mine").count() == 0

    office.goto(f"/en/pathways/{case}/access/")
    office.get_by_role("button", name="Take the card away").click()
    worker.goto("/en/pathways/worker/")
    assert "/accounts/login/" in worker.url


@pytest.mark.parametrize("rest", ["", "hours/", "diary/new/"])
def test_the_workers_pages_fit_a_small_phone(people, stage, rest):
    page = people.enter(width=320, role="worker")
    page.goto("/it/pathways/worker/" + (f"{stage.one(OWN)}/{rest}" if rest else ""))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


PAGES = f"select count(*) from pathways_document where instrument = 'I9' and pathway_id in ({OWN})"
LATER = "() => { const now = Date.now; Date.now = () => now() + 60000; }"
KEPT = "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"


def test_what_is_typed_stays_on_the_page_until_it_can_be_sent(people, stage):
    """No network, then no session, then somebody else's: each time the page is still there."""
    page, typed = people.enter(width=360, role="worker", language="en"), "Oggi ho piegato scatole"
    pages = int(stage.one(PAGES))
    page.goto(f"/en/pathways/worker/{stage.one(OWN)}/diary/new/")
    page.get_by_label("Very good").check()
    page.get_by_label("Today I did this.").fill(typed)
    page.get_by_label("Only me", exact=True).check()
    send = page.get_by_role("button", name="Save my page")

    def pressed(told: str) -> None:
        send.click()
        page.get_by_role("alert").filter(has_text=told).wait_for()
        assert page.get_by_role("alert").count() == 1
        assert page.get_by_label("Today I did this.").input_value() == typed
        assert send.evaluate("(one) => one === document.activeElement")
        assert typed not in page.evaluate(KEPT)

    page.context.set_offline(True)
    pressed("There is no network now.")
    page.context.set_offline(False)
    page.evaluate(LATER)
    page.context.clear_cookies()
    pressed("You are no longer signed in.")
    page.context.add_cookies(people.cookies("tutor"))
    pressed("Somebody else is signed in here now.")
    page.context.clear_cookies()
    page.context.add_cookies(people.cookies("worker"))
    with page.expect_navigation():
        send.click()
    page.get_by_text("Your page is saved.").wait_for()
    assert int(stage.one(PAGES)) == pages + 1, "sent once"
