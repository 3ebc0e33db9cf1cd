"""A small bounded load on this machine's loopback: some connections, each asking in turn.

One thread and non-blocking sockets, so that the client takes as little of the two cores as it
can; what it takes is part of every figure.
"""

import selectors
import socket
from collections.abc import Iterator
from itertools import cycle
from time import perf_counter


class Connection:
    """One kept-alive connection with one request under way."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.started, self.received, self.needed = 0.0, b"", -1

    def ask(self, request: bytes) -> None:
        self.started, self.received, self.needed = perf_counter(), b"", -1
        self.socket.sendall(request)

    def answer(self) -> int:
        """The status once the whole answer is here, else 0."""
        some = self.socket.recv(262_144)
        if not some:
            raise SystemExit("The server closed a connection.")
        self.received += some
        if self.needed < 0:
            head, found, _body = self.received.partition(b"\r\n\r\n")
            if not found:
                return 0
            self.needed = len(head) + 4 + _length(head)
        return int(self.received[9:12]) if len(self.received) >= self.needed else 0


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def get(path: str, *headers: str) -> bytes:
    """A request as it goes over the wire."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def load(
    port: int, requests: list[bytes], *, connections: int, seconds: float, expect: int
) -> dict[str, float]:
    """Ask these requests round and round; milliseconds of each, and how many a second."""
    turn: Iterator[bytes] = cycle(requests)
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        one = Connection(port)
        selector.register(one.socket, selectors.EVENT_READ, one)
        one.ask(next(turn))
    times: list[float] = []
    begun = perf_counter()
    while perf_counter() - begun < seconds:
        for key, _events in selector.select(timeout=1):
            status = key.data.answer()
            if status:
                if status != expect:
                    raise SystemExit(f"Answered {status} instead of {expect}.")
                times.append((perf_counter() - key.data.started) * 1000)
                key.data.ask(next(turn))
    lasted = perf_counter() - begun
    for key in list(selector.get_map().values()):
        key.data.socket.close()
    ordered = sorted(times)
    return {
        "answers": len(times),
        "a_second": round(len(times) / lasted, 1),
        "p50_ms": round(ordered[len(ordered) // 2], 1),
        "p95_ms": round(ordered[int(0.95 * len(ordered))], 1),
    }
