"""Moving a procedure from state to state along its table."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from ponte.kit.errors import RuleBroken

State = TypeVar("State")


def require(transitions: Mapping[State, Collection[State]], old: State, new: State) -> None:
    """Let `old` become `new` only where the table says so."""
    if new not in transitions.get(old, ()):
        raise RuleBroken(
            _("This step is no longer possible: somebody moved it on. Reload the page to see it.")
        )
