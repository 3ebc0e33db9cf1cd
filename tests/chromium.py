"""The Chromium that stories and looks are seen in; without one they fail and are not skipped."""

import os
from functools import cache

from dev import browser

MISSING = (
    "The journeys need a Chromium and none was found. Install one (Debian, Ubuntu: apt install "
    f"{browser.SHELL}), or name it in {browser.VARIABLE}, and run the same command again."
)


@cache
def path() -> str:
    """The one that the run found, or that is on the path of whoever runs one test by hand."""
    found = os.environ.get(browser.VARIABLE) or browser.on_path(os.environ)
    if not found:
        raise AssertionError(MISSING)
    return found
