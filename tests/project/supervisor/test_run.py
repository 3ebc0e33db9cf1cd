"""Real processes, really killed: what `make run` promises about recovery."""

import os
import signal
import socket
import subprocess

import psycopg
import pytest

from ponte.project.supervisor import keys
from ponte.project.supervisor.addresses import Server
from ponte.project.supervisor.homes import open_home, short_digest
from ponte.project.supervisor.processes import Process
from tests.project.living import CLI, Running, clean_environment

pytestmark = pytest.mark.processes


def owner(running):
    """A connection as the owner of the tables."""
    home = open_home(running.home)
    password = keys.read(home.secrets)["passwords"]["ponte_owner"]
    return psycopg.connect(Server(socket=home.socket).url("ponte_owner", password, "ponte"))


ROWS = "SELECT count(*) FROM kept"


def keep_rows(running):
    with owner(running) as link:
        link.execute("DROP TABLE IF EXISTS kept")
        link.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")


def killed_comes_back(running, name):
    before = running.child(name)
    os.kill(before.pid, signal.SIGKILL)
    running.wait_for(lambda: running.child(name) not in (None, before))
    running.wait_for(running.healthy)
    return before


def test_everything_answers_on_both_loopback_addresses(running):
    assert running.healthy()
    assert set(running.state()["children"]) == {"postgres", "web", "worker"}
    for host in ("127.0.0.1", "[::1]"):
        url = f"http://{host}:{running.port}/healthz"
        assert subprocess.run(["curl", "-sfg", "-o", "/dev/null", url]).returncode == 0


def test_a_killed_web_process_comes_back(running):
    killed_comes_back(running, "web")


def test_a_killed_worker_comes_back(running):
    killed_comes_back(running, "worker")


def test_a_killed_database_server_comes_back_with_its_rows(running):
    keep_rows(running)
    killed_comes_back(running, "postgres")
    with owner(running) as link:
        assert link.execute(ROWS).fetchone() == (1000,)


def test_a_second_run_beside_a_living_one_only_says_where_it_is(running):
    again = subprocess.run(
        [*CLI, "serve", "--listen", f"127.0.0.1:{running.port}"],
        env=clean_environment(running.home),
        capture_output=True,
        text=True,
    )
    assert again.returncode == 0
    assert "already runs" in again.stdout
    assert running.healthy()


def test_after_a_killed_supervisor_the_next_run_recovers_and_keeps_the_data(running):
    keep_rows(running)
    children = [running.child(name) for name in ("postgres", "web", "worker")]
    running.process.kill()
    running.process.wait()
    running.start()
    assert not any(one.alive() for one in children)
    with owner(running) as link:
        assert link.execute(ROWS).fetchone() == (1000,)


def test_orphans_that_survive_their_supervisor_are_stopped_by_the_next(running):
    """As on systems without the kernel's bond: stop the supervisor's children from dying."""
    mark = clean_environment(running.home, PONTE_SUPERVISED_BY=_mark(running))
    orphan = subprocess.Popen(["sleep", "600"], env=mark)
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        running.process.kill()
        running.process.wait()
        running.start()
        assert orphan.wait(10) != 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_supervisor_whose_terminal_was_killed_gives_way(running):
    """The parent is killed, the supervisor goes on; the next run takes its place."""
    running.stop()
    shell = running.launch("sh", "-c", '"$@"; true', "sh")
    running.wait_ready()
    old = Process.read(running.state()["supervisor"])
    shell.kill()
    shell.wait()
    assert old.alive()
    running.start()
    assert not old.alive()
    assert running.healthy()


def test_an_interrupt_stops_everything_in_order(running):
    children = [running.child(name) for name in ("postgres", "web", "worker")]
    assert running.stop(signal.SIGINT) == 0
    assert not any(one.alive() for one in children)
    assert "Everything is stopped" in running.said()
    assert not (open_home(running.home).data / "postmaster.pid").exists()


def test_a_taken_port_is_told_with_its_holder_and_another_port(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = subprocess.run(
            [*CLI, "serve", "--listen", f"127.0.0.1:{port}"],
            env=clean_environment(folder),
            capture_output=True,
            text=True,
        )
    assert refused.returncode == 1
    assert f"Port {port} is taken by process {os.getpid()}" in refused.stderr
    assert "PORT=" in refused.stderr
    assert "Traceback" not in refused.stderr


def _mark(running: Running) -> str:
    return short_digest(str(running.home))
