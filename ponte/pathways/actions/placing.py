"""The office's part: orientation, assessment, the review of the match by a person."""

from datetime import date

from django.db import transaction

from ponte.kit.actor import Actor
from ponte.pathways.actions.agreements import draft
from ponte.pathways.actions.candidates import opening_of
from ponte.pathways.actions.matching import keep_match_sheet, seen_pair
from ponte.pathways.actions.moving import begun, move, step
from ponte.pathways.models import Opportunity, Pathway
from ponte.pathways.rules.agreements import AgreementTerms
from ponte.pathways.states import PathwayState

_P = PathwayState


@transaction.atomic
def begin_orientation(*, pathway: Pathway, appointment_on: date, by: Actor) -> Pathway:
    """The office gives the worker an appointment."""
    return step(pathway, "begin_orientation", _P.ORIENTATION, by=by, appointment_on=appointment_on)


@transaction.atomic
def finish_assessment(*, pathway: Pathway, by: Actor) -> Pathway:
    """The skills assessment is complete and was given back to the worker."""
    return step(pathway, "finish_assessment", _P.ASSESSED, by=by)


@transaction.atomic
def begin_match_review(*, pathway: Pathway, by: Actor) -> Pathway:
    """Company, profile and skills are laid side by side; the company is let in."""
    return step(pathway, "begin_match_review", _P.MATCH_REVIEW, by=by)


@transaction.atomic
def reject_match(*, pathway: Pathway, reason: str, by: Actor) -> Pathway:
    """A person decides that it does not fit, and says why."""
    locked = begun(pathway, "reject_match", by=by)
    pair = seen_pair(locked)
    moved = move(locked, _P.NOT_MATCHED, by=by, reason=reason)
    keep_match_sheet(moved, pair, fits=False, reason=reason, by=by)
    return moved


@transaction.atomic
def request_again(*, pathway: Pathway, opportunity: Opportunity, by: Actor) -> Pathway:
    """After a match that failed, ask for the start with another opening."""
    locked = begun(pathway, "request_again", by=by)
    return move(locked, _P.REQUESTED, by=by, **opening_of(locked, opportunity))


@transaction.atomic
def approve_match(*, pathway: Pathway, reason: str, terms: AgreementTerms, by: Actor) -> Pathway:
    """A person decides that it fits, says why, and writes the agreement to be signed."""
    locked = begun(pathway, "approve_match", by=by)
    pair = seen_pair(locked)
    moved = move(
        locked,
        _P.AGREEMENT_DRAFT,
        by=by,
        reason=reason,
        given={"terms": terms},
        planned_hours=terms.planned_hours,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
    )
    keep_match_sheet(moved, pair, fits=True, reason=reason, by=by)
    draft(moved, terms, by=by)
    return moved
