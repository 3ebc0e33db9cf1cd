"""The machine: Python, disk, programs, secrets, folders."""

import os
import shutil
import stat
import sys
from pathlib import Path

from ponte.kit import pdf
from ponte.project.doctor.finding import Finding, good, wrong
from ponte.project.supervisor import binaries
from ponte.project.supervisor.homes import CHECKOUT, Home
from ponte.project.supervisor.installation import Installation
from ponte.project.supervisor.say import Trouble

ENOUGH = 1_000_000_000


def look(one: Installation) -> list[Finding]:
    """Everything that needs no database."""
    found = [python(), disk(one.home), secrets(one.home), folder(one.home, "mail")]
    found.append(folder(one.home, "files"))
    found.append(paper())
    if one.postgres is not None:
        found.append(programs())
    return found


def python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return good("python", f"Python {version} in {sys.prefix}")


def disk(home: Home) -> Finding:
    free = shutil.disk_usage(home.root).free
    told = f"{free / 1e9:.1f} GB free for {home.root}"
    if free < ENOUGH:
        return wrong("disk", told, "Free some space or move PONTE_HOME to a larger disk.")
    return good("disk", told)


def secrets(home: Home) -> Finding:
    path = Path(os.environ.get("PONTE_SECRET_FILE") or home.secrets)
    if not path.exists():
        return wrong("secrets", f"{path} is missing", "Any `ponte` command makes it; run one.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return wrong("secrets", f"{path} may be read by others ({mode:o})", f"chmod 600 {path}")
    if path.resolve().is_relative_to(CHECKOUT):
        mend = "Set PONTE_HOME to a folder outside it."
        return wrong("secrets", f"{path} lies inside the repository", mend)
    return good("secrets", f"{path}, for its owner alone")


def paper() -> Finding:
    """Tagged PDF needs the system's Pango; without it pages offer the browser's print alone."""
    if pdf.is_possible():
        return good("paper", "PDFs can be made")
    return good("paper", f"no PDFs, pages are printed by the browser; to have them: {pdf.MEND}")


def folder(home: Home, name: str) -> Finding:
    path = home.root / name
    if not path.is_dir() or not os.access(path, os.W_OK | os.X_OK):
        mend = f"mkdir -p {path}; chmod 700 {path}; give it to the account that serves."
        return wrong(f"{name} folder", f"{path} cannot be written", mend)
    return good(f"{name} folder", str(path))


def programs() -> Finding:
    try:
        found = binaries.chosen()
    except Trouble as trouble:
        return wrong("database programs", str(trouble), "Run `make run` once more.")
    return good("database programs", f"PostgreSQL {found.version} ({found.supplier})")
