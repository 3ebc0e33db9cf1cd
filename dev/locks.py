"""Compiles the hashed locks, and checks that no registry's address stands in them."""

import subprocess

from dev.environment import ROOT, find_uv
from dev.say import Trouble, say

FOLDER = ROOT / "requirements"
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
    "--python-version=3.11",
)
LOCKS = {"run.txt": (), "dev.txt": ("--extra", "dev")}


def compile_all(arguments: list[str]) -> int:
    """Write both locks again; `--upgrade` takes newer versions."""
    uv = find_uv()
    if uv is None:
        raise Trouble("Compiling the locks needs uv: see its own page for how to get it.")
    for name, extra in LOCKS.items():
        say(f"requirements/{name} ...")
        target = str(FOLDER / name)
        command = [uv, "pip", "compile", *OPTIONS, *extra, *arguments, "-o", target]
        subprocess.run([*command, "pyproject.toml"], cwd=ROOT, check=True)
    return check([])


def check(arguments: list[str]) -> int:
    """Every line pinned and hashed, no address anywhere."""
    for path in sorted(FOLDER.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if "://" in text or "--index-url" in text or "--find-links" in text:
            raise Trouble(f"{path.name} names an address: compile it with `make locks`.")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        loose = [line for line in pins if "==" not in line]
        if loose or text.count("--hash=sha256:") < len(pins):
            raise Trouble(f"{path.name} holds lines without version or hash: {loose[:3]}")
        say(f"requirements/{path.name}: {len(pins)} packages, all pinned and hashed")
    return 0
