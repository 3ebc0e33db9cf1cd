"""From a case to what its page shows: states with their mood, dates and figures in words."""

from django.core.paginator import Page
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ponte.pathways.queries.page import CasePage
from ponte.pathways.states import ENDED_BEFORE_START, OpportunityState, PathwayState

_P, _O = PathwayState, OpportunityState
GOOD = {_P.HIRED, _P.COMPLETED, _P.IN_SECONDMENT, _P.AGREEMENT_SIGNED, _O.OPEN, _O.FILLED}
STOPPED = {
    *ENDED_BEFORE_START,
    *(_P.NOT_MATCHED, _P.SUSPENDED, _P.INTERRUPTED, _P.CLOSED),
    *(_O.NOT_AVAILABLE, _O.WITHDRAWN, _O.EXPIRED),
}


def state_shown(state: PathwayState | OpportunityState) -> dict:
    """Return a state for the state component; the word says it, the mood only repeats it."""
    mood = "good" if state in GOOD else "stopped" if state in STOPPED else "waiting"
    return {"word": state.label, "mood": mood}


def page_shown(page: Page) -> dict:
    """Return what the pagination component needs."""
    return {
        "number": page.number,
        "pages": page.paginator.num_pages,
        "has_previous": page.has_previous(),
        "previous": page.number - 1,
        "has_next": page.has_next(),
        "next": page.number + 1,
    }


def facts_shown(shown: CasePage) -> list[dict]:
    """Return the first facts of a case; what the reader may not see is not there."""
    case = shown.pathway
    found = [
        (_("Worker"), shown.worker.name if shown.worker else ""),
        (_("Co-operative"), case.cooperative.name),
        (_("Company"), case.company.name if case.company else ""),
        (_("Tutor"), shown.tutor),
        (_("First day"), date_format(case.starts_on) if case.starts_on else ""),
        (_("Last day"), date_format(case.ends_on) if case.ends_on else ""),
        (_("Hours"), _hours(shown)),
        (_("Post held"), shown.post.title if shown.post else ""),
        (_("Outcome"), shown.outcome.get_kind_display() if shown.outcome else ""),
    ]
    return [{"label": label, "text": text} for label, text in found if text]


def _hours(shown: CasePage) -> str:
    if shown.ledger is None:
        return ""
    return _("%(done)s done of %(planned)s planned, %(open)s not confirmed yet") % {
        "done": number_format(shown.ledger.done / 60, 1),
        "planned": shown.ledger.planned_hours + shown.ledger.extra_hours,
        "open": number_format(shown.ledger.unconfirmed / 60, 1),
    }
