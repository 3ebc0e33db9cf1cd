"""What a step still lacks: facts that the page shows before the button is pressed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from ponte.kit.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a step lacks; `field` names what to fill in."""

    code: str
    sentence: str | Promise
    field: str = ""


class NotReady(RuleBroken):
    """A step lacks something; all of it is in `missing`."""

    def __init__(self, missing: Iterable[Missing]):
        self.missing = tuple(missing)
        first = self.missing[0]
        super().__init__(first.sentence, field=first.field or None)


def require_ready(missing: Iterable[Missing]) -> None:
    """Refuse a step that lacks something, naming everything it lacks."""
    found = tuple(missing)
    if found:
        raise NotReady(found)
