"""After a restore: what went by rule since the backup goes again, before anybody comes.

The rules ask for days that have passed, so applying them once more reaches everything that they
had reached, each with a certificate of its own. What people had decided since the backup (a yes
taken back, a case held) is lost with it: `docs/operating/backup.md` says how it is made good.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from ponte.project.supervisor.homes import Home
from ponte.project.supervisor.say import say

NAME = "restored.json"


def note(home: Home, made_at: str, keeping: Sequence[str] = ()) -> None:
    """Remember that the database is an older one, until its deletions were applied again."""
    told = {"made_at": made_at, "keeping": list(keeping)}
    _place(home).write_text(json.dumps(told), encoding="utf-8")


def is_due(home: Home) -> bool:
    """Say whether a restored database still waits for that."""
    return _place(home).exists()


def apply(home: Home) -> int:
    """In a started application whose tables are up to date; return how many things went."""
    from ponte.kit.actor import Actor
    from ponte.pathways.public import let_go

    told = json.loads(_place(home).read_text(encoding="utf-8"))
    gone = let_go(by=Actor.job("restore"), keeping=told["keeping"]).total()
    _place(home).unlink()
    say(f"{gone} thing(s) whose time had come since the backup of {told['made_at']} went again")
    return gone


def _place(home: Home) -> Path:
    return home.root / NAME
