"""What a legal representative does for a worker: the area, the way, and the days."""

from collections.abc import Collection
from datetime import date

from ponte.pathways.states import Area, Manner

# What each area of an appointment lets its holder do; reading the case comes with each.
ACTIONS_OF: dict[str, frozenset[str]] = {
    Area.FILL: frozenset(
        {
            *("enter_hours", "correct_hours", "raise_issue"),
            *("save_document", "complete_document", "correct_worker"),
        }
    ),
    Area.DECIDE: frozenset({"accept_proposal", "decline_proposal", "give_up", "share_document"}),
    Area.SIGN: frozenset({"sign_agreement", "state_ending"}),
}
# Who stands beside the worker helps to fill in, and says yes and signs with the worker, never
# instead; a no, a choice of readers and whatever is taken back are the worker's alone.
BESIDE = ACTIONS_OF[Area.FILL] | ACTIONS_OF[Area.SIGN] | {"accept_proposal"}


def actions_within(manner: str, scope: Collection[str]) -> frozenset[str]:
    """Return the actions that an appointment allows.

    >>> sorted(actions_within("beside", ["sign", "decide"]))
    ['accept_proposal', 'sign_agreement', 'state_ending']
    """
    found = frozenset().union(*(ACTIONS_OF[area] for area in scope))
    return found & BESIDE if manner == Manner.BESIDE else found


def worker_signs_too(manners: Collection[str]) -> bool:
    """Say whether the worker signs beside whoever was appointed to sign.

    >>> worker_signs_too(["beside"]), worker_signs_too(["for", "beside"]), worker_signs_too([])
    (True, False, True)
    """
    return Manner.FOR not in manners


def is_in_force(day: date, *, starts_on: date, ends_on: date | None, ended: bool) -> bool:
    """Say whether an appointment holds on a day; its last day is one of them.

    >>> is_in_force(date(2026, 5, 2), starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 1),
    ...             ended=False)
    False
    """
    return not ended and starts_on <= day and (ends_on is None or day <= ends_on)
