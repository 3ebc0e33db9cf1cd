"""Moving a case or an opportunity along its table: permit, lock, check, change, write down."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit import states
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import events, permissions
from ponte.pathways.models import Opportunity, Pathway, Transition
from ponte.pathways.queries.facts import case_facts, opportunity_facts
from ponte.pathways.queries.restricting import is_restricted
from ponte.pathways.rules.cases import lacking
from ponte.pathways.rules.opportunities import lacking as lacking_of_opportunity
from ponte.pathways.rules.reasons import require_ready
from ponte.pathways.rules.restricting import RESTRICTED, STOPPED
from ponte.pathways.states import (
    OPPORTUNITY_TRANSITIONS,
    PATHWAY_TRANSITIONS,
    OpportunityState,
    PathwayState,
)


def begun(pathway: Pathway | UUID, action: str, *, by: Actor) -> Pathway:
    """Lock the case for one step by somebody who may take it; hidden and forbidden are one."""
    locked = locked_case(pathway if isinstance(pathway, UUID) else pathway.pk)
    if locked is None:
        raise Refused(f"pathways.{action}")
    roles = permissions.require_case(by, action, locked)
    if action in STOPPED and not roles.is_own_word(action) and is_restricted(locked.worker_id):
        raise RuleBroken(str(RESTRICTED))
    return locked


def locked_case(pathway: UUID) -> Pathway | None:
    """Return the case, locked, as far as the row policies let the actor change it."""
    found = Pathway.objects.select_for_update(of=("self",)).filter(pk=pathway)
    return found.select_related("worker", "opportunity").first()


def step(
    pathway: Pathway,
    action: str,
    new: PathwayState,
    *,
    by: Actor,
    reason: str = "",
    given: dict | None = None,
    **fields,
) -> Pathway:
    """Take one step of a case, all of it or none."""
    return move(begun(pathway, action, by=by), new, by=by, reason=reason, given=given, **fields)


def move(
    pathway: Pathway,
    new: PathwayState,
    *,
    by: Actor,
    reason: str = "",
    given: dict | None = None,
    **fields,
) -> Pathway:
    """Move a locked case; the caller has asked for permission."""
    old = PathwayState(pathway.state)
    states.require(PATHWAY_TRANSITIONS, old, new)
    for name, value in fields.items():
        setattr(pathway, name, value)
    facts = case_facts(pathway, new, reason=reason, **(given or {}))
    require_ready(lacking(facts, new))
    pathway.state, pathway.state_since = new, timezone.now()
    pathway.save(update_fields=["state", "state_since", *fields])
    written(pathway, old, new, by=by, reason=reason)
    return pathway


def written(pathway: Pathway, old: int | None, new: PathwayState, *, by: Actor, reason: str = ""):
    """Write the step down for the case and for the journal, which gets no words of anybody."""
    Transition.objects.create(
        pathway=pathway,
        old="" if old is None else str(int(old)),
        new=str(int(new)),
        by_kind=by.kind.value,
        by_id=by.id,
        reason=reason.strip()[:1000],
    )
    noted(by, events.OF_PATHWAY[new], pathway, state=int(new))


def noted(by: Actor, what: str, pathway: Pathway, **facts) -> None:
    """Add a line to the journal about a case."""
    record(by=by, what=what, on=pathway, organization=pathway.office_id, **facts)


def opening_begun(
    opportunity: Opportunity, permission: str, *bodies: str, by: Actor
) -> Opportunity:
    """Lock an opportunity for somebody who holds the permission on one of its bodies."""
    locked = Opportunity.objects.select_for_update(of=("self",)).filter(pk=opportunity.pk).first()
    if locked is None:
        raise Refused(permission)
    permissions.require(by, permission, *(getattr(locked, f"{body}_id") for body in bodies))
    return locked


def move_opening(
    opportunity: Opportunity, new: OpportunityState, *, by: Actor, reason: str = "", **fields
) -> Opportunity:
    """Move a locked opportunity; the caller has asked for permission."""
    old = OpportunityState(opportunity.state)
    states.require(OPPORTUNITY_TRANSITIONS, old, new)
    for name, value in fields.items():
        setattr(opportunity, name, value)
    require_ready(lacking_of_opportunity(opportunity_facts(opportunity, reason=reason), new))
    opportunity.state, opportunity.state_since = new, timezone.now()
    opportunity.save(update_fields=["state", "state_since", *fields])
    opening_written(opportunity, old, new, by=by, reason=reason)
    return opportunity


def opening_written(
    opportunity: Opportunity, old: str, new: OpportunityState, *, by: Actor, reason: str = ""
) -> None:
    """Write the step of an opportunity down."""
    Transition.objects.create(
        opportunity=opportunity,
        old=str(old),
        new=str(new),
        by_kind=by.kind.value,
        by_id=by.id,
        reason=reason.strip()[:1000],
    )
    what = events.OF_OPPORTUNITY[new]
    record(by=by, what=what, on=opportunity, organization=opportunity.office_id)


def whole(text: str, *, field: str) -> str:
    """Return a text that must be there, without its ends."""
    if not text.strip():
        raise RuleBroken(_("Write something here."), field=field)
    return text.strip()
