"""The ledger of hours as its pages tell it: a month by weeks, what is open, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from ponte.pathways.models import Agreement, HoursEntry, Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries.agreements import amendment_of
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.facts import agreement_in_force, ledger_of
from ponte.pathways.rules.hours import Ledger, counts
from ponte.pathways.states import AMENDABLE, RECORDING, HoursKind

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words."""

    id: UUID
    day: date
    minutes: int
    kind: HoursKind
    who: str
    beyond_plan: bool
    is_confirmed: bool

    @property
    def seen(self) -> str:
        """What a reader who confirms has seen."""
        return f"{self.id}={self.minutes}={self.kind.value}"


@dataclass(slots=True)
class Week:
    """Monday to Sunday, in minutes."""

    monday: date
    planned: int = 0
    entries: list[Told] = field(default_factory=list)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def done(self) -> int:
        return sum(one.minutes for one in self.entries if counts(one.kind))

    @property
    def absent(self) -> int:
        return sum(one.minutes for one in self.entries if not counts(one.kind))

    @property
    def unconfirmed(self) -> int:
        return sum(one.minutes for one in self.entries if not one.is_confirmed)


@dataclass(frozen=True, slots=True)
class HoursPage:
    """One month of a secondment for one reader."""

    ledger: Ledger
    month: date
    before: date | None
    after: date | None
    weeks: list[Week]
    amendments: list[Agreement]
    waiting: Agreement | None
    may_enter: bool
    may_amend: bool
    may_confirm: bool
    is_over: bool = False


def hours_page(pathway: Pathway, mine: CaseRoles, asked: str) -> HoursPage:
    """Return a month, the newest with entries where none is asked for."""
    month = month_of(asked) or _newest(pathway)
    weeks = _weeks(pathway, month)
    first, last = pathway.starts_on or month, pathway.ended_on or timezone.localdate()
    running = pathway.state in RECORDING
    return HoursPage(
        ledger=ledger_of(pathway),
        month=month,
        before=_step(month, -1) if month > first.replace(day=1) else None,
        after=_step(month, 1) if month < last.replace(day=1) else None,
        weeks=weeks,
        amendments=_with_more_hours(pathway),
        waiting=amendment_of(pathway.pk),
        may_enter=running and mine.may("enter_hours"),
        may_amend=pathway.state in AMENDABLE and mine.may("amend_agreement"),
        may_confirm=mine.may("confirm_hours") and any(week.unconfirmed for week in weeks),
        is_over=pathway.state not in AMENDABLE,
    )


def _with_more_hours(pathway: Pathway) -> list[Agreement]:
    """The signed versions that changed how many hours are agreed, oldest first."""
    signed = Agreement.objects.filter(pathway=pathway, in_force_at__isnull=False)
    found, before = [], None
    for one in signed.order_by("version"):
        if before is not None and one.hours_agreed != before.hours_agreed:
            found.append(one)
        before = one
    return found


def month_of(asked: str) -> date | None:
    """Read a month such as 2026-11.

    >>> month_of("2026-11"), month_of("2026-13")
    (datetime.date(2026, 11, 1), None)
    """
    try:
        return date.fromisoformat(f"{asked[:7]}-01")
    except ValueError:
        return None


def _newest(pathway: Pathway) -> date:
    newest = HoursEntry.objects.filter(pathway=pathway).order_by("-day").first()
    return (newest.day if newest else timezone.localdate()).replace(day=1)


def _step(month: date, by: int) -> date:
    years, number = divmod(month.year * 12 + month.month - 1 + by, 12)
    return date(years, number + 1, 1)


def _weeks(pathway: Pathway, month: date) -> list[Week]:
    """Whole weeks, so that a week's total is the same in both months that it touches."""
    first, end = _monday(month), _step(month, 1)
    agreement = agreement_in_force(pathway.pk)
    planned = agreement.weekly_hours * 60 if agreement else 0
    found = {}
    while first < end:
        within = pathway.starts_on and first + WEEK > pathway.starts_on
        within = within and (not pathway.ends_on or first <= pathway.ends_on)
        found[first] = Week(first, planned if within else 0)
        first += WEEK
    entries = HoursEntry.objects.filter(pathway=pathway, day__gte=_monday(month), day__lt=first)
    for one in _told(entries):
        found[_monday(one.day)].entries.append(one)
    return list(found.values())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _told(entries: Iterable[HoursEntry]) -> list[Told]:
    found = list(entries)
    names = names_of({one.entered_by_id for one in found})
    return [
        Told(
            id=one.pk,
            day=one.day,
            minutes=one.minutes,
            kind=HoursKind(one.kind),
            who=names.get(one.entered_by_id, ""),
            beyond_plan=one.beyond_plan,
            is_confirmed=one.confirmed_at is not None,
        )
        for one in found
    ]


def open_weeks(pathway: Pathway) -> list[Week]:
    """Return the weeks with hours that the company has not confirmed yet, oldest first."""
    found: dict[date, Week] = {}
    for one in _told(HoursEntry.objects.filter(pathway=pathway, confirmed_at__isnull=True)):
        monday = _monday(one.day)
        found.setdefault(monday, Week(monday)).entries.append(one)
    return [found[monday] for monday in sorted(found)]


def all_hours(pathway: Pathway) -> list[Told]:
    """Return every entry, for the file."""
    return _told(HoursEntry.objects.filter(pathway=pathway))


def entry_of(pathway: Pathway, pk: UUID) -> HoursEntry:
    """Return one entry of this case, or 404."""
    found = HoursEntry.objects.filter(pathway=pathway, pk=pk).first()
    if found is None:
        raise Http404
    return found
