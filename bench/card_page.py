"""A service card under gunicorn: freshly rendered, from the store, and unchanged since (304).

Two workers and 16 connections on one machine, the client included. More cards are asked in turn
than the store holds, so that each is rendered afresh; then a few again and again.
"""

import http.client
import os
import random
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from bench import _generate, _load, _table

CARDS, POPULAR, CONNECTIONS, WORKERS, SECONDS = 3_000, 40, 16, 2, 8.0
WANTED = {"fresh": (120, 150), "stored": (500, 60), "unchanged": (500, 60)}


def main() -> None:
    _generate.begin()
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor

    with acting(Actor.job("bench")):
        _generate.territory()
        slugs = _generate.cards(CARDS, _generate.Language(random.Random(_generate.SEED)))
    paths = [f"/it/services/{slug}/" for slug in slugs]
    with serving() as port:
        etags, size = known(port, paths[:POPULAR])
        plain = [_load.get(path) for path in paths]
        kept = [
            _load.get(path, f"If-None-Match: {etag}")
            for path, etag in zip(paths, etags, strict=False)
        ]
        asked = {
            "fresh": (plain, 200), "stored": (plain[:POPULAR], 200), "unchanged": (kept, 304),
        }  # fmt: skip
        rows = [measure(port, name, *one) for name, one in asked.items()]
    facts = {"workers": WORKERS, "connections": CONNECTIONS, "bytes_packed": size}
    _table.show("Card page under gunicorn", rows, **facts)
    _table.keep("card_page", rows, **facts)


def measure(port: int, name: str, requests: list[bytes], status: int) -> dict:
    often = {"connections": CONNECTIONS, "expect": status}
    _load.load(port, requests, seconds=2.0, **often)
    found = _load.load(port, requests, seconds=SECONDS, **often)
    least, most = WANTED[name]
    return {"class": name, **found, "wanted_a_second": least, "limit_p95_ms": most}


@contextmanager
def serving():
    """gunicorn as the supervisor starts it, on a free port."""
    from ponte.project.supervisor.run import gunicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "ponte.project.settings.dev"}
    gather = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(gather, env=told, check=True)
    server = subprocess.Popen(gunicorn(WORKERS, "--bind", f"127.0.0.1:{port}"), env=told)
    try:
        for _ in range(300):
            if answers(port):
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def answers(port: int) -> bool:
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        link.request("GET", "/healthz")
        return link.getresponse().status == 200
    except OSError:
        return False


def known(port: int, paths: list[str]) -> tuple[list[str], int]:
    """The ETag of each page, and how large one is on the wire."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    etags, size = [], 0
    for path in paths:
        link.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
        answer = link.getresponse()
        size = max(size, len(answer.read()))
        etags.append(answer.headers["ETag"])
    return etags, size


if __name__ == "__main__":
    main()
