"""The walls: who may import whom, and that the linter would notice."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [LINTER, "--config", "pyproject.toml", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_is_kept():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def copy_of_house(folder: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", folder)
    skipped = shutil.ignore_patterns("__pycache__", "data", "static", "templates", "locale")
    shutil.copytree(ROOT / "ponte", folder / "ponte", ignore=skipped)
    return folder


def test_the_linter_sees_each_kind_of_broken_wall(tmp_path):
    """Plant all violations at once: every one must be named in the report."""
    house = copy_of_house(tmp_path)
    planted = {
        "ponte/engines/text/planted.py": "import django\n",
        "ponte/kit/planted.py": "from ponte.organizations import public\n",
        "ponte/territory/queries_planted.py": "x = 1\n",
        "ponte/exchange/rules.py": "from ponte.directory.models import Offer\n",
        "ponte/unlisted/__init__.py": "",
    }
    for name, text in planted.items():
        path = house / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    report = lint(house)
    assert report.returncode == 1
    text = report.stdout + report.stderr
    for trace in (
        "ponte.engines.text.planted -> django",
        "ponte.kit.planted",
        "queries_planted",
        "ponte.exchange.rules -> ponte.directory.models",
        "unlisted",
    ):
        assert trace in text, f"{trace} was not noticed:\n{text}"
