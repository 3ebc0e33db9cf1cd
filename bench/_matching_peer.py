"""OR-Tools' flow on arcs that `bench.matching` wrote down; a process of its own, for its copy of
HiGHS cannot share one with another. Prints one line of JSON: total, seconds by the clock and of
the processor, without import and reading."""

import json
import sys
from time import perf_counter, process_time

import numpy as np
from ortools.graph.python import min_cost_flow


def main(path: str) -> None:
    with np.load(path) as told:
        worker, opening, score, seats = (
            told[name] for name in ("worker", "opening", "score", "seats")
        )
        workers = int(told["workers"])
    wall, own = perf_counter(), process_time()
    total = solve(worker, opening, score, seats, workers)
    figures = {
        "total": total,
        "wall_s": perf_counter() - wall,
        "cpu_s": process_time() - own,
    }
    print(json.dumps(figures))


def solve(
    worker: np.ndarray, opening: np.ndarray, score: np.ndarray, seats: np.ndarray, workers: int
) -> int:
    """Source, workers, openings, drain; whoever stays without a seat goes past."""
    openings = len(seats)
    source, drain = workers + openings, workers + openings + 1
    everyone, places = np.arange(workers), workers + np.arange(openings)
    tails = [np.full(workers, source), worker, places, np.array([source])]
    heads = [everyone, workers + opening, np.full(openings, drain), np.array([drain])]
    room = [np.ones(workers), np.ones(len(worker)), seats, np.array([workers])]
    costs = [np.zeros(workers), -score, np.zeros(openings), np.zeros(1)]
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        *(np.concatenate(part).astype(np.int64) for part in (tails, heads, room, costs))
    )
    flow.set_nodes_supplies(np.array([source, drain]), np.array([workers, -workers]))
    if flow.solve() != flow.OPTIMAL:
        raise SystemExit("The peer found no optimum.")
    return -int(flow.optimal_cost())


if __name__ == "__main__":
    main(sys.argv[1])
