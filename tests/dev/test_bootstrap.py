"""The bootstrap: hashed locks without addresses, plain words without a network."""

import ast
import re
import subprocess
import sys

import pytest

from dev import environment, locks, verbs
from dev.environment import ROOT
from dev.say import Trouble

BOOTSTRAP = ("__main__", "say", "environment", "browser", "database", "locks", "verbs")


def test_every_package_is_pinned_and_hashed_and_no_registry_is_named():
    assert locks.check([]) == 0


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "thing @ https://example.org/thing.whl",
        "--find-links wheels",
        "loose>=1",
        "thing==1",
    ],
)
def test_a_planted_address_or_loose_line_is_found(line, tmp_path, monkeypatch):
    (tmp_path / "run.txt").write_text(f"{line}\n")
    monkeypatch.setattr(locks, "FOLDER", tmp_path)
    with pytest.raises(Trouble):
        locks.check([])


def test_the_run_lock_is_contained_in_the_dev_lock():
    def pins(name):
        text = (ROOT / "requirements" / name).read_text()
        return set(re.findall(r"^([A-Za-z0-9._-]+==[^ ;]+)", text, re.MULTILINE))

    assert pins("run.txt") <= pins("dev.txt")


@pytest.mark.parametrize(
    "output",
    [
        "error: Failed to fetch: `x`\n Caused by: dns error: failed to lookup",
        "NewConnectionError('[Errno -3] Temporary failure in name resolution')",
        "ERROR: Could not find a version that satisfies the requirement a==1 (from versions: none)",
    ],
)
def test_without_a_network_it_says_so_plainly(output):
    told = environment._explain(output)
    assert told.startswith("No network:")
    assert "run the same command again" in told


def test_another_failure_shows_the_end_of_its_own_words():
    told = environment._explain("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")
    assert "DO NOT MATCH" in told and "No network" not in told


def test_a_package_of_the_same_name_where_one_stands_is_not_started(tmp_path):
    (tmp_path / "ponte").mkdir()
    (tmp_path / "ponte" / "__init__.py").write_text("raise SystemExit('not Ponte')")
    launcher = tmp_path / "start"
    launcher.write_text(environment.LAUNCHER.format(python=sys.executable))
    done = subprocess.run(
        ["sh", launcher, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "usage: ponte" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("name", BOOTSTRAP)
def test_the_bootstrap_needs_the_standard_library_only(name):
    tree = ast.parse((ROOT / "dev" / f"{name}.py").read_text())
    tops = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            tops |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            tops.add(node.module.split(".")[0])
    assert tops - set(sys.stdlib_module_names) <= {"dev"}


def test_every_verb_of_the_makefile_exists():
    line = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(line[1].split()) <= set(verbs.VERBS)
