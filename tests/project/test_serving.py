"""Workers share the connections that are kept open between them."""

import http.client
import os
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from time import monotonic, sleep

import psutil

from ponte.project.serving import SEATS, fewest, is_alive
from ponte.project.supervisor.run import gunicorn

CONNECTIONS = 16


def seats(*held: int, pid: int) -> tuple[list[int], list[int]]:
    others = SEATS - len(held)
    return [pid] * len(held) + [0] * others, [*held] + [0] * others


def test_the_fewest_that_another_living_worker_holds():
    pids, held = seats(9, 4, 7, pid=os.getpid())
    assert fewest(pids, held, but=0, most=9) == 4
    assert fewest(pids, held, but=1, most=4) == 4


def test_a_worker_that_has_died_takes_no_turn():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert not is_alive(gone.pid)
    pids, held = seats(9, 0, pid=gone.pid)
    assert fewest(pids, held, but=0, most=9) == 9


def test_the_web_server_has_these_workers():
    assert "ponte.project.serving.FairWorker" in gunicorn(2)


@contextmanager
def served():
    """Two workers with the application that every Python has, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.replace("ponte.project.wsgi:application", "wsgiref.simple_server:demo_app")
               for part in gunicorn(2, "--bind", f"127.0.0.1:{port}")]  # fmt: skip
    server = subprocess.Popen(command)
    try:
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def connected(port: int) -> http.client.HTTPConnection:
    """A connection that has had an answer and stays open."""
    until = monotonic() + 30
    while True:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            link.request("GET", "/")
            assert link.getresponse().read().startswith(b"Hello world!")
            return link
        except ConnectionRefusedError:
            if monotonic() > until:
                raise
            sleep(0.05)


def test_no_worker_keeps_nearly_all_connections():
    with served() as (port, pid):
        connected(port).close()
        links = [connected(port) for _ in range(CONNECTIONS)]
        held = [
            sum(one.status == psutil.CONN_ESTABLISHED for one in worker.net_connections())
            for worker in psutil.Process(pid).children()
        ]
        for link in links:
            with closing(link):
                pass
    assert sum(held) == CONNECTIONS
    assert min(held) >= CONNECTIONS // 4, held
