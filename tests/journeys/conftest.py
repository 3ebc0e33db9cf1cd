"""Stories in a real browser: what each of them may ask for.

A story talks to the stage over HTTP alone and never to this process's own database: the
browser's driver holds the thread's event loop, so it lives as long as one module.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.people import People, open_chromium
from tests.journeys.phones import Phone
from tests.journeys.stage import Stage

SHOTS = "ponte-journeys-"


@pytest.fixture(scope="session")
def stage():
    """The demonstration, served."""
    with Stage(os.environ.get("PYTEST_XDIST_WORKER", "main")) as running:
        yield running


@pytest.fixture(scope="session")
def sessions() -> dict:
    """Cookies of those who signed in, by role."""
    return {}


@pytest.fixture(scope="module")
def chromium():
    """One browser for the stories of a module."""
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def people(request, stage, chromium, sessions):
    """Windows on the stage; nothing that must not happen has happened in them."""
    stage.forget_tries()
    visitors = People(stage, chromium, sessions)
    yield visitors
    call = getattr(request.node, "call_report", None)
    if visitors.faults or (call is not None and call.failed):
        _keep(request.node.name, visitors)
    visitors.close()
    assert not visitors.faults, "\n".join(visitors.faults)


@pytest.fixture
def citizen(people):
    """The window of somebody who has not signed in."""
    return people.enter()


@pytest.fixture
def signed_in(people):
    """`signed_in(role)`: the window of a demonstration account."""
    return lambda role, **options: people.enter(role=role, **options)


@pytest.fixture
def by_hand(stage):
    """`by_hand("agreed", pk)`: what a story does not tell on its pages."""
    return lambda *words: stage.beside(sys.executable, "-m", "tests.journeys.by_hand", *words)


@pytest.fixture
def phone(people, chromium, tmp_path):
    """A phone that keeps what it kept when it is switched off."""
    return Phone(people, chromium.browser_type, tmp_path / "phone")


@pytest.fixture
def mailbox(stage):
    """`mailbox("somebody@example.org")`: the next letter to that address, waited for."""
    seen = len(stage.letters())
    stage.work()

    def next_letter(to: str, patience: float = 30) -> str:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for letter in stage.letters()[seen:]:
                if to.lower() in letter.lower():
                    return letter
            time.sleep(0.2)
        raise AssertionError(f"No letter to {to} came.\n{stage.log()}")

    return next_letter


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let fixtures know how the story ended."""
    report = yield
    setattr(item, f"{report.when}_report", report)
    return report


def _keep(name: str, visitors: People) -> None:
    """Save what each window showed; the path is printed with the failure."""
    folder = Path(tempfile.mkdtemp(prefix=SHOTS))
    lines = [f"What the browser showed is in {folder}"]
    for number, context in enumerate(visitors.contexts):
        for page in context.pages:
            lines.append(f"  window {number}: {page.url}")
            page.screenshot(path=folder / f"{number}.png", full_page=True)
            (folder / f"{number}.html").write_text(page.content(), encoding="utf-8")
    lines += [f"  fault: {fault}" for fault in visitors.faults]
    text = "\n".join([*lines, visitors.stage.log()])
    (folder / "story.txt").write_text(f"{name}\n{text}\n", encoding="utf-8")
    print(text)  # noqa: T201
