"""Dates as people say them: in words near today, exact on hover and in print."""

from datetime import date, datetime

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


def day_in_words(day: date, today: date) -> str:
    """Name a day by its distance from today when that is short, else by its date."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[away]
    if 1 < away < 7:
        return formats.date_format(day, "l")
    if -7 < away < -1:
        return ngettext("%(days)s day ago", "%(days)s days ago", -away) % {"days": -away}
    if day.year == today.year:
        return formats.date_format(day, "MONTH_DAY_FORMAT")
    return formats.date_format(day, "DATE_FORMAT")


def _parts(value: date | datetime) -> tuple[date, str]:
    """The local day, and the time of day when there is one."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.date(), formats.time_format(local.time(), "H:i")
    return value, ""


def _written(value: date | datetime, words: str, clock: str) -> SafeString:
    exact = formats.date_format(_parts(value)[0], "DATE_FORMAT")
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
    return _written(value, formats.date_format(day, "DATE_FORMAT"), clock)
