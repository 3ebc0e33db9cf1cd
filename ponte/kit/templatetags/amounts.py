"""Numbers and money, written as the reader's language does."""

from decimal import Decimal

from django import template
from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """Group thousands as the language does."""
    if value is None:
        return ""
    if isinstance(value, int) and 0 <= value < 1_000:
        return str(value)
    return formats.number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def euros(value: int | float | Decimal | None) -> str:
    """Write an amount of euros, with cents only when there are some."""
    if value is None:
        return ""
    amount = Decimal(str(value))
    return _in_euros(amount, 0 if amount == amount.to_integral_value() else 2)


def _in_euros(amount: Decimal, places: int) -> str:
    written = formats.number_format(abs(amount), places, use_l10n=True, force_grouping=True)
    sign = "-" if amount < 0 else ""
    if (get_language() or "").startswith("en"):
        return f"{sign}€{written}"
    return f"{sign}{written}\N{NO-BREAK SPACE}€"


@register.filter
def to_the_cent(value: int) -> str:
    """Write an amount kept in cents as euros, always with its cents: for columns that add up."""
    return _in_euros(Decimal(value) / 100, 2)


@register.filter
def cents(value: int | None) -> str:
    """Write an amount kept in cents as euros."""
    return "" if value is None else euros(Decimal(value) / 100)


@register.filter
def in_hours(minutes: int) -> str:
    """Write minutes as people say them: 4 hours and 30 minutes."""
    hours, left = divmod(minutes, 60)
    whole = ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    rest = ngettext("%(number)d minute", "%(number)d minutes", left) % {"number": left}
    if hours and left:
        return _("%(hours)s and %(minutes)s") % {"hours": whole, "minutes": rest}
    return whole if hours else rest


@register.filter
def clock(minutes: int | None) -> str:
    """Write minutes as hours and minutes.

    >>> clock(270), clock(5)
    ('4:30', '0:05')
    """
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02}"
