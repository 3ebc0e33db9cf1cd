"""`make run`: everything in order, watched until it is told to stop.

Order: whose port, whose orphans, database, tables, content, web, worker. One supervisor per
home holds a lock that the kernel frees however it ends.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException

from ponte.project.supervisor import ports, processes, state
from ponte.project.supervisor.children import Child
from ponte.project.supervisor.installation import WEB, Installation
from ponte.project.supervisor.processes import Process
from ponte.project.supervisor.say import Trouble, plain, say, step

READY_WITHIN = 90.0
FAIR = "ponte.project.serving.FairWorker"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CLI = (sys.executable, "-m", "ponte.project.cli")
OWNING = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_STATISTICS_URL")


class Told(BaseException):
    """Somebody asked us to stop; not an error."""


@dataclass(slots=True)
class Supervisor:
    """One run over one installation."""

    installation: Installation
    port: int = 8000
    hosts: tuple[str, ...] = ports.LOOPBACK
    load_demo: bool = True
    migrate: bool = True
    workers: int = 2
    sockets: list = field(default_factory=list)
    children: dict[str, Child] = field(default_factory=dict)
    due: dict[str, float] = field(default_factory=dict)
    errands: list[subprocess.Popen] = field(default_factory=list)
    ready: bool = False
    lock: object = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/"

    def run(self) -> int:
        """Start all, watch all, stop all; returns the exit status."""
        if not self._alone():
            return 0
        for number in SIGNALS:
            signal.signal(number, self._told)
        try:
            self._start()
            self._watch()
        except Told:
            plain()
            say("Stopping")
            return 0
        finally:
            self._stop()
        return 0

    def _told(self, number, frame) -> None:
        _deaf()
        raise Told

    # Alone

    def _alone(self) -> bool:
        """Hold the lock; a supervisor whose terminal has gone is an orphan and gives way."""
        home = self.installation.home
        self.lock = home.lock.open("a")
        if self._locked():
            return True
        kept = state.read(home.state)
        other, parent = Process.read(kept.get("supervisor")), Process.read(kept.get("parent"))
        if other is None or not other.alive():
            other = None
        if other and parent and parent.alive():
            say(f"Ponte already runs here (process {other.pid}): {kept.get('address', '')}")
            return False
        if other:
            say(f"Stopping the supervisor {other.pid}, whose terminal has gone")
            processes.stop_all([other], patience=90)
        deadline = time.monotonic() + 30
        while not self._locked():
            if time.monotonic() > deadline:
                raise Trouble(f"Another process holds {home.lock}. End it and try again.")
            time.sleep(0.2)
        return True

    def _locked(self) -> bool:
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _stop_orphans(self) -> None:
        """What a killed supervisor left: by pid and birth, or by our mark; never a stranger."""
        one = self.installation
        kept = state.recorded(state.read(one.home.state))
        left = [found for found in {*kept, *processes.marked(one.mark)} if found.alive()]
        if left:
            say(f"Stopping {len(left)} process(es) of an earlier run")
            processes.stop_all(left)
        if one.postgres and one.postgres.stop_orphan():
            say("Stopped the database server of an earlier run")

    # Start

    def _start(self) -> None:
        one = self.installation
        self._write_state()
        self._stop_orphans()
        self.sockets = ports.listen_on(self.port, self.hosts)
        if one.postgres:
            self._start_postgres()
        if self.migrate:
            with step("Roles and extensions"):
                one.prepare()
            verb = ("setup", "--demo") if self.load_demo else ("setup",)
            self._do("Tables, static files, demonstration", *verb)
        say("Web and worker ...")
        self._start_child(self._web())
        self._start_child(self._worker())
        self._wait_ready()
        self.ready = True
        self._write_state()
        say(f"Ready: {self.address}  (also http://127.0.0.1:{self.port}/)")
        self._introduce()

    def _start_postgres(self) -> None:
        postgres = self.installation.postgres
        with step(f"PostgreSQL {postgres.binaries.version} in {postgres.home.postgres}"):
            postgres.initialise()
            postgres.start()
        self.children["postgres"] = postgres.child
        self._write_state()

    def _do(self, title: str, *verb: str) -> None:
        """Run one of our own verbs to its end, its lines shown as they come."""
        with step(title):
            self._end(self._begin(*verb), *verb)

    def _begin(self, *verb: str) -> subprocess.Popen:
        environment = self.installation.environment(*OWNING)
        errand = subprocess.Popen([*CLI, *verb], env=environment, start_new_session=True)
        self.errands.append(errand)
        return errand

    def _end(self, errand: subprocess.Popen, *verb: str) -> None:
        status = errand.wait()
        self.errands.remove(errand)
        if status != 0:
            raise Trouble(f"'ponte {' '.join(verb)}' failed (status {status}); see above.")

    def _web(self) -> Child:
        numbers = tuple(one.fileno() for one in self.sockets)
        binds = [part for number in numbers for part in ("--bind", f"fd://{number}")]
        return Child(
            name="web",
            command=gunicorn(self.workers, *binds),
            environment=self._environment(),
            log=self.installation.home.logs / "web.log",
            open_files=numbers,
        )

    def _worker(self) -> Child:
        return Child(
            name="worker",
            command=[*CLI, "serve", "worker"],
            environment=self._environment(),
            log=self.installation.home.logs / "worker.log",
        )

    def _environment(self) -> dict[str, str]:
        """Links in letters lead to the port that is served, unless an address was given."""
        given = self.installation.environment(*WEB)
        return {"PONTE_ADDRESS": self.address.rstrip("/"), **given}

    def _start_child(self, child: Child) -> None:
        child.start()
        self.children[child.name] = child
        self._write_state()

    def _wait_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        web = self.children["web"]
        while not healthy(self.port):
            if not web.alive() or time.monotonic() > deadline:
                raise Trouble(f"The web process does not answer. The end of its log:\n{web.tail()}")
            time.sleep(0.1)

    def _introduce(self) -> None:
        home = self.installation.home
        if self.load_demo:
            environment = self.installation.environment("DATABASE_URL")
            subprocess.run([*CLI, "demo", "accounts"], env=environment, check=False)
        plain(f"Mail that would be sent: {home.root / 'mail'}   Logs: {home.logs}")
        plain("Ctrl-C stops everything; the data stay.")

    # Watch and stop

    def _watch(self) -> None:
        while True:
            time.sleep(0.3)
            for name, child in self.children.items():
                if child.alive():
                    continue
                if name not in self.due:
                    pause = child.pause()
                    say(f"The {name} process ended unexpectedly; starting it again")
                    self.due[name] = time.monotonic() + pause
                elif time.monotonic() >= self.due[name]:
                    self._again(name, child)

    def _again(self, name: str, child: Child) -> None:
        del self.due[name]
        if name == "postgres":
            try:
                self.installation.postgres.start()
            except Trouble as trouble:
                say(str(trouble))
            fresh = self.installation.postgres.child
            fresh.deaths = child.deaths
            self.children[name] = fresh
        else:
            self._clear_session(child)
            child.start()
        self._write_state()

    def _clear_session(self, child: Child) -> None:
        """Workers of a killed parent must not go on beside the new ones."""
        group = child.running.pid if child.running else 0
        left = [one for one in processes.marked(self.installation.mark) if _group(one) == group]
        processes.stop_all(left, patience=3)

    def _stop(self) -> None:
        _deaf()
        for errand in self.errands:
            errand.terminate()
            errand.wait(30)
        for name in ("web", "worker", "postgres"):
            child = self.children.get(name)
            if child is not None:
                child.stop()
                if name != "postgres":
                    self._clear_session(child)
        for one in self.sockets:
            one.close()
        if self.children:
            say("Everything is stopped; the data stay")
        state.write(self.installation.home.state, {})

    def _write_state(self) -> None:
        me, parent = Process.of(os.getpid()), Process.of(os.getppid())
        children = {name: child.process() for name, child in self.children.items()}
        content = {
            "supervisor": me.kept() if me else None,
            "parent": parent.kept() if parent and parent.pid > 1 else None,
            "address": self.address,
            "ready": self.ready,
            "children": {name: one.kept() for name, one in children.items() if one},
        }
        state.write(self.installation.home.state, content)


def gunicorn(workers: int, *options: str) -> list[str]:
    """The web server's command; threads share the pool of connections."""
    return [
        *(sys.executable, "-m", "gunicorn", "ponte.project.wsgi:application"),
        *("--worker-class", FAIR, "--workers", str(workers), "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", "10", "--no-control-socket", "--preload"),
        *("--logger-class", "ponte.project.logs.WebLog"),
        *options,
    ]


def healthy(port: int, path: str = "/healthz") -> bool:
    """Does the web process say that it is well?"""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status == 200
    except (HTTPException, OSError):  # a process killed while it answers leaves half a line
        return False


def _deaf() -> None:
    """From now on we are stopping: nothing may cut that short."""
    for one in SIGNALS:
        signal.signal(one, signal.SIG_IGN)


def _group(process: Process) -> int:
    try:
        return os.getpgid(process.pid)
    except ProcessLookupError:
        return -1
