"""Readings logged at once by many readers of one organization: how long one of them waits.

Run `ponte bench audit_log`, or `python -m bench.audit_log [readings]`. It works in a durable
server of its own, made and migrated first: what is committed waits for the disk, as it does in
an installation. Every reader adds to the same chain, the worst case.
"""

import sys
import threading
from time import perf_counter

from bench import _generate, _table

READERS, READINGS, WARM = (1, 4, 16), 400, 20


def main() -> None:
    readings = int(sys.argv[1]) if len(sys.argv) > 1 else READINGS
    _generate.own_server(durable=True)
    _generate.begin()
    waits(1, WARM)
    rows = [measure(readers, readings) for readers in READERS]
    facts = {"readings": readings, "chains": 1, "commits_wait_for_the_disk": True}
    _table.show("Readings logged by many readers of one organization", rows, **facts)
    _table.keep("audit_log", rows, **facts)


def measure(readers: int, readings: int) -> dict:
    """One number of readers as a row of the table."""
    found, seconds = waits(readers, readings)
    return {
        "class": f"{readers} at once" if readers > 1 else "one alone",
        "asked": len(found),
        "a_second": round(len(found) / seconds, 1),
        "p50_ms": round(_table.percentile(found, 0.5), 1),
        "p95_ms": round(_table.percentile(found, 0.95), 1),
        "longest_ms": round(max(found), 1),
    }


def waits(readers: int, readings: int) -> tuple[list[float], float]:
    """Milliseconds of each reading, and seconds of all."""
    from ponte.kit.ids import uuid7

    office, start, found = uuid7(), threading.Barrier(readers + 1), []
    each = max(1, readings // readers)
    work = (start, office, each, found)
    threads = [threading.Thread(target=read, args=work) for _ in range(readers)]
    for one in threads:
        one.start()
    start.wait()
    begun = perf_counter()
    for one in threads:
        one.join()
    seconds = perf_counter() - begun
    if len(found) != readers * each:
        raise SystemExit(f"{readers * each} readings were begun, {len(found)} were logged.")
    return found, seconds


def read(start: threading.Barrier, office, readings: int, found: list[float]) -> None:
    """One reader's thread: its own connections, opened before the clock starts."""
    from django.db import connections

    from ponte.kit.actor import Actor
    from ponte.kit.audit.record import Seen, log_readings

    seen = Seen(by=Actor.job("bench"), data=["assessment"], organization=office)
    try:
        for connection in connections.all():
            connection.ensure_connection()
    finally:
        start.wait()
    for _turn in range(readings):
        begun = perf_counter()
        log_readings(seen)
        found.append((perf_counter() - begun) * 1000)
    connections.close_all()


if __name__ == "__main__":
    main()
