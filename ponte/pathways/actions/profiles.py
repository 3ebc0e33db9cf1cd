"""The two sides of a comparison, written down by whoever answers for them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.engines.matching import catalogue
from ponte.engines.matching.profiles import HIGHEST, Means
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.actions.matching import require_compared
from ponte.pathways.models import AbilityProfile, Document, JobConditions, Opportunity, Worker
from ponte.pathways.permissions.matching import is_own, require_compare
from ponte.pathways.queries import special
from ponte.pathways.rules.occupations import occupations
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts, assessed, parts
from ponte.pathways.states import Completion, Instrument

MOST_KM, MOST_HOURS = 200, 48
WAYS = frozenset(means.value for means in Means)


@transaction.atomic
def write_abilities(
    *, worker: Worker, facts: AbilityFacts, by: Actor, limits_agreed_on: date | None = None
) -> AbilityProfile:
    """Write what a worker can do, when and how far, and the limits agreed to be shared."""
    require_compare(by, worker.office_id)
    require_compared(worker)
    _check_abilities(facts, limits_agreed_on)
    return _kept(worker, facts, by, limits_agreed_on=limits_agreed_on if facts.limits else None)


@transaction.atomic
def take_from_assessment(*, worker: Worker, by: Actor) -> AbilityProfile:
    """Write the profile out of the newest completed skills assessment.

    Limits stay as agreed, and occupations as told: the sheet says neither.
    """
    require_compare(by, worker.office_id)
    require_compared(worker)
    sheet = (
        Document.objects.filter(
            pathway__worker_id=worker.pk,
            instrument=Instrument.SKILLS_ASSESSMENT,
            state=Completion.COMPLETE,
        )
        .select_related("pathway")
        .order_by("-completed_at")
        .first()
    )
    if sheet is None:
        raise RuleBroken(_("No skills assessment of this worker is complete yet."))
    found = assessed(special.answers_of(sheet, by=by))
    if not found.abilities:
        raise RuleBroken(_("The skills assessment rates no ability: write the profile by hand."))
    before = AbilityProfile.objects.filter(worker=worker).first()
    told = AbilityFacts.read(special.kept_profile(before) if before else {})
    found = replace(found, limits=told.limits, done=told.done, wished=told.wished)
    agreed = before.limits_agreed_on if before else None
    return _kept(worker, found, by, limits_agreed_on=agreed, from_sheet=sheet.pk)


@transaction.atomic
def withdraw_limits(*, worker: Worker, by: Actor) -> AbilityProfile:
    """Take back what was agreed to be shared: the worker alone, or who writes for the office."""
    if not is_own(by, worker):
        require_compare(by, worker.office_id)
    row = AbilityProfile.objects.select_for_update(of=("self",)).filter(worker=worker).first()
    if row is None:
        raise RuleBroken(_("No ability profile is written yet."))
    row.profile = replace(AbilityFacts.read(special.kept_profile(row)), limits={}).kept()
    row.limits_agreed_on, row.written_by_id = None, by.id
    row.written_at = timezone.now()
    row.save(update_fields=["profile", "limits_agreed_on", "written_by_id", "written_at"])
    record(by=by, what="worker.limits_withdrawn", on=worker, organization=worker.office_id)
    return row


@transaction.atomic
def write_conditions(
    *, opportunity: Opportunity, facts: ConditionFacts, by: Actor
) -> JobConditions:
    """Write when an opening is worked, how it is reached, what it asks of body and senses."""
    permissions.require(
        by, permissions.SEARCH_COMPANIES, opportunity.office_id, opportunity.searched_by_id
    )
    _check_conditions(facts)
    row, _made = JobConditions.objects.update_or_create(
        opportunity=opportunity,
        defaults={
            "conditions": facts.kept(),
            "written_by_id": by.id,
            "written_at": timezone.now(),
        },
    )
    what = "opportunity.conditions_written"
    record(by=by, what=what, on=opportunity, organization=opportunity.office_id)
    return row


def _kept(worker: Worker, facts: AbilityFacts, by: Actor, **more) -> AbilityProfile:
    found = AbilityProfile.objects.select_for_update(of=("self",)).filter(worker=worker).first()
    row = found or AbilityProfile(
        worker=worker, office_id=worker.office_id, employer_id=worker.employer_id
    )
    row.profile = facts.kept()
    row.written_by_id, row.written_at = by.id, timezone.now()
    for name, value in more.items():
        setattr(row, name, value)
    row.save()
    record(by=by, what="worker.abilities_written", on=worker, organization=worker.office_id)
    return row


def _check_abilities(facts: AbilityFacts, agreed_on: date | None) -> None:
    _check_levels(facts.abilities, catalogue.dimensions(), field="abilities")
    _check_levels(facts.limits, catalogue.loads(), field="limits")
    if not occupations().keys() >= {*facts.done, *facts.wished}:
        raise RuleBroken(_("Choose occupations from the list."), field="done_1")
    if any(means not in WAYS for means in facts.travel) or any(
        not 1 <= km <= MOST_KM for km in facts.travel.values()
    ):
        raise RuleBroken(_("Write from 1 to 200 kilometres for each way."), field="travel")
    if facts.hours_a_week is not None and not 1 <= facts.hours_a_week <= MOST_HOURS:
        raise RuleBroken(_("Write from 1 to 48 hours a week."), field="hours_a_week")
    known = {f"{day}.{code}" for day in range(7) for code in parts()}
    if set(facts.times) - known:
        raise RuleBroken(_("Choose times from the list."), field="times")
    if facts.limits and (agreed_on is None or agreed_on > timezone.localdate()):
        raise RuleBroken(
            _("Write the day on which the worker agreed to share these limits."),
            field="limits_agreed_on",
        )


def _check_conditions(facts: ConditionFacts) -> None:
    _check_levels(facts.loads, catalogue.loads(), field="loads")
    _check_levels(facts.eased, catalogue.loads(), field="loads")
    if any(means not in WAYS for means in facts.reached_by):
        raise RuleBroken(_("Choose ways from the list."), field="reached_by")
    for day, start, end in facts.hours:
        if not (day in range(7) and 0 <= start < end <= 24 * 60) or start % 15 or end % 15:
            raise RuleBroken(_("Hours go by quarters, from earlier to later."), field="hours")


def _check_levels(levels: Mapping[str, int], known: Mapping, *, field: str) -> None:
    if set(levels) - set(known) or any(not 0 <= one <= HIGHEST for one in levels.values()):
        raise RuleBroken(_("Choose a level from 0 to 4."), field=field)
