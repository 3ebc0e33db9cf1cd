"""Figures counted from the cases themselves: in full for who answers for them, or to publish."""

import argparse
import json
from typing import Any

from ponte.project.cli import environment
from ponte.project.supervisor.say import Trouble, plain

NAME = "figures"
HELP = "count pathways by type: in full, or what may be published"
HIDDEN = "*"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    one = verbs.add_parser("pathways", help="involved, concluded, hired and both rates, by type")
    one.add_argument("--json", action="store_true", help="for programs")
    one.add_argument(
        "--public", action="store_true", help="only what may be published; the rest is hidden"
    )
    one.add_argument(
        "--at-least",
        type=int,
        default=None,
        metavar="N",
        help="with --public: no count from 1 to N-1 (default 5)",
    )
    one.add_argument(
        "--examples",
        action="store_true",
        help="in the demonstration: count the example cases of its accounts too",
    )


def run(chosen: argparse.Namespace) -> int:
    if chosen.at_least is not None and not (chosen.public and chosen.at_least >= 5):
        raise Trouble("--at-least goes with --public, and is 5 or more.")
    with environment.database("DATABASE_URL"):
        environment.start_django()
        found = counted(public=chosen.public, at_least=chosen.at_least, examples=chosen.examples)
    if chosen.json:
        plain(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 0


def counted(*, public: bool, at_least: int | None = None, examples: bool = False) -> dict[str, Any]:
    """In a started application; cases that the demonstration's accounts practise on are none."""
    from django.conf import settings

    from ponte.engines.disclosure.table import Rule
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.pathways.figures.types import pathway_figures
    from ponte.pathways.queries.restricting import restricted_cases
    from ponte.pathways.rules.publishing import published_figures
    from ponte.project import demo

    with acting(Actor.job("figures")):
        left_out = set(demo.example_cases()) if settings.DEMO and not examples else set()
        left_out |= restricted_cases() if public else set()
        figures = pathway_figures(without=left_out)
    if not public:
        return described(figures)
    rule = Rule() if at_least is None else Rule(at_least=at_least)
    return {**described(published_figures(figures, rule)), "at_least": rule.at_least}


def described(figures: Any) -> dict[str, Any]:
    """Plain values; null stands for a count that may not be published, and for no rate."""
    found = {
        "types": [_row(row) for row in figures.types],
        "total": _row(figures.total),
        "companies": figures.companies,
        "tutors": figures.tutors,
    }
    if figures.combined is not None:
        found["combined"] = {**_row(figures.combined), "types": list(figures.combines)}
    return found


def _row(row: Any) -> dict[str, Any]:
    return {
        "type": row.type,
        "involved": row.involved,
        "concluded": row.concluded,
        "hired": row.hired,
        "rates": {
            "hired_of_concluded": row.hired_of_concluded,
            "hired_of_involved": row.hired_of_involved,
        },
    }


def _print(found: dict[str, Any]) -> None:
    heads = ("type", "involved", "concluded", "hired", "hired/concluded", "hired/involved")
    rows = [*found["types"], *([found["combined"]] if "combined" in found else []), found["total"]]
    lines = [heads, *(_line(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    for name, *cells in lines:
        numbers = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        plain("  ".join([name.ljust(widths[0]), *numbers]).rstrip())
    for name in ("companies", "tutors"):
        plain(f"{name}: {_shown(found[name])}")
    if "at_least" in found:
        plain(f"{HIDDEN} hidden, so that no count from 1 to {found['at_least'] - 1} can be found")


def _line(row: dict[str, Any]) -> tuple[str, ...]:
    counts = (_shown(row[step]) for step in ("involved", "concluded", "hired"))
    rates = ("-" if rate is None else f"{rate:.1f} %" for rate in row["rates"].values())
    return (row["type"], *counts, *rates)


def _shown(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
