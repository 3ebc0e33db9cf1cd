"""What each step of an opportunity asks for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.reasons import Missing
from ponte.pathways.states import OpportunityState, Willingness

GROUPS = ("training", "technical", "transversal")
LEVELS = range(5)


@dataclass(frozen=True, slots=True)
class OpportunityFacts:
    """An opportunity in plain values; `demand` is competence code to level and group."""

    sector: str = ""
    activities: str = ""
    headcount: int | None = None
    willingness: str = ""
    hire_willingness: str = ""
    contract_type: str = ""
    referent_name: str = ""
    context_adequate: bool | None = None
    times_agreed: str = ""
    objectives: str = ""
    review_meetings: str = ""
    demand: Mapping[str, Mapping[str, Any]] | None = None
    seats_left: int = 0
    expires_on: date | None = None
    today: date = date.min
    reason: str = ""


def interviewed(facts: OpportunityFacts) -> Iterator[Missing]:
    """All of the interview's points; the answer on hiring is recorded, whatever it is."""
    if not facts.sector.strip():
        yield Missing("sector", _("Write the company's sector."), "sector")
    if not facts.activities.strip():
        yield Missing("activities", _("Write what the company makes or does."), "activities")
    if facts.headcount is None:
        yield Missing("headcount", _("Write how many people work there."), "headcount")
    if facts.willingness != Willingness.YES:
        yield Missing("willingness", _("The company must be willing to host."), "willingness")
    if not facts.referent_name.strip():
        yield Missing("referent", _("Name the company's referent."), "referent_name")
    if not facts.context_adequate:
        yield Missing("context", _("Judge whether the workplace welcomes."), "context_adequate")
    if not facts.times_agreed.strip():
        yield Missing("times", _("Write the times that were agreed."), "times_agreed")
    if not facts.objectives.strip():
        yield Missing("objectives", _("Write objectives that can be verified."), "objectives")
    if not facts.review_meetings.strip():
        yield Missing("reviews", _("Write when review meetings are held."), "review_meetings")
    if not facts.hire_willingness:
        yield Missing("hiring", _("Record the answer about hiring."), "hire_willingness")
    if not facts.contract_type.strip():
        yield Missing("contract", _("Record the type of contract offered."), "contract_type")


def profiled(facts: OpportunityFacts) -> Iterator[Missing]:
    """Training, technical and transversal competences, each at a level from 0 to 4."""
    demand = facts.demand or {}
    found = {one.get("group") for one in demand.values()}
    for group in GROUPS:
        if group not in found:
            yield Missing(f"demand_{group}", WITHOUT[group], "demand")
    if any(one.get("level") not in LEVELS for one in demand.values()):
        yield Missing("levels", _("Every competence needs a level from 0 to 4."), "demand")


WITHOUT = {
    "training": _("The profile has no training yet."),
    "technical": _("The profile has no technical competence yet."),
    "transversal": _("The profile has no transversal competence yet."),
}


def opened(facts: OpportunityFacts) -> Iterator[Missing]:
    """An opening that has passed its day is not opened."""
    if facts.expires_on and facts.expires_on < facts.today:
        yield Missing("expired", _("The day until which it stands has passed."), "expires_on")


def filled(facts: OpportunityFacts) -> Iterator[Missing]:
    """It is filled when no seat is left."""
    if facts.seats_left > 0:
        yield Missing("seats", _("There is still a free seat."))


def expired(facts: OpportunityFacts) -> Iterator[Missing]:
    """Only the day decides that it expired."""
    if not facts.expires_on or facts.expires_on >= facts.today:
        yield Missing("not_yet", _("The day until which it stands has not passed."))


def reasoned(facts: OpportunityFacts) -> Iterator[Missing]:
    """A company that says no, or that is dropped, gets a reason."""
    if not facts.reason.strip():
        yield Missing("reason", _("Write the reason."), "reason")


GUARDS: dict[OpportunityState, Callable[[OpportunityFacts], Iterator[Missing]]] = {
    OpportunityState.AVAILABLE: interviewed,
    OpportunityState.NOT_AVAILABLE: reasoned,
    OpportunityState.PROFILE_VALIDATED: profiled,
    OpportunityState.OPEN: opened,
    OpportunityState.FILLED: filled,
    OpportunityState.WITHDRAWN: reasoned,
    OpportunityState.EXPIRED: expired,
}


def lacking(facts: OpportunityFacts, new: OpportunityState) -> list[Missing]:
    """Return what the step into a state still lacks."""
    guard = GUARDS.get(new)
    return list(guard(facts)) if guard else []
