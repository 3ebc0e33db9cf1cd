"""Hours in words: h:mm, weeks by their days, bars beside their numbers."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ponte.kit.templatetags.amounts import clock
from ponte.kit.templatetags.moments import day_short
from ponte.pathways.queries.hours import HoursPage, Week
from ponte.pathways.rules.hours import Ledger

FULL = 1000


def hours_shown(shown: HoursPage) -> dict:
    """Return what the page of the month needs."""
    return {
        "shown": shown,
        "month": date_format(shown.month, "F Y"),
        "before": _link(shown.before),
        "after": _link(shown.after),
        "figures": ledger_shown(shown.ledger, is_over=shown.is_over),
        "weeks": [_week(one, _most(shown.weeks)) for one in shown.weeks],
    }


def ledger_shown(ledger: Ledger, *, is_over: bool = False) -> list[dict]:
    """Return the sums of the whole secondment as key facts; of one that is over nothing is left."""
    agreed = clock(ledger.agreed)
    facts = [
        (clock(ledger.done), _("done"), _("of %(agreed)s agreed") % {"agreed": agreed}),
        (clock(max(ledger.agreed - ledger.done, 0)), _("still to do"), ""),
        (clock(ledger.unconfirmed), _("not confirmed yet"), ""),
    ]
    if ledger.is_beyond:
        facts[1] = (clock(ledger.done - ledger.agreed), _("beyond what was agreed"), "")
    elif is_over:
        del facts[1]
    return [{"value": value, "label": label, "note": note} for value, label, note in facts]


def _most(weeks: list[Week]) -> int:
    return max([1, *(max(one.done, one.planned) for one in weeks)])


def _week(one: Week, most: int) -> dict:
    return {
        "row": one,
        "label": week_label(one.monday, one.sunday),
        "planned": clock(one.planned),
        "done": clock(one.done),
        "unconfirmed": clock(one.unconfirmed) if one.unconfirmed else "",
        "length": round(FULL * one.done / most),
        "mark": round(FULL * one.planned / most),
        "entries": [{"row": entry, "time": clock(entry.minutes)} for entry in one.entries],
    }


def week_label(monday: date, sunday: date) -> str:
    """Say a week by its first and last day."""
    return _("%(first)s to %(last)s") % {
        "first": day_short(monday),
        "last": day_short(sunday),
    }


def _link(month: date | None) -> dict | None:
    if month is None:
        return None
    return {"query": f"{month:%Y-%m}", "label": date_format(month, "F Y")}
