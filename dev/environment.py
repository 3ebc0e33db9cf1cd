"""Makes .venv from the hashed locks, only when they changed; prefers uv, else pip."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

from dev.say import Trouble, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".ponte-locks.json"
LOG = VENV / "install.log"
PANGO = "libpangoft2-1.0-0"  # brings Pango and HarfBuzz with it
NETWORK = (
    "name resolution",
    "could not resolve",
    "dns error",
    "failed to resolve",
    "network is unreachable",
    "connection refused",
    "connection error",
    "connecttimeout",
    "timed out",
    "failed to fetch",
    "client error (connect)",
    "no route to host",
    "nodename nor servname",
    "newconnectionerror",
    "proxyerror",
    "tunnel error",
    "(from versions: none)",
)
# Never what stands in the folder somebody happens to be in, for the processes it starts too.
LAUNCHER = """#!/bin/sh
export PYTHONSAFEPATH=1
exec "{python}" -m ponte.project.cli "$@"
"""


def newer_python(arguments: list[str]) -> int:
    """This Python is too old: hand over to a newer one on the path, or say what is needed."""
    for minor in range(15, 10, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, "-m", "dev", *arguments])
    version = ".".join(str(part) for part in sys.version_info[:2])
    sys.stderr.write(f"Ponte needs Python 3.11 or newer; this is {version}.\n")
    return 1


def python() -> Path:
    """The environment's interpreter."""
    return VENV / "bin" / "python"


def ensure(kind: str) -> None:
    """The environment holds the locked packages of `run` or `dev` (which contains `run`)."""
    wanted = {name: digest(name) for name in ("run", "dev")}
    have = _stamp()
    fits = have.get("dev") == wanted["dev"] or (kind == "run" and have.get("run") == wanted["run"])
    if fits and _works():
        _link()
        return
    uv = find_uv()
    say(f"Environment {VENV.name} ({kind}), with {'uv' if uv else 'pip'} ...")
    if not _works():
        _make(uv)
    _install(kind, uv)
    _link()
    _letters()
    kept = {kind: wanted[kind]} | ({"run": wanted["run"]} if kind == "dev" else {})
    STAMP.write_text(json.dumps(kept), encoding="ascii")
    say("Environment: done")


def digest(kind: str) -> str:
    """Of a lock file and of the interpreter that it is installed for."""
    text = (ROOT / "requirements" / f"{kind}.txt").read_bytes()
    return hashlib.sha256(text + sys.version.encode()).hexdigest()


def _stamp() -> dict:
    try:
        return json.loads(STAMP.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}


def _works() -> bool:
    if not python().exists():
        return False
    done = subprocess.run([python(), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
    return done.returncode == 0


def find_uv() -> str | None:
    """uv, if there is one and it runs (a version manager's stub may not)."""
    found = shutil.which("uv")
    if not found:
        return None
    done = subprocess.run([found, "--version"], capture_output=True, check=False)
    return found if done.returncode == 0 else None


def _make(uv: str | None) -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv:
        done = _logged([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
        if done.returncode == 0:
            return
        shutil.rmtree(VENV, ignore_errors=True)
    plain = [sys.executable, "-m", "venv", str(VENV)]
    if _logged(plain).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if apt_install("python3-venv") and _logged(plain).returncode == 0:
        return
    raise Trouble(
        "Python cannot make an environment here (its module 'ensurepip' is missing). "
        "On Debian or Ubuntu: apt install python3-venv; then run the same command again."
    )


def _install(kind: str, uv: str | None) -> None:
    lock = str(ROOT / "requirements" / f"{kind}.txt")
    strict = ["--require-hashes", "-r", lock]
    if uv:
        wheels = ["--only-binary", ":all:"]
        done = _logged([uv, "pip", "install", "--python", str(python()), *wheels, *strict])
        if done.returncode == 0:
            return
        say("uv did not succeed; trying pip ...")
    done = _logged([*_pip(), "install", "--retries", "2", "--only-binary", ":all:", *strict])
    if done.returncode != 0:
        raise Trouble(_explain(done.stdout))


def _pip() -> list[str]:
    """pip of the environment; uv makes environments without one."""
    probe = subprocess.run([python(), "-m", "pip", "--version"], capture_output=True, check=False)
    if probe.returncode != 0:
        subprocess.run([python(), "-m", "ensurepip"], capture_output=True, check=False)
    return [str(python()), "-m", "pip", "--disable-pip-version-check"]


def _logged(command: list[str]) -> subprocess.CompletedProcess:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if VENV.exists():
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(command)}\n{done.stdout}\n")
    return done


def _explain(output: str) -> str:
    low = output.lower()
    if any(text in low for text in NETWORK):
        return (
            "No network: Ponte's parts could not be downloaded, because this machine does not "
            "reach the Python package index.\nConnect it (or set PIP_INDEX_URL or "
            "PIP_FIND_LINKS to where the packages can be had) and run the same command again. "
            f"What was tried is in {LOG}."
        )
    end = "\n".join(output.splitlines()[-15:])
    return f"The packages could not be installed; the whole story is in {LOG}.\n{end}"


def _link() -> None:
    """Make the checkout importable and write the `ponte` command, without any network."""
    for folder in VENV.glob("lib/python3*/site-packages"):
        path = folder / "ponte-checkout.pth"
        if not path.exists() or path.read_text(encoding="utf-8") != f"{ROOT}\n":
            path.write_text(f"{ROOT}\n", encoding="utf-8")
    launcher, text = VENV / "bin" / "ponte", LAUNCHER.format(python=python())
    if not launcher.exists() or launcher.read_text(encoding="utf-8") != text:
        launcher.write_text(text, encoding="utf-8")
        launcher.chmod(0o755)


def _letters() -> None:
    """Tagged PDF needs the system's Pango; without it pages offer the browser's print."""
    if not find_library("pangoft2-1.0") and not apt_install(PANGO):
        say(f"No Pango: PDFs cannot be made here. On Debian or Ubuntu: apt install {PANGO}")


def apt_install(package: str) -> bool:
    """Install a system package where we may: as root on Debian and its children."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {package} with apt ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", package]
    if subprocess.run(install, env=quiet, capture_output=True, check=False).returncode == 0:
        return True
    subprocess.run(["apt-get", "update"], env=quiet, capture_output=True, check=False)
    return subprocess.run(install, env=quiet, capture_output=True, check=False).returncode == 0
