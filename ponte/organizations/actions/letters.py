"""Counting the letters that a person causes: the office writes to more people than others."""

from ponte.kit.actor import Actor
from ponte.kit.limits import letters
from ponte.organizations import permissions


def count_letter(by: Actor) -> None:
    """Let one more letter through, or break the rule of the day."""
    is_office = by.is_person and permissions.holds(by, permissions.ANSWER_CLAIMS)
    letters.count_letter(by=by, limit="officer" if is_office else "person")
