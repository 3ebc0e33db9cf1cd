"""A Chromium for the journeys: the machine's, Debian's, or playwright's own; never skipped.

In this order, each tried by asking for its version: the one that PONTE_CHROMIUM names, and then
no other; one on the path; playwright's own, if it is here; Debian's, where we are root; one that
playwright downloads. Without any, the command fails and says what to do. Where there is one, the
headless shell is taken before the whole browser: a window costs it a third of the work.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from dev.environment import apt_install, python
from dev.say import Trouble, say

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "PONTE_CHROMIUM"
OWN = (
    "from playwright.sync_api import sync_playwright as s\n"
    "with s() as p: print(p.chromium.executable_path)"
)
# Playwright keeps its shell beside its browser, in a folder with the same number.
OWN_SHELL = "chromium_headless_shell-{number}/*/*headless*shell"


def ensure(
    *,
    environ: Mapping[str, str] = os.environ,
    playwright: str | None = None,
    apt: Callable[[str], bool] = apt_install,
) -> dict[str, str]:
    """Environment variables that name a Chromium which runs.

    `playwright` is the Python that has it, else the environment's; `apt` installs a package.
    """
    given = environ.get(VARIABLE)
    if given:
        return {VARIABLE: _given(given)}
    runner = playwright or python()
    found = on_path(environ) or _own(runner, environ)
    if found is None and (apt(SHELL) or apt("chromium")):
        found = on_path(environ)
    if found is None:
        say("Installing playwright's own Chromium ...")
        install = [runner, "-m", "playwright", "install", "chromium"]
        subprocess.run(install, env=dict(environ), check=False)
        found = _own(runner, environ)
    if found is None:
        raise Trouble(
            "The tests need a Chromium and none could be had. Install one (Debian, Ubuntu: "
            "apt install chromium), or name it in PONTE_CHROMIUM, and run the same command again."
        )
    return {VARIABLE: found}


def _given(program: str) -> str:
    """Who names one wants that one: another in its place would only puzzle them."""
    if not runs(program):
        raise Trouble(
            f"PONTE_CHROMIUM names {program}, which does not run. Name one that does, or unset "
            "it, and run the same command again."
        )
    return program


def on_path(environ: Mapping[str, str]) -> str | None:
    """The first on the path that runs."""
    found = (shutil.which(name, path=environ.get("PATH")) for name in NAMES)
    return next((one for one in found if one and runs(one)), None)


def _own(runner: str, environ: Mapping[str, str]) -> str | None:
    """Playwright's own, if it has been downloaded."""
    asked = [runner, "-c", OWN]
    done = subprocess.run(asked, env=dict(environ), capture_output=True, text=True, check=False)
    path = done.stdout.strip()
    candidates = [*_shells(Path(path)), path] if path else []
    return next((one for one in candidates if Path(one).exists() and runs(one)), None)


def _shells(browser: Path) -> list[str]:
    """Playwright's shells that go with its browser: .../chromium-1234/chrome-linux64/chrome."""
    folder = next((one for one in browser.parents if one.name.startswith("chromium-")), None)
    if folder is None:
        return []
    number = folder.name.removeprefix("chromium-")
    return sorted(str(one) for one in folder.parent.glob(OWN_SHELL.format(number=number)))


def runs(program: str) -> bool:
    """Say whether a program answers when asked for its version."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
