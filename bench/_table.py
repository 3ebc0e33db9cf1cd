"""What every search benchmark prints and writes: percentiles, hits, the machine's load."""

import json
import os
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

RESULTS = Path(__file__).parent / "results"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(ask: Callable[[], int]) -> tuple[float, float, int]:
    """Milliseconds by the clock and of this process, and what the question answers: its hits."""
    wall, own = perf_counter(), process_time()
    hits = ask()
    return (perf_counter() - wall) * 1000, (process_time() - own) * 1000, hits


def with_backend(ask: Callable[[], int]) -> tuple[float, float, int, float]:
    """The same, and the milliseconds that the database's process computed for it.

    On a machine that others use as well, the clock counts their work too; this does not.
    """
    from django.db import connection

    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    before = computed(pid)
    return *timed(ask), computed(pid) - before


def computed(pid: int) -> float:
    """Milliseconds that a process has been on a core, as Linux counts them."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6


def line(name: str, times: Sequence[tuple], limit: float | None) -> dict:
    """One class of questions as a row of the table."""
    walls, owns, hits, *backend = zip(*times, strict=True)
    computing = {"database_cpu_p95_ms": round(percentile(*backend, 0.95), 1)} if backend else {}
    return {
        "class": name,
        "asked": len(times),
        "hits_median": int(statistics.median(hits)),
        "hits_min": min(hits),
        "hits_max": max(hits),
        "p50_ms": round(percentile(walls, 0.5), 1),
        "p95_ms": round(percentile(walls, 0.95), 1),
        "own_cpu_ms": round(statistics.median(owns), 1),
        **computing,
        "limit_ms": limit,
    }


def show(title: str, rows: Sequence[dict], **facts) -> None:
    """Print the table and write it beside the others."""
    print(f"\n{title}   load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, value in facts.items():
        print(f"  {name.replace('_', ' ')}: {value}")
    names = list(dict.fromkeys(name for row in rows for name in row))
    widths = [max(len(n), *(len(str(row.get(n, ""))) for row in rows)) for n in names]
    print("  ".join(name.ljust(width) for name, width in zip(names, widths, strict=True)))
    for row in rows:
        cells = (str(row.get(name, "")).ljust(w) for name, w in zip(names, widths, strict=True))
        print("  ".join(cells))


def keep(name: str, rows: Sequence[dict], **facts) -> None:
    """Write the figures as JSON."""
    RESULTS.mkdir(exist_ok=True)
    told = {"load_average": os.getloadavg()[0], "cores": os.cpu_count(), **facts, "rows": rows}
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
