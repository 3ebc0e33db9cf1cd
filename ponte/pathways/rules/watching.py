"""What a secondment shows before it goes wrong: facts in, alerts out; no word about health."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

DRIFT = 0.15  # of the hours that the plan would have brought so far
DRIFT_AFTER_DAYS = 14
LOW_RATING, LOW_RATINGS = 2, 2
WORKER_TALK_DAYS, COMPANY_TALK_DAYS = 15, 30
ACT_WORKING_DAYS = 5


class Alert(models.TextChoices):
    """What the tutor is asked to look at; the diary's quiet days are told to the worker alone."""

    HOURS = "hours", _("Look at the hours: they differ from the plan")
    RATINGS = "ratings", _("Talk with the worker: the last two talks went less well")
    WORKER_TALK = "worker_talk", _("Hold a talk with the worker: the last is 15 days ago")
    COMPANY_TALK = "company_talk", _("Hold a talk with the company: the last is 30 days ago")
    PAUSE = "pause", _("Look at the pause again: take it up, or say that it goes on")


@dataclass(frozen=True, slots=True)
class Watched:
    """A secondment in figures; the days that it rested are nobody's delay."""

    starts_on: date
    planned_hours: int  # with what was agreed later
    weekly_hours: int
    rested_days: int = 0
    resumed_on: date | None = None
    review_on: date | None = None  # while it rests: when it is looked at again
    rests: bool = False
    done_minutes: int = 0
    worker_talk: date | None = None
    company_talk: date | None = None
    ratings: tuple[int, ...] = ()  # of talks with the worker, newest first


def expected_minutes(watched: Watched, today: date) -> float:
    """Return how much the plan would have brought by now.

    >>> expected_minutes(Watched(date(2026, 5, 1), 300, 20), date(2026, 5, 15)) / 60
    40.0
    """
    days = max((today - watched.starts_on).days - watched.rested_days, 0)
    return min(days / 7 * watched.weekly_hours, watched.planned_hours) * 60


def alerts(watched: Watched, today: date) -> frozenset[Alert]:
    """Return what calls for a look today."""
    if watched.rests:
        is_due = watched.review_on is not None and watched.review_on <= today
        return frozenset({Alert.PAUSE} if is_due else ())
    found = set()
    days = (today - watched.starts_on).days - watched.rested_days
    since = max(watched.starts_on, watched.resumed_on or watched.starts_on)
    expected = expected_minutes(watched, today)
    if days >= DRIFT_AFTER_DAYS and abs(watched.done_minutes - expected) > DRIFT * expected:
        found.add(Alert.HOURS)
    last = watched.ratings[:LOW_RATINGS]
    if len(last) == LOW_RATINGS and max(last) <= LOW_RATING:
        found.add(Alert.RATINGS)
    if (today - max(watched.worker_talk or since, since)).days > WORKER_TALK_DAYS:
        found.add(Alert.WORKER_TALK)
    if (today - max(watched.company_talk or since, since)).days > COMPANY_TALK_DAYS:
        found.add(Alert.COMPANY_TALK)
    return frozenset(found)
