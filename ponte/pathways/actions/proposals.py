"""Best overall proposals: asked for by a person, worked out by a job, applied by nobody."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ponte.engines.matching.arcs import Arcs, arcs
from ponte.engines.matching.assign import Placed, Proposal, assign, blocking_pairs
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways.models import MatchProposal, Worker
from ponte.pathways.models.matching import ProposalState
from ponte.pathways.permissions.matching import require_compare
from ponte.pathways.queries.fairness import floored, rates_under
from ponte.pathways.queries.matching import Job, Person, jobs, people, weights_in_force
from ponte.pathways.rules.profiles import TERMS

JOB = Actor.job("pathways.work_out_proposal")
AT_ONCE = 300  # so many workers take less than a second
STEPS = 3


@transaction.atomic
def ask_proposal(
    *, office, by: Actor, floor: int | None = None, floor_reason: str = ""
) -> MatchProposal:
    """Ask for the best proposal for all open cases; a floor for groups needs a reason."""
    require_compare(by, office.pk)
    if floor is not None and not 1 <= floor <= 100:
        raise RuleBroken(_("Choose a floor from 1 to 100 per cent."), field="floor")
    if floor is not None and not floor_reason.strip():
        raise RuleBroken(_("Write why you ask for a floor."), field="floor_reason")
    made = MatchProposal.objects.create(
        office_id=office.pk,
        floor=floor,
        floor_reason=floor_reason.strip()[:1000] if floor is not None else "",
        asked_by_id=by.id,
    )
    facts = {} if floor is None else {"floor": floor}
    record(by=by, what="matching.proposal_asked", on=made, organization=office.pk, **facts)
    if Worker.objects.filter(office_id=office.pk).count() <= AT_ONCE:
        work_out(made.pk, by=JOB)
        made.refresh_from_db()
    else:
        app.configure_task("pathways.work_out_proposal").defer(proposal_id=str(made.pk))
    return made


def work_out(proposal: UUID, *, by: Actor) -> bool:
    """Work a proposal out, once; False where somebody has done so. Each stage is seen by others."""
    if not by.is_job:
        raise Refused("pathways.work_out_proposal")
    with acting(by):
        row = _taken(proposal)
        if row is None:
            return False
    with acting(by):
        row.step = 1
        row.save(update_fields=["step"])
        everyone, asked = people(row.office_id, with_open_case=True), jobs(row.office_id)
        weights = weights_in_force(row.office_id)
    with acting(by):
        row.step = 2
        row.save(update_fields=["step"])
        found = arcs(
            [one.ability for one in everyone if one.ability],
            [one.demand for one in asked if one.demand],
            weights=weights,
            terms=TERMS,
        )
    with acting(by):
        if _taken(proposal) is None:  # whoever was held to be dead was quicker: one answer stands
            return False
        _fill(row, found)
        row.found |= {"people": _uncompared(everyone), "jobs": _uncompared(asked)}
        row.weights_version = 0 if weights.version == "default" else int(weights.version)
        row.state, row.step, row.done_at = ProposalState.DONE, STEPS, timezone.now()
        row.save()
    return True


def fail_proposal(proposal: UUID, *, by: Actor) -> None:
    """Say that it could not be worked out, so that nobody waits."""
    if not by.is_job:
        raise Refused("pathways.fail_proposal")
    with acting(by):
        MatchProposal.objects.filter(pk=proposal).exclude(state=ProposalState.DONE).update(
            state=ProposalState.FAILED
        )


def _taken(proposal: UUID) -> MatchProposal | None:
    found = MatchProposal.objects.select_for_update(of=("self",)).filter(pk=proposal)
    row = found.exclude(state=ProposalState.DONE).first()
    if row is not None:
        row.state = ProposalState.WORKING
        row.save(update_fields=["state"])
    return row


def _fill(row: MatchProposal, found: Arcs) -> None:
    compared = [UUID(key) for key in found.workers]
    if row.floor is None:
        best = assign(found)
        row.found = _told(best, blocking_pairs(found, best))
        row.fairness = rates_under(best, compared)
        return
    answer, row.fairness = floored(found, compared, row.floor)
    row.found = _told(answer.floored, answer.blocking) | {
        "cost": answer.cost,
        "best_total": answer.best.total,
        "broken": _pairs(answer.broken),
        "made": _pairs(answer.made),
        "blocking_before": answer.blocking_before,
    }


def _told(proposed: Proposal, blocking: Iterable[Placed]) -> dict[str, Any]:
    return {
        "pairs": _pairs(proposed.pairs),
        "total": proposed.total,
        "unplaced": list(proposed.unplaced),
        "blocking": _pairs(blocking),
    }


def _pairs(pairs: Iterable[Placed]) -> list[list[Any]]:
    return [[one.worker, one.opening, one.score] for one in pairs]


def _uncompared(sides: Iterable[Person | Job]) -> dict[str, list[str]]:
    return {str(one.id): list(one.missing) for one in sides if one.missing}
