"""From the first lead to an opening that workers can be matched with."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.actions.moving import move_opening, opening_begun, opening_written
from ponte.pathways.models import JobConditions, Opportunity
from ponte.pathways.rules.occupations import occupations
from ponte.pathways.states import OPENING_EDITABLE, OpportunityState, Source

_O = OpportunityState


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What a company offers, in the points of the interview; None leaves a point as it is."""

    title: str | None = None
    sector: str | None = None
    activities: str | None = None
    headcount: int | None = None
    willingness: str | None = None
    hire_willingness: str | None = None
    contract_type: str | None = None
    referent_name: str | None = None
    context_adequate: bool | None = None
    times_agreed: str | None = None
    objectives: str | None = None
    review_meetings: str | None = None
    seats: int | None = None
    weekly_hours: int | None = None
    municipality_id: UUID | None = None

    def given(self) -> dict:
        """Return the points that somebody wrote."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in found.items() if value is not None}


@transaction.atomic
def take_lead(
    *, office, company, searched_by, by: Actor, source: str = Source.OFFICE, title: str = ""
) -> Opportunity:
    """Begin with a company that may open a place; by office or co-operative, whoever searches."""
    permissions.require(by, permissions.SEARCH_COMPANIES, searched_by.pk)
    return begin_opening(office.pk, company, searched_by.pk, source=source, title=title, by=by)


def begin_opening(
    office: UUID, company, searched_by: UUID, *, source: str, title: str, by: Actor
) -> Opportunity:
    """Write the lead; the caller has asked for permission."""
    if company.pk in (office, searched_by):
        raise RuleBroken(_("Choose a company other than your own organization."), field="company")
    opportunity = Opportunity.objects.create(
        office_id=office,
        company_id=company.pk,
        searched_by_id=searched_by,
        source=Source(source),
        title=title.strip()[:160],
    )
    opening_written(opportunity, "", _O.LEAD, by=by)
    return opportunity


@transaction.atomic
def edit_opportunity(*, opportunity: Opportunity, facts: OpeningFacts, by: Actor) -> Opportunity:
    """Write the interview's points, or correct them until the profile is validated."""
    locked = opening_begun(
        opportunity, permissions.SEARCH_COMPANIES, "office", "searched_by", by=by
    )
    if locked.state not in OPENING_EDITABLE:
        raise RuleBroken(_("The profile is validated: nothing is changed any more."))
    changed = facts.given()
    for name, value in changed.items():
        setattr(locked, name, value.strip() if isinstance(value, str) else value)
    locked.save(update_fields=list(changed))
    what = "opportunity.edited"
    record(by=by, what=what, on=locked, organization=locked.office_id, fields=sorted(changed))
    return locked


@transaction.atomic
def contact_company(*, opportunity: Opportunity, by: Actor) -> Opportunity:
    """The company was reached."""
    return move_opening(_searching(opportunity, by), _O.CONTACTED, by=by)


@transaction.atomic
def interview_company(*, opportunity: Opportunity, facts: OpeningFacts, by: Actor) -> Opportunity:
    """The company was interviewed; its answers are kept, whatever they are."""
    return move_opening(_searching(opportunity, by), _O.INTERVIEWED, by=by, **facts.given())


@transaction.atomic
def find_available(*, opportunity: Opportunity, by: Actor) -> Opportunity:
    """All points of the interview are there: the company is available."""
    return move_opening(_searching(opportunity, by), _O.AVAILABLE, by=by)


@transaction.atomic
def find_not_available(*, opportunity: Opportunity, reason: str, by: Actor) -> Opportunity:
    """The company says no, or is judged not to welcome."""
    return move_opening(_searching(opportunity, by), _O.NOT_AVAILABLE, by=by, reason=reason)


@transaction.atomic
def draft_profile(
    *,
    opportunity: Opportunity,
    demand: Mapping[str, Mapping],
    by: Actor,
    occupation: str | None = None,
) -> Opportunity:
    """Write the job profile: competence code to level, group and whether it is essential.

    `occupation` is an id of ESCO, "" takes it away, None leaves it as it is.
    """
    locked = _searching(opportunity, by)
    if occupation is not None:
        _name_occupation(locked, occupation, by)
    if locked.state != _O.PROFILE_DRAFT:
        return move_opening(locked, _O.PROFILE_DRAFT, by=by, demand=dict(demand))
    locked.demand = dict(demand)
    locked.save(update_fields=["demand"])
    record(by=by, what="profile.edited", on=locked, organization=locked.office_id)
    return locked


def _name_occupation(opportunity: Opportunity, occupation: str, by: Actor) -> None:
    """Keep the occupation beside the conditions, which others may have written already."""
    if occupation and occupation not in occupations():
        raise RuleBroken(_("Choose an occupation from the list."), field="occupation")
    known = JobConditions.objects.filter(opportunity=opportunity).first()
    if occupation == (known.occupation if known else ""):
        return
    told = {"occupation": occupation, "written_by_id": by.id, "written_at": timezone.now()}
    JobConditions.objects.update_or_create(opportunity=opportunity, defaults=told)


@transaction.atomic
def validate_profile(*, opportunity: Opportunity, by: Actor) -> Opportunity:
    """The office says that the profile is whole."""
    return move_opening(_placing(opportunity, by), _O.PROFILE_VALIDATED, by=by)


@transaction.atomic
def open_opportunity(
    *, opportunity: Opportunity, by: Actor, expires_on: date | None = None
) -> Opportunity:
    """From now on workers can be matched with it."""
    return move_opening(_placing(opportunity, by), _O.OPEN, by=by, expires_on=expires_on)


@transaction.atomic
def fill_opportunity(*, opportunity: Opportunity, by: Actor) -> Opportunity:
    """No seat is left."""
    return move_opening(_placing(opportunity, by), _O.FILLED, by=by)


@transaction.atomic
def withdraw_opportunity(*, opportunity: Opportunity, reason: str, by: Actor) -> Opportunity:
    """The company takes it back, or the search drops it."""
    return move_opening(_searching(opportunity, by), _O.WITHDRAWN, by=by, reason=reason)


@transaction.atomic
def expire_opportunity(*, opportunity: Opportunity, by: Actor) -> Opportunity:
    """Its day has passed; the one step that a job takes too."""
    if by.is_job:
        locked = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
    else:
        locked = _placing(opportunity, by)
    return move_opening(locked, _O.EXPIRED, by=by)


@transaction.atomic
def expire_openings(*, by: Actor, today: date | None = None) -> int:
    """Each night: end every open opening whose last day has passed; return how many."""
    if not by.is_job:
        raise Refused("pathways.expire_openings")
    over = Opportunity.objects.filter(
        state=_O.OPEN, expires_on__lt=today or timezone.localdate()
    ).order_by("pk")
    return len([expire_opportunity(opportunity=one, by=by) for one in over])


def _searching(opportunity: Opportunity, by: Actor) -> Opportunity:
    permission = permissions.SEARCH_COMPANIES
    return opening_begun(opportunity, permission, "office", "searched_by", by=by)


def _placing(opportunity: Opportunity, by: Actor) -> Opportunity:
    return opening_begun(opportunity, permissions.PLACE_WORKERS, "office", by=by)
