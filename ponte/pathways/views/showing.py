"""From a case to what its page shows: states with their mood, dates and figures in words."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ponte.pathways import permissions
from ponte.pathways.models import Pathway
from ponte.pathways.queries.page import CasePage
from ponte.pathways.states import (
    ENDED_BEFORE_START,
    CaseRoleKind,
    OpportunityState,
    PathwayState,
    PostEnd,
)

_P, _O, _R = PathwayState, OpportunityState, CaseRoleKind
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
        (_("Outcome"), shown.outcome.get_kind_display() if shown.outcome else ""),
        (_("What the worker says about it"), case.own_opinion if _hears_the_worker(shown) else ""),
    ]
    return [{"label": label, "text": text} for label, text in found if text]


def _hears_the_worker(shown: CasePage) -> bool:
    """The worker's side, the co-operative and the office; nobody of the company or from outside."""
    inside = {_R.WORKER, _R.REPRESENTATIVE, _R.TUTOR, _R.MANAGER, _R.OFFICER}
    return bool(shown.roles.roles & inside)


# The stations of the procedure: from which state on.
STATIONS = (
    (_P.CANDIDATE, gettext_lazy("Proposal")),
    (_P.REQUESTED, gettext_lazy("Assessment")),
    (_P.MATCH_REVIEW, gettext_lazy("Match")),
    (_P.AGREEMENT_DRAFT, gettext_lazy("Agreement")),
    (_P.IN_SECONDMENT, gettext_lazy("Secondment")),
    (_P.COMPLETED, gettext_lazy("Report")),
    (_P.HIRED, gettext_lazy("Outcome")),
    (_P.FOLLOW_UP, gettext_lazy("Looking back")),
)


def stations_shown(case: Pathway) -> list[dict]:
    """Return the line of the procedure; a case that ended early shows how far it came."""
    ended = case.state in ENDED_BEFORE_START
    reached = _reached(case) if ended else case.state
    here = max(at for at, (state, _label) in enumerate(STATIONS) if state <= reached)
    done = here if not ended and case.state != _P.CLOSED else here + 1
    return [
        {"label": label, "mark": "done" if at < done else "here" if at == here else "ahead"}
        for at, (_state, label) in enumerate(STATIONS)
    ]


def _reached(case: Pathway) -> int:
    """How far a case came that was dropped before anything was signed."""
    marks = ((case.planned_hours, _P.AGREEMENT_DRAFT), (case.opportunity_id, _P.REQUESTED))
    return next((state for value, state in marks if value), _P.CANDIDATE)


def post_shown(shown: CasePage) -> dict | None:
    """Return what became of the post, and what follows when it is free."""
    post = shown.post
    if post is None:
        return None
    words = {"post": post.title, "cover": post.cover}
    if post.ended_how == PostEnd.FREED:
        return _freed(shown, words)
    if post.ended_how:
        ends = {
            PostEnd.RETURNED: _("%(post)s: the worker is back since %(day)s, the cover has ended."),
            PostEnd.TRAINING: _("%(post)s was held until %(day)s: the worker is in training."),
            PostEnd.OTHER: _("%(post)s was held until %(day)s: the worker did not take it up."),
        }
        text = ends[post.ended_how] % {**words, "day": date_format(post.ended_on)}
        return {"text": text, "url": ""}
    held = _("%(post)s is held. Covered by: %(cover)s.") if post.cover else _("%(post)s is held.")
    return {"text": held % words, "url": ""}


def _freed(shown: CasePage, words: dict) -> dict:
    """A free post: who has it, or the way to give it to somebody."""
    post = shown.post
    if post.taken_on:
        days = {"days": (post.taken_on - post.ended_on).days, "day": date_format(post.taken_on)}
        text = _("%(post)s was freed, and somebody else has it since %(day)s, %(days)d days later.")
        return {"text": text % {**words, **days}, "url": ""}
    text = _("%(post)s is free since %(day)s: somebody else can be placed there.")
    told = {"text": text % {**words, "day": date_format(post.ended_on)}, "url": ""}
    if shown.roles.may("fill_freed_post"):
        url = reverse("pathways:post-fill", args=[shown.pathway.pk])
        return {**told, "url": url, "label": _("Say who has the post now")}
    if permissions.OPEN_CASES in shown.roles.held:
        url = reverse("pathways:candidate-propose")
        return {**told, "url": url, "label": _("Propose a candidate")}
    return told
