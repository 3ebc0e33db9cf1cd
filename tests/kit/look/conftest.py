"""A real browser, the one that `dev.browser` found first; without one the tests fail."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, sync_playwright

# The browser driver runs an event loop in this thread; Django's guard would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = [
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="module")
def browser() -> Browser:
    with sync_playwright() as driver:
        named = os.environ.get("PONTE_CHROMIUM")
        found = named or shutil.which("chromium") or shutil.which("chromium-browser")
        opened = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()
