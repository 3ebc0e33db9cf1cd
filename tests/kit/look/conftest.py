"""A real browser, the one that `dev.browser` found first; without one the tests fail."""

import os

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import chromium

# The browser driver runs an event loop in this thread; Django's guard would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = [
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="module")
def browser() -> Browser:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium.path(), args=FLAGS)
        yield opened
        opened.close()
