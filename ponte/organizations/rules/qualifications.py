"""What a statement about an organization is worth on a day.

A statement lapses when its own end is past, when nobody has looked at it for the months its
kind holds, or when the yearly document that its kind needs was not seen.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ponte.kit.errors import RuleBroken
from ponte.organizations.rules.vocabulary import Kind, kinds
from ponte.organizations.states import Standing


@dataclass(frozen=True, slots=True)
class Worth:
    """`stands` is False for a statement that is "not verified" any more; `reason` says why."""

    stands: bool
    reason: str = ""


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last day.

    >>> months_after(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def worth_of(
    kind: Kind,
    *,
    stated_on: date,
    valid_until: date | None,
    document_year: int | None,
    on: date,
) -> Worth:
    """Say whether a statement still stands on a day, and if not, what is missing."""
    if valid_until and valid_until < on:
        return Worth(False, _("It was valid until a day that has passed."))
    if kind.yearly and (document_year or 0) < (expected := kind.yearly.year_expected(on)):
        return Worth(
            False,
            _("%(document)s for %(year)s was not seen.")
            % {"document": kind.yearly.label, "year": expected},
        )
    if months_after(stated_on, kind.holds_months) < on:
        return Worth(False, _("Nobody has looked at it again for too long."))
    return Worth(True)


def stands_until(
    kind: Kind, *, stated_on: date, valid_until: date | None, document_year: int | None
) -> date:
    """Return the last day on which a statement stands; may lie in the past."""
    days = [months_after(stated_on, kind.holds_months)]
    if valid_until:
        days.append(valid_until)
    if kind.yearly:
        month, day = kind.yearly.due
        # The document of year Y serves until that of Y + 1 is due, in Y + 2.
        days.append(date.fromordinal(date((document_year or 0) + 2, month, day).toordinal() - 1))
    return min(days)


def types_of_enterprise(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the families that standing qualifications put an organization in."""
    found = {kinds()[code].family for code in codes if code in kinds()}
    return tuple(sorted(found))


def check_statement(
    *,
    standing: str,
    source: str,
    stated_on: date,
    valid_until: date | None,
    document_year: int | None,
    today: date,
) -> None:
    """A statement names its register, is not from tomorrow and does not end before it began."""
    if standing == Standing.FROM_REGISTER and not source.strip():
        raise RuleBroken(_("Say which register it comes from."), field="source")
    if stated_on > today:
        raise RuleBroken(_("This day is still to come."), field="stated_on")
    if valid_until and valid_until < stated_on:
        raise RuleBroken(_("The end comes before the day of the statement."), field="valid_until")
    if document_year and not 2010 <= document_year <= today.year:
        raise RuleBroken(
            _("Write the year that the document is about, for example 2025."),
            field="document_year",
        )
