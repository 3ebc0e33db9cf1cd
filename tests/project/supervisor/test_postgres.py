"""Our own server: made, killed, recognised; its roles."""

import os
import signal
import stat
import subprocess
from urllib.parse import urlsplit

import psycopg
import pytest

from ponte.project.supervisor import binaries, keys, prepare
from ponte.project.supervisor.postgres import Postgres
from ponte.project.supervisor.say import Trouble

pytestmark = pytest.mark.processes


def test_it_listens_on_a_private_socket_only_and_asks_for_a_password(postgres, home):
    assert stat.S_IMODE(home.socket.stat().st_mode) == 0o700
    with psycopg.connect(postgres.admin_url()) as link:
        assert link.execute("SHOW listen_addresses").fetchone() == ("",)
        assert link.execute("SHOW data_checksums").fetchone() == ("on",)
        assert link.execute("SHOW jit").fetchone() == ("off",)
        collation = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
        assert link.execute(collation).fetchone() == ("C.UTF-8",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(postgres.server.url("ponte_admin", "guess", "postgres"))


def test_no_line_trusts_anybody(home):
    text = (home.data / "pg_hba.conf").read_text()
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert {line[-1] for line in lines} == {"scram-sha-256"}


def test_after_kill_it_starts_again_and_nobody_removes_its_lock(postgres, home):
    lock = home.data / "postmaster.pid"
    inode = lock.stat().st_ino
    os.kill(postgres.child.running.pid, signal.SIGKILL)
    postgres.child.running.wait()
    assert lock.exists() and lock.stat().st_ino == inode
    postgres.start()
    assert postgres.answers()


def test_a_postmaster_is_recognised_by_its_data_folder(postgres, home):
    assert postgres.orphan().pid == postgres.child.running.pid


def test_a_recycled_pid_in_the_lock_file_is_no_postmaster(tmp_path, home):
    sleeper = subprocess.Popen(["sleep", "600"])
    try:
        lock = home.data / "postmaster.pid"
        kept = lock.read_text()
        lock.write_text(kept.replace(kept.splitlines()[0], str(sleeper.pid), 1))
        assert Postgres(home=home, password="").orphan() is None
        lock.write_text(kept)
    finally:
        sleeper.kill()
        sleeper.wait()


def test_preparing_twice_makes_four_weak_roles_and_every_extension(postgres, home):
    passwords = keys.read(home.secrets)["passwords"]
    assert prepare.prepare(postgres.admin_url(), passwords, "twice") is True
    assert prepare.prepare(postgres.admin_url(), passwords, "twice") is False
    with psycopg.connect(postgres.admin_url("twice")) as link:
        query = (
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
            "WHERE rolname LIKE 'ponte%' AND rolname <> 'ponte_admin' ORDER BY 1"
        )
        assert link.execute(query).fetchall() == [
            ("ponte_app", False, False, False, False),
            ("ponte_backup", False, True, False, False),
            ("ponte_owner", False, False, False, False),
            ("ponte_statistics", False, False, False, False),
        ]
        found = {row[0] for row in link.execute("SELECT extname FROM pg_extension")}
        assert set(prepare.EXTENSIONS) <= found


def test_the_app_may_not_make_tables(postgres, home):
    passwords = keys.read(home.secrets)["passwords"]
    prepare.prepare(postgres.admin_url(), passwords, "strict")
    app = postgres.server.url("ponte_app", passwords["ponte_app"], "strict")
    with psycopg.connect(app) as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute("CREATE TABLE mine (n int)")


def test_the_printed_script_does_the_same_through_psql(postgres, home):
    passwords = keys.read(home.secrets)["passwords"]
    script = prepare.script(passwords, "printed")
    psql = binaries.everything()[0].program("psql")
    admin = urlsplit(postgres.admin_url())
    done = subprocess.run(
        [psql, "-X", "-q", "-h", str(home.socket), "-U", "ponte_admin", "postgres"],
        input=script,
        env={**os.environ, "PGPASSWORD": admin.password},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    owner = postgres.server.url("ponte_owner", passwords["ponte_owner"], "printed")
    with psycopg.connect(owner) as link:
        link.execute("CREATE TABLE mine (n int)")


def test_data_of_another_major_version_are_left_alone_with_an_explanation(home, postgres):
    version = home.data / "PG_VERSION"
    kept = version.read_text()
    version.write_text("9\n")
    try:
        with pytest.raises(Trouble, match="written by PostgreSQL 9"):
            Postgres(home=home, password="").initialise()
    finally:
        version.write_text(kept)


def test_a_folder_without_the_programs_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("PONTE_POSTGRES_BINARIES", str(tmp_path))
    with pytest.raises(Trouble, match="initdb"):
        binaries.chosen()


def test_wrong_password_of_our_own_data_is_explained(postgres, home):
    with pytest.raises(Trouble, match="restore the file"):
        Postgres(home=home, password="another").answers()
