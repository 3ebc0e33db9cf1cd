"""The end: report, outcome, the post that was held, looking back, closing."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.moving import begun, move, noted, step
from ponte.pathways.models import FollowUp, Outcome, Pathway, PostHeld
from ponte.pathways.queries.looking_back import may_ask_later
from ponte.pathways.rules.cases import NOT_AGREED, Contract
from ponte.pathways.rules.limits import MONTHS
from ponte.pathways.states import OutcomeKind, PathwayState, PostEnd

_P = PathwayState
# What an outcome makes of the post that was held.
POST_ENDS = {
    OutcomeKind.HIRED: PostEnd.FREED,
    OutcomeKind.ELSEWHERE: PostEnd.FREED,
    OutcomeKind.RESIGNED: PostEnd.FREED,
    OutcomeKind.RETURNED: PostEnd.RETURNED,
    OutcomeKind.TRAINING: PostEnd.TRAINING,
    OutcomeKind.OTHER: PostEnd.OTHER,
}
# A case that is closed is still looked back on, while the worker agrees and its data are kept.
LOOKED_BACK_IN = (_P.FOLLOW_UP, _P.CLOSED)


@transaction.atomic
def evaluate_pathway(*, pathway: Pathway, by: Actor) -> Pathway:
    """The office approves the final report, which tutor, company and worker have signed."""
    return step(pathway, "evaluate_pathway", _P.EVALUATED, by=by)


@transaction.atomic
def record_hire(*, pathway: Pathway, contract: Contract, by: Actor) -> Outcome:
    """The company hires; the post at the co-operative is free for somebody else."""
    return _ended(pathway, "record_hire", _P.HIRED, OutcomeKind.HIRED, contract, by=by)


@transaction.atomic
def record_return(*, pathway: Pathway, on: date, by: Actor) -> Outcome:
    """The worker is back in the same job, and its cover ends."""
    kind = OutcomeKind.RETURNED
    contract = Contract(on=on)
    return _ended(pathway, "record_return", _P.RETURNED_TO_COOP, kind, contract, by=by)


@transaction.atomic
def record_other_exit(*, pathway: Pathway, kind: str, on: date, by: Actor) -> Outcome:
    """Hired elsewhere, in training, resigned, or otherwise; no word about health."""
    contract = Contract(kind=kind, on=on)
    kind = OutcomeKind(kind)
    return _ended(pathway, "record_other_exit", _P.OTHER_EXIT, kind, contract, by=by)


def _ended(
    pathway: Pathway,
    action: str,
    new: PathwayState,
    kind: OutcomeKind,
    contract: Contract,
    *,
    by: Actor,
) -> Outcome:
    locked = begun(pathway, action, by=by)
    moved = move(locked, new, by=by, given={"contract": contract})
    columns = {**asdict(contract), "kind": kind}
    made = Outcome.objects.create(pathway=moved, recorded_by_id=by.id, **columns)
    how = POST_ENDS[kind]
    ended = PostHeld.objects.filter(pathway=moved, ended_on__isnull=True).update(
        ended_on=contract.on, ended_how=how
    )
    if ended:
        noted(by, f"post.{how.value}", moved)
    return made


@transaction.atomic
def begin_follow_up(*, pathway: Pathway, by: Actor) -> Pathway:
    """From the outcome on, somebody looks back after 3, 6, 12 and 24 months."""
    return step(pathway, "begin_follow_up", _P.FOLLOW_UP, by=by)


@transaction.atomic
def record_follow_up(
    *,
    pathway: Pathway,
    month: int,
    checked_on: date,
    by: Actor,
    still_employed: bool | None = None,
    weekly_hours: int | None = None,
    support_needed: bool = False,
) -> FollowUp:
    """Write down what was found when looking back."""
    locked = begun(pathway, "record_follow_up", by=by)
    if locked.state not in LOOKED_BACK_IN:
        raise RuleBroken(_("Nothing is being followed up in this case."))
    if not may_ask_later(locked.worker_id):
        raise RuleBroken(str(NOT_AGREED))
    if month not in MONTHS:
        raise RuleBroken(_("Choose 3, 6, 12 or 24 months."), field="month")
    if checked_on > timezone.localdate():
        raise RuleBroken(_("Choose a day that is not in the future."), field="checked_on")
    if FollowUp.objects.filter(pathway=locked, month=month).exists():
        raise RuleBroken(_("This look back is recorded already."), field="month")
    made = FollowUp.objects.create(
        pathway=locked,
        month=month,
        checked_on=checked_on,
        still_employed=still_employed,
        weekly_hours=weekly_hours,
        support_needed=support_needed,
        recorded_by_id=by.id,
    )
    noted(by, "follow_up.held", locked, month=month)
    return made


@transaction.atomic
def close_pathway(*, pathway: Pathway, by: Actor, reason: str = "") -> Pathway:
    """The case is closed; its time of keeping begins, and later look backs are still held."""
    return step(pathway, "close_pathway", _P.CLOSED, by=by, reason=reason)
