"""What we lean on: each dependency with its reason, locks with hashes and no address."""

import re
import tomllib

from sources import ROOT


def test_every_dependency_has_a_reason():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    reason = False
    reasoned = set()
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("#"):
            reason = True
        elif line.startswith('"'):
            if reason:
                reasoned.add(line.strip('",'))
        else:
            reason = False
    assert set(wanted) - reasoned == set()


def test_locks_hold_hashes_and_no_address():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text, path
        pins = re.findall(r"^[a-z0-9][^ ]*==[^ ]+", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for extra, lock in (("", "run.txt"), ("dev", "dev.txt")):
        text = (ROOT / "requirements" / lock).read_text()
        wanted = project["dependencies"] + (
            project["optional-dependencies"][extra] if extra else []
        )
        for line in wanted:
            name = re.match(r"[A-Za-z0-9_.-]+", line).group().lower().replace("_", "-")
            assert f"\n{name}==" in "\n" + text, f"{name} is missing from {lock}"
