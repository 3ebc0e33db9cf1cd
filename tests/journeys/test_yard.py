"""A phone without a network: two entries, browser closed, session over, sent twice, there once."""

import base64
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.journeys.pages_of_workers import OWN
from tests.journeys.people import ARGUMENTS, PATIENCE
from tests.journeys.test_weights import weigh

pytestmark = pytest.mark.journey
CANARY, YARD = "Canarino-segretissimo", 150_000
EXAMPLES = Path(__file__).parents[1] / "kit" / "envelopes.json"
DIARY, HOURS = "/en/pathways/yard/diary/", "/en/pathways/yard/hours/"
KEEPING = "IndexedDB", "Local Storage", "Session Storage", "Service Worker"
READ = """(store) => new Promise((done) => {
  const asked = indexedDB.open('ponte-yard', 1);
  asked.onsuccess = () => {
    const rows = asked.result.transaction(store).objectStore(store).getAll();
    rows.onsuccess = () => { asked.result.close(); done(rows.result); };
  };
})"""
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const one of await kept.keys()) found.push(one.url, await (await kept.match(one)).text());
  }
  const here = [localStorage, sessionStorage].map((store) => JSON.stringify({...store}));
  return [found.join('\\n'), ...here];
}"""
SEND = """async ([address, body]) => {
  const answer = await fetch(address, {method: 'POST', body: JSON.stringify(body)});
  return [answer.status, await answer.json()];
}"""
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


@pytest.fixture
def phone(people, chromium, stage, tmp_path):
    """`phone()`: the browser of one phone, opened again with what it kept, and no session."""
    kept = tmp_path / "phone"

    def switch_on():
        context = chromium.browser_type.launch_persistent_context(
            kept,
            executable_path=chromium_path(),
            args=ARGUMENTS,
            base_url=stage.address,
            viewport={"width": 360, "height": 740},
            locale="en-GB",
            timezone_id="Europe/Rome",
        )
        context.clear_cookies()
        context.set_default_timeout(PATIENCE)
        people.watch(context)
        people.contexts.append(context)
        return context.pages[0]

    switch_on.kept = kept
    return switch_on


def chromium_path() -> str:
    return os.environ.get("PONTE_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def switch_off(people, page) -> None:
    people.contexts.remove(page.context)
    page.context.close()


def written(stage, case: str) -> tuple[int, int]:
    hours = stage.one("select count(*) from pathways_hoursentry where pathway_id = %s", case)
    pages = "select count(*) from pathways_document where instrument = 'I9' and pathway_id = %s"
    return int(hours), int(stage.one(pages, case))


def test_written_without_a_network_and_sent_once(people, stage, phone):
    case = stage.one(OWN)
    hours, pages = written(stage, case)
    page = phone()
    page.context.add_cookies(people._session("worker")["cookies"])
    page.goto(f"/en/pathways/yard/{case}/")
    page.get_by_role("button", name="Make it ready").click()
    page.get_by_text("This phone is ready").wait_for()
    page.goto(HOURS)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.clear_cookies()

    page.context.set_offline(True)
    page.goto(HOURS)
    page.get_by_label("Hours").fill("3")
    page.get_by_role("button", name="Save on this phone").click()
    page.get_by_role("status").filter(has_text="1 entry waits to be sent.").wait_for()
    page.get_by_role("link", name="Write a page").click()
    page.get_by_label("Today I did this.").fill(CANARY)
    page.get_by_role("button", name="Save on this phone").click()
    page.get_by_role("status").filter(has_text="2 entries wait to be sent.").wait_for()
    assert page.get_by_label("Today I did this.").input_value() == ""
    kept, ready = page.evaluate(READ, "waiting"), page.evaluate(READ, "phones")
    everything = json.dumps([kept, ready, *page.evaluate(CACHED)])
    code = stage.one("select code from pathways_pathway where id = %s", case)
    planted = (CANARY, code, case, "worker@ponte.example", "Rosa Canary", '"minutes": 180')
    assert [one for one in planted if one in everything] == []
    assert DIARY in everything, "the empty form is kept"
    switch_off(people, page)
    stored = [path for name in KEEPING for path in phone.kept.rglob(f"{name}/**/*")]
    raw = b"".join(path.read_bytes() for path in stored if path.is_file())
    assert raw and CANARY.encode() not in raw and CANARY.encode("utf-16-le") not in raw
    assert written(stage, case) == (hours, pages)

    page = phone()
    send = "**/pathways/yard/send/"
    page.route(send, lambda route: (route.fetch(), route.abort()))
    page.goto(DIARY)
    page.get_by_text("There is no network now.").wait_for()
    assert written(stage, case) == (hours + 1, pages + 1), "it came, its receipt did not"
    page.get_by_role("status").filter(has_text="2 entries wait to be sent.").wait_for()
    switch_off(people, page)

    page = phone()
    page.goto(DIARY)
    page.get_by_text("Sent. Nothing is left on this phone.").wait_for()
    assert page.evaluate(READ, "waiting") == []
    assert written(stage, case) == (hours + 1, pages + 1)
    body = {
        "device": ready[0]["device"],
        "word": ready[0]["word"],
        "envelopes": [one["envelope"] for one in kept],
    }
    for _again in range(2):
        status, answer = page.evaluate(SEND, ["/en/pathways/yard/send/", body])
        assert (status, set(answer["receipts"].values())) == (200, {"got"})
    assert written(stage, case) == (hours + 1, pages + 1)

    page.context.add_cookies(people._session("worker")["cookies"])
    page.goto("/en/pathways/yard/")
    page.get_by_role("button", name="Cut off this phone").click()
    page.get_by_text("The phone is cut off.").wait_for()
    page.goto(DIARY)
    page.get_by_label("Today I did this.").fill(CANARY)
    page.get_by_role("button", name="Save on this phone").click()
    page.get_by_text("This phone was cut off.").wait_for()
    assert written(stage, case) == (hours + 1, pages + 1)
    page.goto("/en/pathways/yard/")
    page.get_by_role("link", name=re.compile("It came:")).click()
    assert page.get_by_text(CANARY).is_visible()


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
