"""What waits for me in cases: the step that is mine, signatures, hours to confirm, difficulties."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ponte.kit.actor import Actor
from ponte.kit.waiting import Waiting
from ponte.pathways import permissions
from ponte.pathways.models import Agreement, CaseRole, HoursEntry, Issue, Pathway
from ponte.pathways.permissions.signing import BODY, SIGNS_FOR
from ponte.pathways.queries.agreements import is_up_for_signing
from ponte.pathways.queries.calls import open_calls
from ponte.pathways.queries.cases import cases_for, told_of, worker_name
from ponte.pathways.queries.emergencies import emergencies_waiting
from ponte.pathways.queries.funding import fundings_for
from ponte.pathways.queries.looking_back import look_backs
from ponte.pathways.queries.meetings import open_tasks
from ponte.pathways.queries.papers import papers_waiting
from ponte.pathways.queries.reading_needs import needs_waiting
from ponte.pathways.queries.rights import rights_waiting
from ponte.pathways.queries.signing import is_asked, standings
from ponte.pathways.queries.statements import awaits, reported, said_since, speaking_beside
from ponte.pathways.queries.watching import alerts_for
from ponte.pathways.queries.yard import waiting_entries
from ponte.pathways.rules.article30 import TasksChange
from ponte.pathways.rules.limits import (
    ANSWER_REMINDER_DAYS,
    ASSESSMENT_DAYS,
    MATCH_DAYS,
    ORIENTATION_DAYS,
    REPORT_DAYS,
)
from ponte.pathways.rules.stating import STATES
from ponte.pathways.rules.yard import PROBLEMS
from ponte.pathways.states import AMENDABLE, CaseRoleKind, IssueKind, Party, PathwayState, StatedOf

MOST = 50
_P, _R = PathwayState, CaseRoleKind
# State, whose turn it is, and within how many days.
TURNS = {
    _P.CANDIDATE: (_R.TUTOR, None),
    _P.PROPOSED: (_R.WORKER, ANSWER_REMINDER_DAYS),
    _P.ACCEPTED: (_R.TUTOR, None),
    _P.REQUESTED: (_R.OFFICER, ORIENTATION_DAYS),
    _P.ORIENTATION: (_R.OFFICER, ASSESSMENT_DAYS),
    _P.ASSESSED: (_R.OFFICER, MATCH_DAYS),
    _P.MATCH_REVIEW: (_R.OFFICER, MATCH_DAYS),
    _P.NOT_MATCHED: (_R.TUTOR, MATCH_DAYS),
    _P.AGREEMENT_SIGNED: (_R.TUTOR, None),
    _P.COMPLETED: (_R.TUTOR, REPORT_DAYS),
    _P.INTERRUPTED: (_R.TUTOR, REPORT_DAYS),
    _P.EVALUATED: (_R.OFFICER, REPORT_DAYS),
}
# For whom somebody states the end, by their part in the case.
SPEAKS = {
    _R.TUTOR.value: Party.COOPERATIVE,
    _R.REFERENT.value: Party.COMPANY,
    _R.WORKER.value: Party.WORKER,
    _R.REPRESENTATIVE.value: Party.WORKER,
}
VERBS = {
    _P.CANDIDATE: gettext_lazy("Propose the pathway to the worker"),
    _P.PROPOSED: gettext_lazy("Say yes or no to the proposal"),
    _P.ACCEPTED: gettext_lazy("Ask the office for the start"),
    _P.REQUESTED: gettext_lazy("Give the worker an appointment"),
    _P.ORIENTATION: gettext_lazy("Finish the skills assessment"),
    _P.ASSESSED: gettext_lazy("Compare worker and opening"),
    _P.MATCH_REVIEW: gettext_lazy("Decide on the match"),
    _P.NOT_MATCHED: gettext_lazy("Look for another opening"),
    _P.AGREEMENT_SIGNED: gettext_lazy("Start the secondment"),
    _P.COMPLETED: gettext_lazy("Write the final report"),
    _P.INTERRUPTED: gettext_lazy("Write the final report"),
    _P.EVALUATED: gettext_lazy("Record how it ended"),
}


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what only I, or my office, can move on."""
    if not actor.is_person:
        return []
    held = permissions.held(actor)
    carried = frozenset().union(*held.values())
    parts = set(
        CaseRole.objects.filter(person_id=actor.id, until__isnull=True)
        .order_by()
        .values_list("role", flat=True)
        .distinct()
    )
    if not parts and not any(one.startswith("pathways.") for one in carried):
        return []
    mine = cases_for(actor).annotate(worker_name=worker_name("worker_id", held))
    found = _turns(mine, actor, carried, parts) + _unanswered(mine, actor, carried, parts)
    found += _signatures(mine, actor, held, parts)
    found += _to_state(mine, actor, parts) + _new_tasks(mine, actor, parts)
    if permissions.PLACE_WORKERS in carried:
        found += rights_waiting(actor) + needs_waiting(actor) + papers_waiting(actor)
    if permissions.SIGN_FOR_OFFICE in carried:
        found += emergencies_waiting(actor)
    if permissions.PLACE_WORKERS in carried:
        found += _other_tasks(mine)
    if permissions.HOST_WORKERS in carried:
        found += _hours(mine) + _calls(actor)
    if _R.TUTOR in parts:
        found += _issues(actor) + alerts_for(actor)
    if permissions.PLACE_WORKERS in carried:
        found += _fundings(actor) + _looking_back(mine)
    elif _R.TUTOR in parts:
        found += _looking_back(_as_tutor(mine, actor))
    return found + _tasks(actor) + _late(actor)


