"""What a file says that an organization is: only ever declared, by the file and on its day."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from ponte.exchange.importers.comparing import Scope, differences
from ponte.exchange.importers.lists import QUALIFICATIONS
from ponte.organizations.public import Standing, stated_qualifications

Stated = Sequence[tuple[str, str, str]]


def stated_of(organizations: Sequence[UUID], scope: Scope) -> Mapping[UUID, Stated]:
    """Return what is stated of organizations, where the file has something to say to it."""
    return stated_qualifications(organizations) if scope.states else {}


def stated_base(stated: Stated, scope: Scope) -> list[Any]:
    """What of the statements must still be so when the import is applied."""
    return [list(map(list, stated))] if scope.states else []


def plan_of(values: Mapping[str, Any], stated: Stated, scope: Scope) -> dict[str, list[str]]:
    """Say which kinds the file adds, and which of its own earlier ones it has no more.

    What the organization itself, a register or the office said is nobody else's to withdraw.
    """
    if QUALIFICATIONS in values:
        wanted = list(values[QUALIFICATIONS])
    elif scope.erases and scope.states:
        wanted = []
    else:
        return {"declare": [], "withdraw": []}
    known = {kind for kind, _standing, _source in stated}
    own = [
        kind
        for kind, standing, source in stated
        if standing == Standing.DECLARED and source == scope.source
    ]
    return {
        "declare": [kind for kind in wanted if kind not in known],
        "withdraw": [kind for kind in own if kind not in wanted],
    }


def changes_of(plan: Mapping[str, list[str]], stated: Stated) -> list[dict[str, Any]]:
    """Return the difference as the preview shows it."""
    now = [kind for kind, _standing, _source in stated]
    then = [kind for kind in now if kind not in plan["withdraw"]] + plan["declare"]
    return differences({QUALIFICATIONS: now}, {QUALIFICATIONS: then})
