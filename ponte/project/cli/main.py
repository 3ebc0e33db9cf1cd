"""Reads the command line and calls the verb; people see sentences, never a traceback."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from types import ModuleType

from ponte.project.cli import (
    audit,
    backup,
    bench,
    database,
    demo,
    doctor,
    figures,
    imports,
    keys,
    restore,
    retention,
    role,
    serve,
    setup,
    static,
    territory,
    verify,
)
from ponte.project.supervisor.say import Trouble

VERBS: tuple[ModuleType, ...] = (
    serve,
    demo,
    doctor,
    database,
    imports,
    static,
    territory,
    figures,
    setup,
    backup,
    verify,
    restore,
    audit,
    retention,
    keys,
    role,
    bench,
)
WRONG = 1


def parser() -> argparse.ArgumentParser:
    """Every verb with its options."""
    top = argparse.ArgumentParser(
        prog="ponte",
        description="Ponte: a territory's social economy in one place.",
        epilog="Exit status: 0 done, 1 something is wrong, 2 the command was not understood.",
    )
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    for module in VERBS:
        one = verbs.add_parser(module.NAME, help=module.HELP, description=module.__doc__)
        module.arguments(one)
        one.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; 0 done, 1 something is wrong, 2 not understood."""
    chosen = parser().parse_args(arguments)
    try:
        return chosen.run(chosen) or 0
    except Trouble as trouble:
        return _wrong(str(trouble))
    except KeyboardInterrupt:
        return _wrong("Stopped.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except Exception as broken:  # noqa: BLE001 - the last line of defence before the terminal
        if os.environ.get("PONTE_TRACEBACK"):
            traceback.print_exc()
        name = type(broken).__name__
        return _wrong(f"{name}: {broken}\n(PONTE_TRACEBACK=1 shows where.)")


def _wrong(text: str) -> int:
    sys.stderr.write(f"ponte: {text.strip()}\n")
    return WRONG
