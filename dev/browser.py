"""A Chromium for the journeys: the machine's, Debian's, or playwright's own; never skipped."""

import os
import shutil
import subprocess
from pathlib import Path

from dev.environment import apt_install, python
from dev.say import Trouble, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "PONTE_CHROMIUM"


def ensure() -> dict[str, str]:
    """Environment variables that name a Chromium which runs."""
    found = _named() or _own()
    if found is None and apt_install("chromium"):
        found = _named()
    if found is None:
        say("Installing playwright's own Chromium ...")
        subprocess.run([python(), "-m", "playwright", "install", "chromium"], check=False)
        found = _own()
    if found is None:
        raise Trouble(
            "The tests need a Chromium and none could be had. Install one (Debian, Ubuntu: "
            "apt install chromium), or name it in PONTE_CHROMIUM, and run the same command again."
        )
    return {VARIABLE: found}


def _named() -> str | None:
    """The one that the environment names, or one on the path."""
    given = os.environ.get(VARIABLE)
    candidates = [given] if given else [shutil.which(name) for name in NAMES]
    return next((one for one in candidates if one and _runs(one)), None)


def _own() -> str | None:
    """Playwright's own, if it has been downloaded."""
    code = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    done = subprocess.run([python(), "-c", code], capture_output=True, text=True, check=False)
    path = done.stdout.strip()
    return path if path and Path(path).exists() and _runs(path) else None


def _runs(program: str) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
