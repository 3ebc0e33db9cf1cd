"""Readings logged at once by many readers of one organization: how long one of them waits.

Run `python -m bench.audit_log [readings]`, or `ponte bench audit_log`, which gives it a durable
database; alone it works in a throwaway one. Every reader adds to the same chain, the worst case.
Shown: readings a second, and the wait of one reading, median, 95 of 100 and longest.
"""

import os
import sys
import threading
from time import perf_counter

READERS, READINGS = (1, 4, 16), 400


def prepare() -> None:
    """The application in a database: the one in the environment, else a throwaway one."""
    given = "DATABASE_URL" in os.environ
    module = "ponte.project.settings.dev" if given else "ponte.project.settings.test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", module)
    import django

    django.setup()


def waits(readers: int, readings: int) -> tuple[list[float], float]:
    """Milliseconds of each reading, and seconds of all."""
    from django.db import connections

    from ponte.kit.actor import Actor
    from ponte.kit.audit.record import Seen, log_readings
    from ponte.kit.ids import uuid7

    office, start, found = uuid7(), threading.Barrier(readers + 1), []

    def read() -> None:
        start.wait()
        for _turn in range(readings // readers):
            begun = perf_counter()
            log_readings(Seen(by=Actor.job("bench"), data=["assessment"], organization=office))
            found.append((perf_counter() - begun) * 1000)
        connections.close_all()

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for one in threads:
        one.start()
    start.wait()
    begun = perf_counter()
    for one in threads:
        one.join()
    return sorted(found), perf_counter() - begun


def main() -> None:
    prepare()
    readings = int(sys.argv[1]) if len(sys.argv) > 1 else READINGS
    waits(1, 20)
    for readers in READERS:
        found, seconds = waits(readers, readings)
        print(
            f"{readers:>3} reader(s): {len(found) / seconds:6.0f} readings/s; one waits "
            f"{found[len(found) // 2]:.1f} ms, p95 {found[len(found) * 95 // 100]:.1f}, "
            f"longest {found[-1]:.1f}"
        )


if __name__ == "__main__":
    main()
