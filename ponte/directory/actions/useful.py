"""Counting whether a page was useful."""

from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.directory.models import Usefulness
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken

ANSWERS = ("yes", "no")


def count_answer(*, listing_id: UUID, answer: str, by: Actor) -> None:
    """Add one to the day's number; anybody may, and nothing is kept of who did."""
    if answer not in ANSWERS:
        raise RuleBroken(_("Say yes or no."), field="answer")
    Usefulness.objects.bulk_create(
        [Usefulness(listing_id=listing_id, day=timezone.localdate(), answer=answer, times=0)],
        ignore_conflicts=True,
    )
    counted = Usefulness.objects.filter(
        listing_id=listing_id, day=timezone.localdate(), answer=answer
    )
    counted.update(times=F("times") + 1)
