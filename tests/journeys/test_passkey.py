"""A passkey: made by somebody who is signed in, and enough to come back without anything else."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(people):
    """A window on a device that can make passkeys and knows its owner."""
    window = people.enter(language="en")
    device = window.context.new_cdp_session(window)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    people.sign_in(window, "newcomer")
    return window


def sign_out(page) -> None:
    page.locator(".me details summary").last.click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/en/")


def test_a_passkey_is_made_and_signs_in(page, stage):
    page.goto("/en/accounts/preferences/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("link", name="Add a passkey").click()
    # Whoever finds a screen left open cannot add a way in of their own.
    page.get_by_label("Password").fill(stage.accounts["newcomer"]["password"])
    page.locator("main button[type=submit]").first.click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    page.goto("/en/accounts/preferences/")
    expect(page.get_by_text("You have 1 passkey.")).to_be_visible()

    sign_out(page)
    page.goto("/en/accounts/preferences/")
    page.get_by_role("button", name="Use a passkey of this device").click()
    page.get_by_role("heading", name="My account").wait_for()
