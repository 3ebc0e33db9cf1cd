"""The night's long runs: all of them, whichever fails, and the status tells."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONG = ["soak", "coverage", "upgrade", "test-pg15"]


@pytest.mark.parametrize("failing", [[], ["soak"], ["coverage", "upgrade"]])
def test_every_long_run_is_made_and_a_failure_is_told(tmp_path, failing):
    make, made = tmp_path / "make", tmp_path / "made"
    fails = " ".join(failing) or "nothing"
    make.write_text(
        f'#!/bin/sh\npwd >> {made}; echo "$@" >> {made}\n'
        f'for one in {fails}; do [ "$1" = "$one" ] && exit 2; done\nexit 0\n'
    )
    make.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [ROOT / ".ci" / "nightly"],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.read_text().splitlines() == [word for one in LONG for word in (str(ROOT), one)]
    assert done.returncode == (1 if failing else 0), done.stderr
    assert done.stderr == (f"failed: {' '.join(failing)}\n" if failing else "")


def test_they_are_verbs_of_ours_and_contributors_read_of_them():
    asked = (ROOT / "Makefile").read_text()
    told = (ROOT / "CONTRIBUTING.md").read_text()
    for one in LONG:
        assert f" {one}" in asked
        assert f"`make {one}`" in told
    assert "`.ci/nightly`" in told
