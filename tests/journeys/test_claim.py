"""Somebody finds their own enterprise, claims it, is believed, completes it and publishes it."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
UNCLAIMED = (
    "select e.slug, o.slug, o.name from organizations_organization o "
    "join directory_enterprise e on e.organization_id = o.id "
    "where o.claimed_at is null and o.source like 'Agenzia delle Entrate%%' "
    "and not exists (select from organizations_keeping k where k.kept_id = o.id) "
    "and not exists (select from organizations_claim c where c.organization_id = o.id) "
    "order by o.sort_key limit 1"
)
OFFER = "Lanterns mended by hand"


def fill_profile(page: Page) -> None:
    """What it is and its mission, what it sells, where, how much; nobody it worked for yet."""
    onward = page.get_by_role("button", name="Save and go on")
    page.locator("#id_description").fill("We mend what others throw away, four days a week. " * 4)
    page.locator("[name=prevailing_mission][value=work_integration]").check()
    onward.click()
    page.locator("#id_offers-0-name").fill(OFFER)
    page.locator("#id_offers-0-category").select_option("cleaning")
    onward.click()
    page.locator("#id_served_add").fill("Province of Lecco")
    page.keyboard.press("Escape")
    onward.click()
    page.locator("#id_capacity_note").fill("Forty lanterns a week")
    page.locator("#id_lead_time_days").fill("5")
    onward.click()
    onward.click()
    page.get_by_label("I have checked the whole card").check()
    page.get_by_role("button", name="Save", exact=True).click()


def test_claim_and_complete_an_enterprise(signed_in, stage, mailbox):
    ((enterprise, slug, name),) = stage.rows(UNCLAIMED)
    owner = signed_in("newcomer")
    owner.goto(f"/en/enterprises/{enterprise}/")
    owner.get_by_role("link", name="This is my enterprise").click()

    owner.get_by_role("button", name="Send the claim").click()
    owner.locator(".error-summary").wait_for()
    owner.get_by_label("What you do for the organization").fill("Chair")
    owner.locator("#id_message").fill("I am the chair: see the business register of 2025.")
    owner.get_by_role("button", name="Send the claim").click()
    owner.get_by_text("answers by e-mail").wait_for()
    claim = owner.url

    office = signed_in("officer")
    office.goto("/en/home/")
    office.get_by_role("link", name=f"Answer a claim {name}").click()
    expect(office.get_by_text("see the business register of 2025")).to_be_visible()
    office.get_by_label("Yes").check()
    office.get_by_role("button", name="Send the answer").click()
    office.locator(".state", has_text="accepted").wait_for()
    assert name in mailbox(stage.accounts["newcomer"]["email"])

    owner.goto(claim)
    owner.get_by_role("link", name="Go to the organization").click()
    owner.get_by_role("link", name="Correct the details").click()
    owner.get_by_label("E-mail address of the organization").fill("info@example.org")
    owner.get_by_label("Web site").fill("www.example.org")
    owner.get_by_role("button", name="Save").click()
    owner.get_by_text("https://www.example.org").wait_for()
    owner.get_by_role("link", name="What it is").click()
    owner.locator("#id_kind").select_option("social_enterprise")
    owner.get_by_role("button", name="Declare").click()
    owner.locator(".provenance-declared").first.wait_for()

    owner.goto("/en/home/listings/")
    owner.get_by_role("link", name=name).first.click()
    expect(owner.get_by_text("Nobody here has confirmed it")).to_be_visible()
    owner.locator("#content").get_by_role("link", name="Who you are").first.click()
    fill_profile(owner)
    expect(owner.get_by_text("Everything that must be said is there.")).to_be_visible()
    expect(owner.get_by_text("Nobody here has confirmed it")).to_have_count(0)
    owner.goto(f"/en/search/?kind=enterprise&place=P097&q={OFFER.replace(' ', '+')}")
    owner.locator(".results").get_by_role("link", name=name).click()
    for said in (OFFER, "Forty lanterns a week", "Province of Lecco"):
        expect(owner.get_by_text(said).first).to_be_visible()

    owner.goto(f"/en/organizations/{slug}/")
    expect(owner.get_by_role("link", name="Ask to be let in")).to_be_visible()
