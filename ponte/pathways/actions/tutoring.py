"""Periodic interviews, and difficulties that somebody has to act on."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.moving import begun, noted, whole
from ponte.pathways.models import Document, Interview, Issue, Pathway
from ponte.pathways.rules.days import working_days_after
from ponte.pathways.rules.limits import ISSUE_WORKING_DAYS
from ponte.pathways.states import RECORDING, InterviewKind, IssueKind, NetworkKind


@transaction.atomic
def hold_interview(
    *,
    pathway: Pathway,
    kind: str,
    held_on: date,
    by: Actor,
    rating: int | None = None,
    next_on: date | None = None,
    is_last: bool = False,
    sheet: Document | None = None,
    other_tasks: bool = False,
) -> Interview:
    """Write down that a talk was held; its words are in its sheet.

    `other_tasks`: the talk showed that others are done than the agreement says.
    """
    locked = begun(pathway, "hold_interview", by=by)
    _check_running(locked, held_on)
    if rating is not None and rating not in range(1, 5):
        raise RuleBroken(_("Choose a rating from 1 to 4."), field="rating")
    if sheet is not None and sheet.pathway_id != locked.pk:
        raise RuleBroken(_("This sheet belongs to another case."), field="sheet")
    made = Interview.objects.create(
        pathway=locked,
        kind=InterviewKind(kind),
        held_on=held_on,
        next_on=next_on,
        rating=rating,
        is_last=is_last,
        sheet=sheet,
        held_by_id=by.id,
    )
    noted(by, f"interview.{kind}", locked)
    if other_tasks and not _is_told(locked, IssueKind.TASKS):
        _raised(locked, IssueKind.TASKS, held_on, by)
    return made


def _is_told(pathway: Pathway, kind: str) -> bool:
    return Issue.objects.filter(pathway=pathway, kind=kind, acted_on__isnull=True).exists()


def _check_running(pathway: Pathway, day: date) -> None:
    if pathway.state not in RECORDING:
        raise RuleBroken(_("The secondment is not running."))
    if day > timezone.localdate():
        raise RuleBroken(_("Choose a day that is not in the future."), field="held_on")


@transaction.atomic
def raise_issue(*, pathway: Pathway, kind: str, by: Actor, raised_on: date | None = None) -> Issue:
    """Say that something is difficult, by its kind alone; the tutor acts within five days."""
    locked = begun(pathway, "raise_issue", by=by)
    on = raised_on or timezone.localdate()
    _check_running(locked, on)
    return _raised(locked, IssueKind(kind), on, by)


def _raised(pathway: Pathway, kind: IssueKind, on: date, by: Actor) -> Issue:
    made = Issue.objects.create(
        pathway=pathway,
        kind=kind,
        raised_on=on,
        act_by=working_days_after(on, ISSUE_WORKING_DAYS),
        raised_by_id=by.id,
    )
    noted(by, "issue.raised", pathway, kind=made.kind)
    return made


@transaction.atomic
def act_on_issue(*, issue: Issue, action: str, by: Actor, on: date | None = None) -> Issue:
    """Write what was done about it."""
    locked = begun(issue.pathway_id, "act_on_issue", by=by)
    found = Issue.objects.select_for_update(of=("self",)).filter(pk=issue.pk).first()
    if found is None:
        raise Refused("pathways.act_on_issue")
    found.action = whole(action, field="action")[:1000]
    found.acted_on = on or timezone.localdate()
    found.save(update_fields=["action", "acted_on"])
    noted(by, "issue.acted_on", locked)
    return found


@transaction.atomic
def activate_network(*, pathway: Pathway, whom: str, by: Actor) -> Pathway:
    """Write down that somebody of the network was asked to help; by the kind alone."""
    locked = begun(pathway, "activate_network", by=by)
    _check_running(locked, timezone.localdate())
    noted(by, "network.activated", locked, whom=NetworkKind(whom).value)
    return locked
