"""The ledger of hours: what may be entered, what counts, when an amendment comes first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.limits import DAY_MINUTES, LEAST_HOURS
from ponte.pathways.rules.reasons import Missing
from ponte.pathways.states import RECORDING, HoursKind


@dataclass(frozen=True, slots=True)
class Ledger:
    """What stands in the books before an entry; minutes of work and training count as done."""

    planned_hours: int = 0
    extra_hours: int = 0
    done: int = 0
    confirmed: int = 0
    unconfirmed: int = 0
    on_the_day: int = 0
    is_amending: bool = False  # more hours wait for their signatures, or none can be agreed now

    @property
    def agreed(self) -> int:
        """The minutes of the plan, and of what all those concerned signed beyond it."""
        return (self.planned_hours + self.extra_hours) * 60

    @property
    def is_beyond(self) -> bool:
        """More happened than was agreed."""
        return self.done > self.agreed

    @property
    def is_enough(self) -> bool:
        """The plan is fulfilled."""
        return self.done >= self.planned_hours * 60

    @property
    def open_minutes(self) -> int:
        """What counts as done and the company has not confirmed yet."""
        return self.done - self.confirmed

    def is_confirmed(self, *, early: bool) -> bool:
        """The company confirmed what the end needs: the plan, or the least where all agree."""
        return self.confirmed >= (LEAST_HOURS if early else self.planned_hours) * 60

    @property
    def is_enough_for_early_end(self) -> bool:
        """The least that a secondment lasts, where all agree to end it."""
        return self.done >= LEAST_HOURS * 60


def counts(kind: str) -> bool:
    """Say whether hours of a kind count as done.

    >>> counts("absence")
    False
    """
    return kind in (HoursKind.WORK, HoursKind.TRAINING)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry to be made."""

    day: date
    minutes: int
    kind: str


def lacking_for_entry(
    entry: Entry,
    ledger: Ledger,
    *,
    state: int,
    starts_on: date | None,
    ended_on: date | None,
    today: date,
) -> Iterator[Missing]:
    """Refuse what cannot have happened; what happened is never refused for being too much.

    Beyond what was agreed the next entry waits until more is put before the parties, no longer.
    """
    if state not in RECORDING or starts_on is None:
        yield Missing("not_running", _("The secondment has not begun."))
        return
    if entry.kind not in HoursKind.values:
        yield Missing("kind", _("Choose work, training or absence."), "kind")
    if entry.day < starts_on or entry.day > (ended_on or today) or entry.day > today:
        yield Missing("day", _("Choose a day of the secondment, not in the future."), "day")
    if not 1 <= entry.minutes <= DAY_MINUTES - ledger.on_the_day:
        yield Missing("minutes", _("A day has 24 hours: check the minutes."), "minutes")
    if counts(entry.kind) and ledger.is_beyond and not ledger.is_amending:
        yield Missing(
            "amendment",
            _("More hours than agreed are recorded: first propose an amendment of the agreement."),
        )


def is_beyond_plan(entry: Entry, ledger: Ledger) -> bool:
    """Say whether an entry takes the ledger beyond what was agreed."""
    return counts(entry.kind) and ledger.done + entry.minutes > ledger.agreed
