"""The doctor finds what was planted, says how to mend it, and is content afterwards."""

import json
import subprocess

import psycopg
import pytest

from ponte.project.doctor import database
from ponte.project.supervisor.installation import reachable
from tests.project.living import CLI, clean_environment, installed

pytestmark = pytest.mark.processes
HEARTBEAT = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())"
LATE_JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at, args) "
    "VALUES ('default', 'planted', now() - interval '10 minutes', '{}')"
)
SINCE_LONG = "UPDATE procrastinate_events SET at = now() - interval '10 minutes'"


@pytest.fixture(scope="module")
def migrated(folder):
    """A server that stays up, with tables, static files and a worker's sign of life."""
    one = installed(folder)
    with reachable(one):
        for verb in (("database", "migrate"), ("static",)):
            subprocess.run([*CLI, *verb], env=clean_environment(folder), check=True)
        execute(one, "DATABASE_OWNER_URL", HEARTBEAT)
        yield one


def execute(one, variable, *statements):
    with psycopg.connect(one.urls[variable], autocommit=True) as link:
        for statement in statements:
            link.execute(statement)


def examined(ponte):
    done = ponte("doctor", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == (0 if found["good"] else 1)
    return {check["name"]: check for check in found["checks"]}


def test_a_sound_installation_has_no_fault(migrated, ponte):
    done = ponte("doctor")
    assert "All is well." in done.stdout, done.stdout
    assert done.returncode == 0


def test_every_planted_fault_is_found_and_its_mending_works(migrated, ponte):
    admin = migrated.urls["DATABASE_ADMIN_URL"]
    home = migrated.home
    execute(
        migrated,
        "DATABASE_ADMIN_URL",
        "ALTER ROLE ponte_statistics SUPERUSER",
        "ALTER ROLE ponte_owner BYPASSRLS",
        "DROP EXTENSION hstore",
        "CREATE TABLE mine (n int)",
        "ALTER TABLE mine OWNER TO ponte_app",
        "CREATE TABLE open (n int)",
        "CREATE POLICY unused ON open USING (false)",
        "DELETE FROM django_migrations WHERE app = 'limits'",
        "DELETE FROM procrastinate_workers",
        LATE_JOB,
        SINCE_LONG,
    )
    home.secrets.chmod(0o644)
    (home.root / "mail").rmdir()
    (home.root / "mail").write_text("not a folder")
    (home.root / "static" / ".gathered").write_text("older")
    found = examined(ponte)
    wrong = {name for name, check in found.items() if not check["good"]}
    assert wrong == {
        "role of DATABASE_STATISTICS_URL",
        "role of DATABASE_OWNER_URL",
        "extensions",
        "ownership",
        "row-level security",
        "migrations",
        "worker",
        "job lag",
        "secrets",
        "mail folder",
        "static files",
    }
    assert all(found[name]["mend"] for name in wrong)
    with psycopg.connect(admin, autocommit=True) as link:
        for name in ("role of DATABASE_STATISTICS_URL", "role of DATABASE_OWNER_URL"):
            link.execute(found[name]["mend"].split(";")[0])
        link.execute(found["extensions"]["mend"].partition(": ")[2])
        link.execute(found["row-level security"]["mend"])


def test_a_lost_sealing_key_is_found(migrated, ponte):
    wraps = "INSERT INTO sealing_datakey (id, master, wrapped, made_at) VALUES "
    row = "(gen_random_uuid(), '0123456789abcdef', '\\x00', now())"
    assert examined(ponte)["sealing keys"]["good"]
    execute(migrated, "DATABASE_OWNER_URL", wraps + row)
    told = examined(ponte)["sealing keys"]
    execute(migrated, "DATABASE_OWNER_URL", "DELETE FROM sealing_datakey")
    assert not told["good"]
    assert "0123456789abcdef" in told["detail"] and "backup" in told["mend"]


def test_a_role_that_walks_through_walls_is_found(migrated):
    def is_good():
        return database.role(migrated.urls["DATABASE_URL"], "DATABASE_URL").good

    assert is_good()
    for attribute in ("BYPASSRLS", "NOBYPASSRLS SUPERUSER"):
        execute(migrated, "DATABASE_ADMIN_URL", f"ALTER ROLE ponte_app {attribute}")
        assert not is_good()
    execute(migrated, "DATABASE_ADMIN_URL", "ALTER ROLE ponte_app NOSUPERUSER")
    assert is_good()


def test_a_server_that_is_down_is_one_fault_with_a_way_out(ponte, tmp_path):
    done = ponte("doctor", home=tmp_path / "empty")
    assert done.returncode == 1
    assert "does not answer" in done.stdout
    assert "make run" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
