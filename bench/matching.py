"""Matching: comparing profiles and the best overall proposal, beside OR-Tools on the same arcs.

500 workers and 100 openings as one office has them, compared and assigned; 10,000 and 10,000 with
50 candidates each, from profiles, with scores by chance, and with scores that hardly differ (the
hard kind). OR-Tools runs in a process of its own, one after the other. Every total is compared.
One thread everywhere; seconds of the processor are the number to compare on a shared machine.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np

from bench import _table
from ponte.engines.matching import catalogue, profiles
from ponte.engines.matching.arcs import Arcs, arcs
from ponte.engines.matching.assign import Proposal, assign, blocking_pairs
from ponte.engines.matching.fairness import floor

SEED = 20_26
THREADS = "OPENBLAS_NUM_THREADS"  # numpy reads it when it is imported
Found = TypeVar("Found")
TERMS = profiles.Terms(least_months=6, most_open_pathways=1)
LOADS = list(catalogue.loads())
OFFICE, NATION, CANDIDATES = (500, 100), 10_000, 50


def main() -> None:
    if os.environ.get(THREADS) != "1":
        again = [sys.executable, "-m", "bench.matching"]
        os.execve(sys.executable, again, {**os.environ, THREADS: "1"})
    rows = office() + nation()
    facts = {"peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}
    _table.show("Matching", rows, **facts)
    _table.keep("matching", rows, **facts)


def office() -> list[dict]:
    """One office: everything within one fifth of a second."""
    people, jobs = market(*OFFICE, spread=0.35)
    rounds = [measured(lambda: compared(people, jobs)) for _ in range(5)]
    found = rounds[0][0]
    assigned = [measured(lambda: assign(found)) for _ in range(5)]
    both = [(a[1] + b[1], a[2] + b[2], a[1], b[1]) for a, b in zip(rounds, assigned, strict=True)]
    wall, own, comparing, assigning = min(both)
    name = f"{OFFICE[0]} x {OFFICE[1]}, profiles (best of 5)"
    row = line(name, found, assigned[0][0], (comparing, assigning, wall, own), 0.2)
    labels = {key: str(number % 6) for number, key in enumerate(sorted(found.workers))}
    told, seconds, own = measured(lambda: floor(found, labels, per_cent=95))
    floored = {
        "class": "the same with a floor of 95 % for six groups",
        "arcs": len(found),
        "seats": int(found.seats.sum()),
        "both_s": round(seconds, 3),
        "cpu_s": round(own, 3),
        "total": told.floored.total,
        "blocking": f"{told.blocking_before} + {len(told.blocking)}",
    }
    return [row, floored]


def nation() -> list[dict]:
    """Many offices at once; at most five seconds to assign."""
    people, jobs = market(NATION, NATION, spread=1.2)
    found, comparing, own = measured(lambda: compared(people, jobs, CANDIDATES))
    rows = []
    for name, given, spent in (
        ("profiles", found, (comparing, own)),
        ("scores by chance", crowd(lambda w, o, c: 1000 * c), (0.0, 0.0)),
        ("scores much alike", crowd(lambda w, o, c: 600 * w + 300 * o + 100 * c), (0.0, 0.0)),
        ("much alike, 5 seats", crowd(lambda w, o, c: 600 * w + 300 * o + 100 * c, 5), (0.0, 0.0)),
    ):
        best, seconds, cpu = measured(lambda given=given: assign(given))
        times = (spent[0], seconds, spent[0] + seconds, spent[1] + cpu)
        rows.append(line(f"{NATION:,} x {CANDIDATES}, {name}", given, best, times, 5.0))
    return rows


def compared(
    people: list[profiles.AbilityProfile],
    jobs: list[profiles.DemandProfile],
    most: int | None = None,
) -> Arcs:
    return arcs(people, jobs, weights=catalogue.default_weights(), terms=TERMS, most=most)


def line(
    name: str,
    found: Arcs,
    best: Proposal,
    times: tuple[float, float, float, float],
    limit: float,
) -> dict:
    """One case as a row, with the peer's figures on the same arcs."""
    peer = by_peer(found)
    if peer["total"] != best.total:
        raise SystemExit(f"{name}: {best.total} here, {peer['total']} by the peer.")
    comparing, assigning, both, own = times
    return {
        "class": name,
        "arcs": len(found),
        "seats": int(found.seats.sum()),
        "comparing_s": round(comparing, 3),
        "assigning_s": round(assigning, 3),
        "both_s": round(both, 3),
        "cpu_s": round(own, 3),
        "limit_s": limit,
        "peer_s": round(peer["wall_s"], 3),
        "peer_cpu_s": round(peer["cpu_s"], 3),
        "total": best.total,
        "placed": len(best.pairs),
        "blocking": len(blocking_pairs(found, best)),
    }


