"""A page of the diary without a network: nobody reads it on the phone, a lost phone is cut off."""

import base64
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import phones
from tests.journeys.pages_of_workers import OWN
from tests.journeys.test_weights import weigh

pytestmark = pytest.mark.journey
CANARY, YARD = "Canarino-segretissimo", 150_000
EXAMPLES = Path(__file__).parents[1] / "kit" / "envelopes.json"
DIARY, HOURS = "/en/pathways/yard/diary/", phones.HOURS
MAKE = """async ([source, one, jwk]) => {
  const {seal} = await import(source);
  const how = {name: 'ECDH', namedCurve: 'P-256'};
  const {d, ...open} = jwk;
  const pair = {
    privateKey: await crypto.subtle.importKey('jwk', jwk, how, false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('jwk', open, how, true, []),
  };
  return seal(one, one.text, {pair, nonce: one.envelope.nonce});
}"""


def written(stage, case: str) -> int:
    query = "select count(*) from pathways_document where instrument = 'I9' and pathway_id = %s"
    return int(stage.one(query, case))


def test_a_page_sealed_on_the_phone_and_a_phone_cut_off(people, stage, phone):
    case = stage.one(OWN)
    pages = written(stage, case)
    page = phone.made_ready("worker", case)
    page.goto(DIARY)
    page.get_by_label("Today I did this.").fill(CANARY)
    phones.save(page, "1 entry waits to be sent.")
    assert page.get_by_label("Today I did this.").input_value() == ""
    text = phones.everything(page)
    assert DIARY in text, "the empty form is kept"
    phone.switch_off(page)
    code = stage.one("select code from pathways_pathway where id = %s", case)
    planted = (CANARY, code, case, "worker@ponte.example", "Rosa Canary")
    assert phones.planted_in(text, phone.raw(), planted) == []
    assert written(stage, case) == pages

    page = phone.switch_on()
    page.goto(DIARY)
    page.get_by_text("Sent. Nothing is left on this phone.").wait_for()
    assert phones.waiting(page) == []
    assert written(stage, case) == pages + 1

    page.context.add_cookies(people.cookies("worker"))
    page.goto("/en/pathways/yard/")
    page.get_by_role("button", name="Cut off this phone").click()
    page.get_by_text("The phone is cut off.").wait_for()
    page.goto(DIARY)
    page.get_by_label("Today I did this.").fill(CANARY)
    page.get_by_role("button", name="Save on this phone").click()
    page.get_by_text("This phone was cut off.").wait_for()
    assert written(stage, case) == pages + 1
    page.goto("/en/pathways/yard/")
    page.get_by_role("link", name=re.compile("It came:")).click()
    expect(page.get_by_text(CANARY)).to_be_visible()


def test_the_browser_makes_the_same_envelopes(people):
    page = people.enter(width=360)
    page.goto(HOURS)
    source = page.locator("script[src*=yard]").get_attribute("src")
    for one in json.loads(EXAMPLES.read_text(encoding="utf-8")):
        made = page.evaluate(MAKE, [source, one, jwk(one)])
        assert made == one["envelope"]


def jwk(one: dict) -> dict:
    point = base64.urlsafe_b64decode(one["once_public"] + "=" * 2)
    x, y = (
        base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (point[1:33], point[33:65])
    )
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "d": one["once"]}


@pytest.mark.parametrize("path", [HOURS, DIARY])
def test_the_empty_forms_are_light_and_say_so_without_a_script(people, path):
    assert sum(weigh(people.enter(width=320), path).values()) <= YARD
    page = people.enter(width=320, java_script_enabled=False)
    page.goto(path)
    assert page.locator("noscript a").count() == 1
    assert not page.locator("[data-yard-form]").is_visible()
