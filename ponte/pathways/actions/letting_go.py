"""Letting go of what is kept beside cases: by rule, each body's share with its certificate.

Rows that nobody changes (published weights and figures, steps of openings) and all history are the
owner's function's, which asks for the same months itself (migration 0032).
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pgtrigger
from django.db import connection, transaction
from django.db.models import Model

from ponte.kit.audit.record import certify
from ponte.kit.duties.models import Duty
from ponte.pathways.actions.calls import TOLD
from ponte.pathways.models import (
    AgendaItem,
    AssociationMember,
    Call,
    CallAnswer,
    Document,
    Funding,
    JobConditions,
    MatchProposal,
    Meeting,
    MeetingGuest,
    MeetingTask,
    Opportunity,
    SheetFile,
    Sitting,
    TutorTraining,
)
from ponte.pathways.queries.letting_go import due_beside
from ponte.pathways.rules.retention import Rule, beside


@transaction.atomic
def let_beside_go(today: date) -> Counter:
    """Apply every rule of what is kept beside cases; return how many rows each has reached."""
    due = {rule.code: _shares(rule, today) for rule in beside().values()}
    told = []
    with pgtrigger.ignore():
        for rule in beside().values():
            for body, keys in sorted(due[rule.code].items()):
                told.append((rule, body, len(keys), LETTING[rule.code](keys)))
        _forget()
    for rule, body, things, gone in told:
        certify(
            rule=rule.code,
            how=rule.how,
            things=things,
            counts=dict(gone),
            due_before=rule.due_before(today),
            organization=body,
        )
    return Counter({code: sum(map(len, shares.values())) for code, shares in due.items()})


def _shares(rule: Rule, today: date) -> dict[UUID, list[UUID]]:
    """Return what is due, by the body whose it is."""
    found: dict[UUID, list[UUID]] = {}
    for body, key in due_beside(rule, rule.due_before(today)).values_list("of", "pk"):
        found.setdefault(body, []).append(key)
    return found


def _of_openings(keys: list[UUID]) -> Counter:
    sheets = {"document__opportunity__in": keys}
    gone = _deleted(SheetFile, **sheets) + _deleted(Sitting, **sheets)
    gone += _deleted(Document, opportunity__in=keys)
    JobConditions.objects.filter(opportunity__in=keys).update(written_by_id=None)
    Opportunity.objects.filter(pk__in=keys).update(referent_name="")
    return gone + Counter(pathways_opportunity=len(keys))


def _of_calls(keys: list[UUID]) -> Counter:
    gone = _deleted(Duty, kind=TOLD, subject_id__in=keys)  # whose address it was written to
    return gone + _deleted(CallAnswer, call__in=keys) + _deleted(Call, pk__in=keys)


def _of_meetings(keys: list[UUID]) -> Counter:
    gone: Counter = Counter()
    for model in (MeetingTask, AgendaItem, MeetingGuest):
        gone += _deleted(model, meeting__in=keys)
    return gone + _deleted(Meeting, pk__in=keys)


def _of_fundings(keys: list[UUID]) -> Counter:
    Funding.objects.filter(pk__in=keys).update(recorded_by_id=None)
    return Counter(pathways_funding=len(keys))


LETTING: dict[str, Callable[[list[UUID]], Counter]] = {
    "openings": _of_openings,
    "association_members": lambda keys: _deleted(AssociationMember, pk__in=keys),
    "calls": _of_calls,
    "proposals": lambda keys: _deleted(MatchProposal, pk__in=keys),
    "meetings": _of_meetings,
    "trainings": lambda keys: _deleted(TutorTraining, pk__in=keys),
    "fundings": _of_fundings,
    "weights": lambda keys: Counter(pathways_matchingweights=len(keys)),
    "releases": lambda keys: Counter(pathways_figuresrelease=len(keys)),
}


def _deleted(model: type[Model], **which) -> Counter:
    rows = model._default_manager.filter(**which)
    count = rows.count()
    if count:
        rows._raw_delete(rows.db)
    return Counter({model._meta.db_table: count}) if count else Counter()


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pathways_forget_beside()")
