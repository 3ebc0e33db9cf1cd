"""The secondment itself: begun, rested, taken up again, completed or broken off."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.moving import begun, move, noted, step, whole
from ponte.pathways.models import Pathway, PostHeld
from ponte.pathways.queries.facts import ledger_of
from ponte.pathways.rules.limits import NOTICE_DAYS, REVIEW_DAYS
from ponte.pathways.states import PathwayState

_P = PathwayState


@transaction.atomic
def start_secondment(
    *,
    pathway: Pathway,
    notified_on: date,
    safety_checked_on: date,
    post: str,
    by: Actor,
    cover: str = "",
    late_because: str = "",
) -> Pathway:
    """The first day has come; the co-operative holds the worker's post from now on.

    A mandatory communication that was late is recorded as it was, with the reason.
    """
    locked = begun(pathway, "start_secondment", by=by)
    late = bool(locked.starts_on) and notified_on > locked.starts_on + timedelta(NOTICE_DAYS)
    if late and not late_because.strip():
        raise RuleBroken(
            _("The communication was due within five days of the start: write why it was late."),
            field="late_because",
        )
    moved = move(
        locked,
        _P.IN_SECONDMENT,
        by=by,
        reason=late_because if late else "",
        notified_on=notified_on,
        safety_checked_on=safety_checked_on,
    )
    noted(by, "secondment.started", moved)
    noted(by, "notice.late" if late else "notice.sent", moved)
    PostHeld.objects.create(
        pathway=moved,
        title=whole(post, field="post")[:160],
        cover=cover.strip()[:300],
        held_since=moved.starts_on,
    )
    noted(by, "post.held", moved)
    return moved


@transaction.atomic
def suspend_secondment(*, pathway: Pathway, pause: str, by: Actor) -> Pathway:
    """Let it rest, for a reason from the list; looked at again after a month."""
    review = timezone.localdate() + timedelta(days=REVIEW_DAYS)
    return step(pathway, "suspend_secondment", _P.SUSPENDED, by=by, pause=pause, review_on=review)


@transaction.atomic
def review_suspension(*, pathway: Pathway, by: Actor) -> Pathway:
    """The pause was looked at and goes on, for a month at most before the next look."""
    review = timezone.localdate() + timedelta(days=REVIEW_DAYS)
    return step(pathway, "review_suspension", _P.SUSPENDED, by=by, review_on=review)


@transaction.atomic
def resume_secondment(*, pathway: Pathway, by: Actor) -> Pathway:
    """It goes on."""
    running = _P.IN_SECONDMENT
    moved = step(pathway, "resume_secondment", running, by=by, pause="", review_on=None)
    noted(by, "secondment.resumed", moved)
    return moved


@transaction.atomic
def complete_secondment(*, pathway: Pathway, by: Actor, on: date | None = None) -> Pathway:
    """The hours are done, or each party has agreed itself that enough of them are."""
    locked = begun(pathway, "complete_secondment", by=by)
    return move(
        locked,
        _P.COMPLETED,
        by=by,
        early_end_agreed=not ledger_of(locked).is_enough,
        ended_on=on or timezone.localdate(),
    )


@transaction.atomic
def interrupt_secondment(
    *, pathway: Pathway, side: str, reason: str, by: Actor, on: date | None = None
) -> Pathway:
    """Somebody breaks it off, before or during it."""
    locked = begun(pathway, "interrupt_secondment", by=by)
    return move(
        locked,
        _P.INTERRUPTED,
        by=by,
        reason=reason,
        interrupted_by=side,
        pause="",
        review_on=None,
        ended_on=on or timezone.localdate(),
    )
