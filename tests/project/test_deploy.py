"""The examples under deploy/ say what the code understands; see what each README says of itself."""

import re
import subprocess
from pathlib import Path

import psycopg
import pytest
import yaml

from ponte.project.cli.main import parser
from ponte.project.settings.environment import database
from ponte.project.supervisor.homes import CHECKOUT
from ponte.project.supervisor.prepare import ROLES

DEPLOY = CHECKOUT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text(encoding="utf-8"))
OURS = {name: one for name, one in COMPOSE["services"].items() if one["image"] == "ponte"}
HIGH = DEPLOY / "high-availability"


def variables(folder: Path) -> dict[str, str]:
    """What a service manager reads: quotes around a value are not part of it."""
    lines = (folder / "environment.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    return {name: value.strip('"') for name, value in pairs}


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_runs_a_verb_that_exists(name):
    assert parser().parse_args(OURS[name]["command"]).verb


def test_only_who_needs_the_owner_or_the_backup_is_given_its_address():
    given = {name: one["env_file"] for name, one in OURS.items()}
    assert {name for name, files in given.items() if "owner.env" in files} == {"tables"}
    assert {name for name, files in given.items() if "backup.env" in files} == {"backup"}
    example = (DEPLOY / "environment.example").read_text(encoding="utf-8")
    assert "OWNER" not in example and "BACKUP" not in example


@pytest.mark.parametrize("folder", [DEPLOY, HIGH], ids=["one machine", "two"])
def test_a_shell_reads_the_example_as_a_service_does(folder):
    """The recipe's own script does: a space or an ampersand without quotes would end it."""
    told = variables(folder)
    names = " ".join(f'"${name}"' for name in told)
    read = f"set -eua; . '{folder / 'environment.example'}'; printf '%s\\n' {names}"
    done = subprocess.run(["sh", "-c", read], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == list(told.values()), done.stderr


def test_the_files_that_compose_names_exist_or_are_made_as_the_readme_says():
    readme = (DEPLOY / "compose" / "README.md").read_text(encoding="utf-8")
    text = (DEPLOY / "compose" / "compose.yaml").read_text(encoding="utf-8")
    for path in re.findall(r"(?<=[ -])\./([A-Za-z.]+)", text):
        assert (DEPLOY / "compose" / path).exists() or path in readme, path
    assert (CHECKOUT / COMPOSE["x-ponte"]["build"]["dockerfile"]).exists()
    assert not re.search(r"(?i)password: *\S", text), "passwords stand in files beside it"


def test_the_image_holds_what_the_product_needs():
    text = (DEPLOY / "compose" / "Containerfile").read_text(encoding="utf-8")
    for source in re.findall(r"^COPY (\S+)", text, re.MULTILINE):
        assert (CHECKOUT / source).exists(), source
    assert "--require-hashes" in text and "USER ponte" in text


def test_two_machines_of_one_database_are_tried_in_turn(settings):
    """The example's address, its first machine dead, its second the one that the tests run on."""
    told = database(variables(HIGH)["DATABASE_URL"])
    assert told["HOST"] == "db1.example.org,db2.example.org" and told["PORT"] == "5432,5432"
    here = settings.DATABASES["default"]
    with psycopg.connect(
        host=f"/nowhere,{here['HOST']}",
        user=here["USER"],
        password=here["PASSWORD"],
        dbname=here["NAME"],
        **told["OPTIONS"],
    ) as link:
        assert link.execute("SHOW transaction_read_only").fetchone() == ("off",)


def test_the_standby_admits_the_roles_that_ponte_has():
    held = yaml.safe_load((HIGH / "patroni.yml").read_text(encoding="utf-8"))
    admitted = next(line for line in held["postgresql"]["pg_hba"] if " ponte " in line)
    assert set(admitted.split()[2].split(",")) == set(ROLES)
    assert {database(url)["NAME"] for url in variables(HIGH).values()} == {"ponte"}
