"""The seven catalogues: taken out of code, templates and data titles, counted, compiled.

The counts ship beside them, so that the menu of languages says which of them lag behind.

One catalogue a language for the whole house. Titles in data files stand with their Italian beside
them, which fills the Italian catalogue. Entries are sorted and carry no line numbers, so that
differences stay small.
"""

import os
import shutil
import subprocess

from dev import environment
from dev.environment import ROOT, python
from dev.say import Trouble, say

LANGUAGES = ("it", "en", "fr", "nl", "hr", "sl", "pl")
TITLES = ROOT / "ponte" / "titles_of_data.py"
WORK = """
from dev import catalogues
catalogues.{verb}()
"""


def messages(arguments: list[str]) -> int:
    """Bring the catalogues up to date with the code, compile them and count what is missing."""
    environment.ensure("dev")
    _need_gettext()
    if arguments[:1] == ["--count"]:
        return _in_environment("count")
    try:
        _in_environment("write_titles")
        _django("makemessages", "--no-location", "--no-obsolete", "--ignore=static/*", *_locales())
    finally:
        TITLES.unlink(missing_ok=True)
    _in_environment("settle")
    _django("compilemessages", *_locales())
    _in_environment("write_counts")
    return _in_environment("count")


def _need_gettext() -> None:
    if not shutil.which("msgfmt"):
        environment.apt_install("gettext")
    if not shutil.which("msgfmt"):
        raise Trouble("Catalogues need GNU gettext. On Debian or Ubuntu: apt install gettext.")


def _locales() -> list[str]:
    return [part for language in LANGUAGES for part in ("--locale", language)]


def _django(*arguments: str) -> None:
    # Without settings: words can be collected while the application is broken.
    extra = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [python(), "-m", "django", *arguments]
    done = subprocess.run(command, cwd=ROOT / "ponte", env=extra, check=False)
    if done.returncode != 0:
        raise Trouble(f"{arguments[0]} failed; what it said stands above.")


def _in_environment(verb: str) -> int:
    """Run one function of `dev.catalogues`, which needs the installed libraries."""
    say(f"catalogues: {verb.replace('_', ' ')}")
    command = [python(), "-c", WORK.format(verb=verb)]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        raise Trouble(f"The catalogues cannot be {verb}d; the reason stands above.")
    return 0
