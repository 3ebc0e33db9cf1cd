"""A phone of its own: switched off and on with what it kept, without a network, searched."""

import json
from pathlib import Path

from playwright.sync_api import BrowserType, Page

from tests import chromium
from tests.journeys.people import ARGUMENTS, PATIENCE, People

HOURS = "/en/pathways/yard/hours/"
SEND_TO = "/en/pathways/yard/send/"
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


class Phone:
    """The browser of one phone: each time it is switched on its session is over."""

    def __init__(self, people: People, browser: BrowserType, kept: Path):
        self.people = people
        self.browser = browser
        self.kept = kept

    def switch_on(self) -> Page:
        context = self.browser.launch_persistent_context(
            self.kept,
            executable_path=chromium.path(),
            args=ARGUMENTS,
            base_url=self.people.stage.address,
            viewport={"width": 360, "height": 740},
            locale="en-GB",
            timezone_id="Europe/Rome",
        )
        context.clear_cookies()
        context.set_default_timeout(PATIENCE)
        self.people.watch(context)
        self.people.contexts.append(context)
        return context.pages[0]

    def switch_off(self, page: Page) -> None:
        self.people.contexts.remove(page.context)
        page.context.close()

    def made_ready(self, role: str, case: str) -> Page:
        """Its owner signs in and makes it ready; then the session ends and the network is gone."""
        page = self.switch_on()
        page.context.add_cookies(self.people.cookies(role))
        page.goto(f"/en/pathways/yard/{case}/")
        page.get_by_role("button", name="Make it ready").click()
        page.get_by_text("This phone is ready").wait_for()
        page.goto(HOURS)
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.context.clear_cookies()
        page.context.set_offline(True)
        return page

    def raw(self) -> bytes:
        """Every byte that the switched off phone holds of what pages keep."""
        stored = [path for name in KEEPING for path in self.kept.rglob(f"{name}/**/*")]
        return b"".join(path.read_bytes() for path in stored if path.is_file())


def save(page: Page, waiting: str) -> None:
    """Save what is typed, and read how many entries wait."""
    page.get_by_role("button", name="Save on this phone").click()
    page.get_by_role("status").filter(has_text=waiting).wait_for()


def waiting(page: Page) -> list[dict]:
    return page.evaluate(READ, "waiting")


def everything(page: Page) -> str:
    """All that a script finds on the phone, as one text."""
    ready = page.evaluate(READ, "phones")
    return json.dumps([waiting(page), ready, *page.evaluate(CACHED)])


def send_again(page: Page, kept: list[dict], ready: list[dict]) -> set[str]:
    """Send by hand what was sent before; return what the receipts say."""
    told = {name: ready[0][name] for name in ("device", "word")}
    body = {**told, "envelopes": [one["envelope"] for one in kept]}
    status, answer = page.evaluate(SEND, [SEND_TO, body])
    assert status == 200
    return set(answer["receipts"].values())


def lose_the_receipt(page: Page, address: str) -> None:
    """What is sent arrives, and the phone does not hear of it."""
    page.route(f"**{SEND_TO[3:]}", lambda route: (route.fetch(), route.abort()))
    page.goto(address)
    page.get_by_text("There is no network now.").wait_for()


def planted_in(text: str, raw: bytes, planted: tuple[str, ...]) -> list[str]:
    """Return which of the planted values can be read on the phone."""
    assert raw, "nothing was kept at all"
    return [
        one
        for one in planted
        if one in text or one.encode() in raw or one.encode("utf-16-le") in raw
    ]
