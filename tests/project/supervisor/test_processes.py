"""A pid alone proves nothing."""

import os
import signal
import subprocess
import sys
import time

import pytest

from ponte.project.supervisor import processes, state
from ponte.project.supervisor.children import TETHER
from ponte.project.supervisor.installation import Installation
from ponte.project.supervisor.processes import MARK, Process
from ponte.project.supervisor.run import Supervisor

pytestmark = pytest.mark.processes


@pytest.fixture
def sleeper():
    process = subprocess.Popen(["sleep", "600"])
    yield process
    process.kill()
    process.wait()


def test_a_process_is_known_by_pid_and_birth(sleeper):
    found = Process.of(sleeper.pid)
    assert found.alive()
    assert not Process(pid=sleeper.pid, birth="another boot:1").alive()
    sleeper.kill()
    sleeper.wait()
    assert not found.alive()


@pytest.mark.parametrize("kept", [None, {}, {"pid": "x", "birth": "1"}, {"pid": 5}, []])
def test_a_malformed_record_is_nobody(kept):
    assert Process.read(kept) is None


def test_a_strangers_pid_in_the_state_file_is_not_killed(sleeper, home):
    """The pid was ours once; the system has given it to somebody else."""
    children = {"web": {"pid": sleeper.pid, "birth": "earlier boot:42"}}
    state.write(home.state, {"children": children})
    one = Installation(home=home, secrets={}, postgres=None, urls={})
    Supervisor(one)._stop_orphans()
    assert sleeper.poll() is None


def test_our_own_child_in_the_state_file_is_stopped(sleeper, home):
    state.write(home.state, {"children": {"web": Process.of(sleeper.pid).kept()}})
    one = Installation(home=home, secrets={}, postgres=None, urls={})
    Supervisor(one)._stop_orphans()
    assert sleeper.wait(10) == -signal.SIGTERM


def test_a_stubborn_process_is_made_to_end():
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True)"
    command = [sys.executable, "-c", f"{code}; time.sleep(600)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as stubborn:
        stubborn.stdout.readline()
        processes.stop_all([Process.of(stubborn.pid)], patience=0.3)
        assert stubborn.wait(10) == -signal.SIGKILL


def test_marked_processes_are_found_and_only_those(sleeper):
    ours = subprocess.Popen(["sleep", "600"], env={**os.environ, MARK: "of-this-test"})
    try:
        assert [one.pid for one in processes.marked("of-this-test")] == [ours.pid]
    finally:
        ours.kill()
        ours.wait()


@pytest.mark.parametrize("content", ["", "[]", "{broken", '"text"'])
def test_an_unreadable_state_file_is_an_empty_one(home, content):
    home.state.write_text(content)
    assert state.read(home.state) == {}
    assert state.recorded(state.read(home.state)) == []


@pytest.mark.processes
def test_a_tethered_command_ends_with_its_parent(tmp_path):
    note = tmp_path / "pid"
    code = (
        "import os, subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-I', '-S', {str(TETHER)!r}, "
        "str(os.getpid()), '15', '-', '/bin/sleep', '600'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid)); time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as parent:
        deadline = time.monotonic() + 20
        while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        child = Process.of(int(note.read_text()))
        assert child.alive()
        parent.kill()
    assert child.wait(10)
