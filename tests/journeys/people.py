"""Visitors of the stage: browser windows that notice everything which must not happen."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, Response

from tests import chromium
from tests.journeys.stage import Stage

ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No name is looked up but this machine's.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PATIENCE = 10_000
HEIGHTS = {320: 640, 360: 740, 1280: 900}
LOCALES = {"it": "it-IT", "en": "en-GB"}


def open_chromium(playwright: Playwright) -> Browser:
    """The browser of one module's stories."""
    return playwright.chromium.launch(
        executable_path=chromium.path(), args=ARGUMENTS, timeout=60_000
    )


class People:
    """Opens windows on the stage for one test; afterwards `faults` must be empty."""

    def __init__(self, stage: Stage, browser: Browser, sessions: dict[str, dict]):
        self.stage = stage
        self.browser = browser
        self.sessions = sessions
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    def enter(self, *, width: int = 1280, role: str = "", language: str = "it", **options) -> Page:
        """Open a window of somebody new: anonymous, or signed in with a role."""
        size = {"width": width, "height": HEIGHTS.get(width, 900)}
        if role:
            options["storage_state"] = self._session(role)
        context = self.browser.new_context(
            base_url=self.stage.address,
            viewport=size,
            locale=LOCALES.get(language, language),
            timezone_id="Europe/Rome",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        self.watch(context)
        self.contexts.append(context)
        return context.new_page()

    def watch(self, context: BrowserContext) -> None:
        """Note whatever no story may meet."""
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def sign_in(self, page: Page, role: str) -> None:
        """By the page that everybody uses, with the password of the demonstration."""
        account = self.stage.accounts[role]
        page.goto("/en/accounts/login/")
        page.get_by_label("E-mail", exact=False).last.fill(account["email"])
        page.get_by_label("Password").fill(account["password"])
        page.get_by_role("button", name="Sign in with the password").click()
        page.wait_for_url(re.compile(r"/(home|worker)/$"))

    def cookies(self, role: str) -> list[dict]:
        """Those of a session, for a window that was opened without one."""
        return self._session(role)["cookies"]

    def _session(self, role: str) -> dict:
        """Cookies of a session opened once for all tests of this process."""
        if role not in self.sessions:
            page = self.enter()
            self.sign_in(page, role)
            self.sessions[role] = page.context.storage_state()
        return self.sessions[role]

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss"):
            outside = (parts.hostname, parts.port) not in {
                ("localhost", self.stage.port),
                ("127.0.0.1", self.stage.port),
            }
            if outside:
                self.faults.append(f"asked somebody else: {request.url}")

    def _answered(self, response: Response) -> None:
        kind = response.request.resource_type
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")
        elif response.status >= 400 and kind not in ("document", "fetch", "xhr"):
            self.faults.append(f"{response.status} for a {kind}: {response.url}")

    def _said(self, message) -> None:
        """Errors only; that a page was refused is judged by the story itself."""
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")