def _late(actor: Actor) -> list[Waiting]:
    """What my phone sent and nothing wrote down by itself."""
    return [
        Waiting(
            verb=_("Look at an entry from your phone"),
            about=str(PROBLEMS[one.problem]),
            url=reverse("pathways:yard-look", args=[one.pk]),
        )
        for one in waiting_entries(actor)[:MOST]
    ]


def _calls(actor: Actor) -> list[Waiting]:
    """Calls of associations that my firm has not answered."""
    return [
        Waiting(
            verb=_("Answer a call for openings"),
            about=line.call.title,
            url=reverse("pathways:call-answer", args=[line.call.pk]),
            due=_evening(line.call.last_day),
        )
        for line in open_calls(actor)[:MOST]
        if not line.answered
    ]


def _looking_back(mine: QuerySet[Pathway]) -> list[Waiting]:
    """Workers who agreed to be asked how it goes, on their day."""
    return [
        Waiting(
            verb=_("Ask how it goes, %(months)d months later") % {"months": one.month},
            about=told_of(one.case.code, one.case.worker_name),
            url=reverse("pathways:case-step", args=[one.case.pk, "record_follow_up"]),
            due=_evening(one.due),
        )
        for one in look_backs(mine)[:MOST]
    ]


def _to_state(mine: QuerySet[Pathway], actor: Actor, parts) -> list[Waiting]:
    """Final reports that wait for my own word, by my part in the case."""
    if not set(SPEAKS) & parts:
        return []
    of_mine = CaseRole.objects.filter(person_id=actor.id, role__in=SPEAKS, until__isnull=True)
    roles = dict(of_mine.values_list("pathway_id", "role"))
    cases = reported(mine.filter(pk__in=list(roles)))[:MOST]
    said = said_since({one.pk: one.reported_at for one in cases})
    return [
        _waiting(_("Read and sign the final report"), one, None, page="case-ending", of="report")
        for one in cases
        if (one.pk, SPEAKS[roles[one.pk]]) not in said
        or (SPEAKS[roles[one.pk]] == Party.WORKER and _still_asked(one, actor))
    ]


