"""From the idea that somebody could pass to a company to the request for the start."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import permissions
from ponte.pathways.actions.moving import begun, move, noted, step, written
from ponte.pathways.actions.numbers import next_pathway_code
from ponte.pathways.actions.people import appoint
from ponte.pathways.models import Document, Opportunity, Pathway, Worker
from ponte.pathways.queries.access import appointed_for
from ponte.pathways.queries.adhesion import decide_together, yes_missing, yes_said
from ponte.pathways.queries.facts import case_facts
from ponte.pathways.rules.cases import lacking
from ponte.pathways.rules.reasons import require_ready
from ponte.pathways.states import (
    UNDER_WAY,
    CaseRoleKind,
    Completion,
    Instrument,
    Means,
    PathwayState,
)

_P = PathwayState


@transaction.atomic
def propose_candidate(
    *,
    worker: Worker,
    skills_adequate: bool,
    by: Actor,
    tutor: UUID | None = None,
    age_reason: str = "",
) -> Pathway:
    """Open a case; whoever opens it is its tutor, unless another member is named."""
    permissions.require(by, permissions.OPEN_CASES, worker.employer_id)
    worker = Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    _check_free(worker)
    pathway = Pathway(
        worker=worker,
        office_id=worker.office_id,
        cooperative_id=worker.employer_id,
        tutor_id=tutor or by.id,
        skills_adequate=skills_adequate,
        age_reason=age_reason.strip()[:300],
    )
    require_ready(lacking(case_facts(pathway, _P.CANDIDATE), _P.CANDIDATE))
    pathway.code = next_pathway_code(worker.office_id)
    _saved(pathway)
    written(pathway, None, _P.CANDIDATE, by=by)
    appoint(pathway, pathway.tutor_id, CaseRoleKind.TUTOR, by=by)
    if worker.person_id:
        appoint(pathway, worker.person_id, CaseRoleKind.WORKER, by=by)
    for person in appointed_for(worker.pk):
        appoint(pathway, person, CaseRoleKind.REPRESENTATIVE, by=by)
    return pathway


def _check_free(worker: Worker) -> None:
    if Pathway.objects.filter(worker=worker, state__in=UNDER_WAY).exists():
        raise RuleBroken(_("This worker is in a pathway already."), field="worker")


def _saved(pathway: Pathway) -> None:
    """Two who propose the same worker at once: the second is told."""
    try:
        with transaction.atomic():
            pathway.save(force_insert=True)
    except IntegrityError as broken:
        if "pathway_one_open_per_worker" not in str(broken):
            raise
        raise RuleBroken(_("This worker is in a pathway already."), field="worker") from None


@transaction.atomic
def share_proposal(
    *, pathway: Pathway, shared_on: date, support_actions: str, by: Actor
) -> Pathway:
    """After the meeting of co-operative and service, propose the pathway to the worker."""
    moved = step(
        pathway,
        "share_proposal",
        _P.PROPOSED,
        by=by,
        shared_on=shared_on,
        support_actions=support_actions.strip()[:2000],
    )
    noted(by, "sharing_meeting.held", moved)
    return moved


@transaction.atomic
def accept_proposal(
    *,
    pathway: Pathway,
    by: Actor,
    means: str = Means.ACCOUNT,
    on: date | None = None,
    own_opinion: str = "",
) -> Pathway:
    """The worker's own yes; a tutor records only one that was given on paper.

    Where somebody decides with the worker the case moves on once both have said yes.
    """
    locked = begun(pathway, "accept_proposal", by=by)
    _check_own_word(locked, "accept_proposal", means, by)
    _keep_opinion(locked, own_opinion)
    if means != Means.PAPER and decide_together(locked.worker_id):
        _say_yes(locked, by)
        if yes_missing(locked):
            return locked
    on = on or timezone.localdate()
    return move(locked, _P.ACCEPTED, by=by, accepted_on=on, accepted_means=means)


def _say_yes(pathway: Pathway, by: Actor) -> None:
    """Keep the yes of one of two; said twice it is there once."""
    if pathway.state != _P.PROPOSED:
        raise RuleBroken(_("There is no proposal to answer now."))
    if by.id in yes_said(pathway):
        return
    Document(
        pathway=pathway,
        office_id=pathway.office_id,
        instrument=Instrument.ADHESION,
        held_on=timezone.localdate(),
        state=Completion.COMPLETE,
        completed_at=timezone.now(),
        answers={"answer": "yes"},
        author_id=by.id,
    ).save(force_insert=True)
    noted(by, "proposal.yes_said", pathway)


@transaction.atomic
def decline_proposal(
    *,
    pathway: Pathway,
    by: Actor,
    means: str = Means.ACCOUNT,
    reason: str = "",
    own_opinion: str = "",
) -> Pathway:
    """The worker's own no: nobody asks why, the job stays as it was."""
    locked = begun(pathway, "decline_proposal", by=by)
    _check_own_word(locked, "decline_proposal", means, by)
    _keep_opinion(locked, own_opinion)
    return move(locked, _P.DECLINED, by=by, reason=reason, ended_on=timezone.localdate())


def _keep_opinion(pathway: Pathway, words: str) -> None:
    """Where somebody decides for the worker, what the worker says about it stays beside it."""
    if words.strip():
        pathway.own_opinion = words.strip()[:500]
        pathway.save(update_fields=["own_opinion"])


def _check_own_word(pathway: Pathway, action: str, means: str, by: Actor) -> None:
    if means != Means.PAPER and not permissions.roles_in(by, pathway).is_own_word(action):
        raise Refused("pathways.speak_for_the_worker")


@transaction.atomic
def request_activation(*, pathway: Pathway, opportunity: Opportunity, by: Actor) -> Pathway:
    """Ask the office to start, with the opening that was chosen."""
    locked = begun(pathway, "request_activation", by=by)
    return move(locked, _P.REQUESTED, by=by, **opening_of(locked, opportunity))


def opening_of(pathway: Pathway, opportunity: Opportunity) -> dict:
    """Return the columns of an opening of the same office, locked: its last seat goes once."""
    found = Opportunity.objects.filter(pk=opportunity.pk, office_id=pathway.office_id).first()
    if found is None:
        raise RuleBroken(_("Choose an opening of this office."), field="opportunity")
    with acting(Actor.job("pathways.last_seat")):
        Opportunity.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.company_id == pathway.cooperative_id:
        raise RuleBroken(_("The co-operative cannot host its own worker."), field="opportunity")
    return {"opportunity": found, "company_id": found.company_id}


@transaction.atomic
def close_before_start(*, pathway: Pathway, reason: str, by: Actor) -> Pathway:
    """Office or co-operative end the case before anything was signed."""
    today = timezone.localdate()
    return step(
        pathway,
        "close_before_start",
        _P.CLOSED_BEFORE_START,
        by=by,
        reason=reason,
        ended_on=today,
    )


@transaction.atomic
def give_up(
    *,
    pathway: Pathway,
    by: Actor,
    means: str = Means.ACCOUNT,
    reason: str = "",
    own_opinion: str = "",
) -> Pathway:
    """The worker no longer wants to, before the start; no reason is asked."""
    locked = begun(pathway, "give_up", by=by)
    _check_own_word(locked, "give_up", means, by)
    _keep_opinion(locked, own_opinion)
    return move(locked, _P.GIVEN_UP, by=by, reason=reason, ended_on=timezone.localdate())