def by_peer(found: Arcs) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "arcs.npz"
        np.savez(
            path,
            worker=found.worker,
            opening=found.opening,
            score=found.score,
            seats=found.seats,
            workers=len(found.workers),
        )
        done = subprocess.run(
            [sys.executable, "-m", "bench._matching_peer", str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)


def measured(ask: Callable[[], Found]) -> tuple[Found, float, float]:
    """What is asked, seconds by the clock and of this process."""
    wall, own = perf_counter(), process_time()
    found = ask()
    return found, perf_counter() - wall, process_time() - own


def crowd(points: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray], seats: int = 1):
    """Arcs without profiles: for each worker some openings, scored from how good the worker is,
    how easy the opening and chance."""
    chance = np.random.default_rng(SEED)
    number = NATION // seats
    worker = np.repeat(np.arange(NATION), CANDIDATES)
    opening = np.concatenate(
        [np.sort(chance.choice(number, CANDIDATES, replace=False)) for _ in range(NATION)]
    )
    good, easy = chance.random(NATION), chance.random(number)
    score = points(good[worker], easy[opening], chance.random(len(worker))).astype(np.int64)
    people = tuple(f"w{n}" for n in range(NATION))
    jobs = tuple(f"o{n}" for n in range(number))
    return Arcs(people, jobs, np.full(number, seats), worker, opening, score)


def market(
    workers: int, jobs: int, spread: float
) -> tuple[list[profiles.AbilityProfile], list[profiles.DemandProfile]]:
    """Made-up profiles around some towns, `spread` degrees apart."""
    chance = np.random.default_rng(SEED)
    towns = [
        profiles.Place(44.5 + spread * north, 11 + spread * east)
        for north, east in chance.normal(size=(40, 2))
    ]
    return (
        [person(f"w{n}", chance, towns) for n in range(workers)],
        [job(f"o{n}", chance, towns) for n in range(jobs)],
    )


def person(key: str, chance: np.random.Generator, towns: list) -> profiles.AbilityProfile:
    able = chance.normal(2.2, 0.7)
    known = {
        name: int(np.clip(round(able + chance.normal(0, 0.9)), 0, 4))
        if chance.random() < 0.9
        else None
        for name in catalogue.dimensions()
    }
    travel = {profiles.Means.WALK: 2, profiles.Means.LIFT: 30}
    if chance.random() < 0.6:
        travel[profiles.Means.PUBLIC_TRANSPORT] = int(chance.integers(10, 40))
    if chance.random() < 0.4:
        travel[profiles.Means.CAR] = int(chance.integers(10, 60))
    days = range(6) if chance.random() < 0.3 else range(5)
    start, end = int(chance.integers(24, 40)) * 15, int(chance.integers(52, 76)) * 15
    limits = {load: int(chance.integers(1, 4)) for load in chance.choice(LOADS, 2)}
    return profiles.AbilityProfile(
        key=key,
        abilities=known,
        place=towns[chance.integers(len(towns))],
        travel=travel,
        months_in_cooperative=int(chance.integers(3, 60)),
        open_pathways=int(chance.random() < 0.1),
        available=tuple(profiles.Window(day, start, end) for day in days),
        limits=limits if chance.random() < 0.5 else {},
    )


def job(key: str, chance: np.random.Generator, towns: list) -> profiles.DemandProfile:
    names = chance.choice(list(catalogue.dimensions()), int(chance.integers(4, 10)), replace=False)
    asked = {
        str(name): profiles.Demand(int(chance.integers(1, 5)), bool(chance.random() < 0.3))
        for name in names
    }
    start = int(chance.integers(28, 44)) * 15
    week = tuple(profiles.Window(day, start, start + 240) for day in range(5))
    means = {profiles.Means.WALK, profiles.Means.BICYCLE, profiles.Means.CAR}
    means |= {profiles.Means.PUBLIC_TRANSPORT} if chance.random() < 0.7 else {profiles.Means.LIFT}
    return profiles.DemandProfile(
        key=key,
        demands=asked,
        place=towns[chance.integers(len(towns))],
        reached_by=frozenset(means),
        seats=int(chance.integers(1, 4)),
        rotas=(profiles.Rota(week), profiles.Rota(week, minutes=900)),
        loads={load: int(chance.integers(0, 4)) for load in chance.choice(LOADS, 3)},
    )


if __name__ == "__main__":
    main()