def _new_tasks(mine: QuerySet[Pathway], actor: Actor, parts) -> list[Waiting]:
    """Other tasks than now, which wait for the worker's own yes."""
    if not {_R.WORKER, _R.REPRESENTATIVE} & parts:
        return []
    own = CaseRole.objects.filter(
        person_id=actor.id, role__in=[_R.WORKER, _R.REPRESENTATIVE], until__isnull=True
    )
    changing = Agreement.objects.filter(voided_at__isnull=True, tasks_change=TasksChange.YES)
    cases = mine.filter(pk__in=own.values("pathway_id"), state__in=STATES[StatedOf.TASKS]).filter(
        pk__in=changing.values("pathway_id")
    )
    return [
        _waiting(_("Say yes or no to the new tasks"), one, None, page="case-ending", of="tasks")
        for one in cases[:MOST]
        if awaits(one, StatedOf.TASKS, Party.WORKER, actor.id)
    ]


def _still_asked(case: Pathway, actor: Actor) -> bool:
    """Where a court has two speak for the worker, each is asked for the own word."""
    together = speaking_beside(case.worker_id)
    return bool(together) and awaits(case, StatedOf.REPORT, Party.WORKER, actor.id)


def _as_tutor(mine: QuerySet[Pathway], actor: Actor) -> QuerySet[Pathway]:
    tutored = CaseRole.objects.filter(person_id=actor.id, role=_R.TUTOR, until__isnull=True)
    return mine.filter(pk__in=tutored.values("pathway_id"))


def _fundings(actor: Actor) -> list[Waiting]:
    """Reports to funders that come due or are late; calls whose days and cases diverge."""
    found = []
    for line in fundings_for(actor):
        about = str(line.funding)
        page = reverse("pathways:funding-detail", args=[line.funding.pk])
        if line.alarm:
            due, late = _evening(line.funding.report_on), line.alarm == "late"
            found.append(Waiting(_("Report to a funder"), about, page, due, late))
        if line.window.strays:
            found.append(Waiting(_("Look at days that no funder pays for"), about, page))
        if line.window.still_open:
            due, late = _evening(line.funding.last_day), line.has_ended
            verb = _("Look at open cases of a call whose days end")
            found.append(Waiting(verb, about, page, due, late))
    return found


def _tasks(actor: Actor) -> list[Waiting]:
    """What somebody promised at a meeting."""
    return [
        Waiting(
            verb=_("Do what the meeting decided"),
            about=task.what,
            url=reverse("pathways:meeting-detail", args=[task.meeting_id]),
            due=_evening(task.due_on),
            is_late=task.due_on < timezone.localdate(),
        )
        for task in open_tasks(actor)[:MOST]
    ]


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(18)))


def _turns(mine: QuerySet[Pathway], actor: Actor, carried, parts) -> list[Waiting]:
    roles = {_R(one) for one in parts}
    if permissions.PLACE_WORKERS in carried:
        roles.add(_R.OFFICER)
    states = [state for state, (role, _days) in TURNS.items() if role in roles]
    found = mine.filter(state__in=states).order_by("state_since", "pk")
    if _R.OFFICER not in roles:
        found = found.filter(roles__person_id=actor.id, roles__until__isnull=True).distinct()
    return [_turn(one) for one in found[:MOST]]


def _unanswered(mine: QuerySet[Pathway], actor: Actor, carried, parts) -> list[Waiting]:
    """Proposals without a yes or no past their day, whose worker may have no address at all."""
    if permissions.PLACE_WORKERS in carried:
        found = mine
    elif _R.TUTOR in parts:
        found = _as_tutor(mine, actor)
    else:
        return []
    days = timedelta(days=ANSWER_REMINDER_DAYS)
    late = found.filter(state=_P.PROPOSED, state_since__lte=timezone.now() - days)
    return [
        _waiting(_("Ask the worker about the proposal again"), one, one.state_since + days)
        for one in late.order_by("state_since", "pk")[:MOST]
    ]


