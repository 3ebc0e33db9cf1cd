"""Dates as people say them: in words near today, exact on hover and in print."""

from datetime import date, datetime

from django import template
from django.utils import dateformat, formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()
# Day, month and year in full; `E` is the month's form after a day (Polish: października).
IN_FULL = {"en": "j F Y", "hr": "j. E Y.", "sl": "j. E Y"}
CAPITAL_MONTHS = {"en", "de"}


def _named(day: date, pattern: str) -> str:
    """A day by a pattern, with the small letters that most languages give to months."""
    written = dateformat.format(day, pattern)
    return written if (get_language() or "en")[:2] in CAPITAL_MONTHS else written.lower()


def day_in_full(day: date) -> str:
    """A day's date with its month in words: 3 ottobre 2026."""
    return _named(day, IN_FULL.get((get_language() or "en")[:2], "j E Y"))


def day_short(day: date) -> str:
    """A day in little room: 3 ott."""
    return _named(day, "j M")


def day_in_words(day: date, today: date) -> str:
    """Name a day by its distance from today when that is short, else by its date."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[away]
    if 1 < away < 7:
        return _named(day, "l")
    if -7 < away < -1:
        return ngettext("%(days)s day ago", "%(days)s days ago", -away) % {"days": -away}
    if day.year == today.year:
        return _named(day, IN_FULL.get((get_language() or "en")[:2], "j E Y")[:-2].rstrip())
    return day_in_full(day)


def _parts(value: date | datetime) -> tuple[date, str]:
    """The local day, and the time of day when there is one."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.date(), formats.time_format(local.time(), "H:i")
    return value, ""


def _written(value: date | datetime, words: str, clock: str) -> SafeString:
    exact = day_in_full(_parts(value)[0])
    if clock:
        words, exact = f"{words}, {clock}", f"{exact}, {clock}"
    return format_html(
        '<time datetime="{}" title="{}" data-exact="{}">{}</time>',
        value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat(),
        exact,
        exact,
        words,
    )


@register.filter(expects_localtime=False)
def moment(value: date | datetime | None) -> str:
    """Say a date or time in words near today. For pages that are never stored."""
    if value is None:
        return ""
    day, clock = _parts(value)
    return _written(value, day_in_words(day, timezone.localdate()), clock)


@register.filter(expects_localtime=False)
def exact(value: date | datetime | None) -> str:
    """Write a date in full. For public pages, whose body may be stored for days."""
    if value is None:
        return ""
    day, clock = _parts(value)
    return _written(value, day_in_full(day), clock)