def _turn(one: Pathway) -> Waiting:
    _role, days = TURNS[PathwayState(one.state)]
    due = one.state_since + timedelta(days=days) if days else None
    return _waiting(str(VERBS[PathwayState(one.state)]), one, due)


def _signatures(mine: QuerySet[Pathway], actor: Actor, held, parts) -> list[Waiting]:
    """Agreements and amendments that wait for a party I sign for, and for me."""
    waiting = Agreement.objects.filter(Q(proposed=True) | Q(pathway__state=_P.AGREEMENT_DRAFT))
    waiting = waiting.filter(voided_at__isnull=True, pathway__in=mine.order_by())
    waiting = waiting.select_related("pathway").order_by("made_at")
    waiting = waiting.annotate(worker_name=worker_name("pathway__worker_id", held))
    texts = [one for one in waiting[:MOST] if is_up_for_signing(one, one.pathway)]
    told = standings(texts) if texts else {}
    found = []
    for text in texts:
        parties = {
            party
            for party, permission in SIGNS_FOR.items()
            if permission in held.get(getattr(text.pathway, BODY[party]), ())
        }
        if {_R.WORKER, _R.REPRESENTATIVE} & parts:
            parties.add(Party.WORKER)
        if any(is_asked(told[text.pk][party], actor.id) for party in parties):
            page = reverse("pathways:agreement", args=[text.pathway_id])
            about = told_of(text.pathway.code, text.worker_name)
            found.append(Waiting(_("Read and sign the agreement"), about, page))
    return found


def _hours(mine: QuerySet[Pathway]) -> list[Waiting]:
    unconfirmed = HoursEntry.objects.filter(confirmed_at__isnull=True).values("pathway_id")
    found = mine.filter(state__in=[_P.IN_SECONDMENT, _P.COMPLETED], pk__in=unconfirmed)
    return [
        _waiting(_("Confirm the hours"), one, None, page="hours-confirm") for one in found[:MOST]
    ]


def _issues(actor: Actor) -> list[Waiting]:
    found = Issue.objects.filter(
        acted_on__isnull=True,
        pathway__roles__person_id=actor.id,
        pathway__roles__role=_R.TUTOR,
        pathway__roles__until__isnull=True,
    ).select_related("pathway")
    found = found.annotate(worker_name=worker_name("pathway__worker_id"))
    return [_issue(one) for one in found[:MOST]]


def _other_tasks(mine: QuerySet[Pathway]) -> list[Waiting]:
    """Other tasks than agreed are the office's business too: it writes the agreement."""
    found = Issue.objects.filter(
        kind=IssueKind.TASKS, acted_on__isnull=True, pathway__in=mine.order_by().values("pk")
    ).select_related("pathway")
    found = found.annotate(worker_name=worker_name("pathway__worker_id"))
    return [_issue(one) for one in found[:MOST]]


def _issue(one: Issue) -> Waiting:
    """Where tasks differ, the way is the agreement: others are agreed to there, by the worker."""
    verb, page = _("Act on a difficulty"), "case-tutoring"
    if one.kind == IssueKind.TASKS:
        verb = _("Look at the tasks: other ones are done than were agreed")
        page = "agreement-terms" if one.pathway.state in AMENDABLE else page
    return Waiting(
        verb=verb,
        about=told_of(one.pathway.code, one.worker_name),
        url=reverse(f"pathways:{page}", args=[one.pathway_id]),
        is_late=one.act_by < timezone.localdate(),
    )


def _waiting(verb: str, case: Pathway, due, *, page: str = "case-detail", **told) -> Waiting:
    return Waiting(
        verb=verb,
        about=told_of(case.code, case.worker_name),
        url=reverse(f"pathways:{page}", kwargs={"pk": case.pk, **told}),
        due=due,
        is_late=due is not None and due < timezone.now(),
    )
