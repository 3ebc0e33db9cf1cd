"""Letting go of what has been kept long enough, by rule, with a certificate; or holding it.

What is left of a closed case are figures: its steps, its type, its tutor, its outcome. History
and steps are written once, so the owner's function lets go of those, if it agrees that the time
has come (migration 0015). Each office's share of a rule is one transaction with its certificate.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

import pgtrigger
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pghistory.models import Event

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.record import certify
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.kit.roles import INSERT_ONLY
from ponte.pathways import permissions
from ponte.pathways.actions.accounts import (
    ACCOUNTS,
    drop_accounts,
    let_accounts_go,
    let_passes_go,
    people_of,
    signers_of,
)
from ponte.pathways.actions.letting_go import let_beside_go
from ponte.pathways.models import (
    AgendaItem,
    CaseRole,
    Disadvantage,
    JusticeNote,
    Pathway,
    RetentionHold,
    Worker,
)
from ponte.pathways.queries.retention import due_cases, due_reviews, free
from ponte.pathways.rules.retention import Rule, rules
from ponte.pathways.states import CaseRoleKind

BATCH = 200
CONTRACT = {"agreement", "hoursentry", "signatory", "signingpass", "statement"}
# What figures and the funders' books are made of; nobody is named in it.
FIGURES = {"caserole", "costline", "followup", "outcome", "postheld", "retentionhold"}
KEPT = {"not_started": set(), "case": CONTRACT | FIGURES}
OF_PERSON = {CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE}


@transaction.atomic
def hold_case(*, pathway: Pathway, reason: str, review_on: date, by: Actor) -> RetentionHold:
    """Keep a case beyond its time, because of something that somebody can name."""
    permissions.require(by, permissions.PLACE_WORKERS, pathway.office_id)
    if not reason.strip():
        raise RuleBroken(_("Write why it must be kept."), field="reason")
    if review_on <= timezone.localdate():
        raise RuleBroken(_("Choose a day that is to come."), field="review_on")
    if RetentionHold.objects.filter(pathway=pathway, ended_at__isnull=True).exists():
        raise RuleBroken(_("This case is held already."))
    made = RetentionHold.objects.create(
        office_id=pathway.office_id,
        pathway=pathway,
        reason=reason.strip()[:300],
        review_on=review_on,
        held_by_id=by.id,
    )
    record(by=by, what="retention.held", on=pathway, organization=pathway.office_id)
    return made


@transaction.atomic
def end_hold(*, pathway: Pathway, by: Actor) -> int:
    """Let a case go its way again."""
    permissions.require(by, permissions.PLACE_WORKERS, pathway.office_id)
    ended = RetentionHold.objects.filter(pathway=pathway, ended_at__isnull=True).update(
        ended_at=timezone.now(), ended_by_id=by.id
    )
    record(by=by, what="retention.released", on=pathway, organization=pathway.office_id)
    return ended


def let_go(*, by: Actor, today: date | None = None, keeping: Collection[str] = ()) -> Counter:
    """Apply every rule; return how many cases or reasons each has reached.

    `keeping` names by code the cases that are held, where the hold itself was lost. Broken off,
    the shares that are certified stay gone, and the next night takes up the others.
    """
    if not by.is_job:
        raise Refused("pathways.let_go")
    today, done = today or timezone.localdate(), Counter()
    for rule in rules().values():
        before = rule.due_before(today)
        if rule.states:
            done[rule.code] += _cases(rule, before, keeping, by)
        else:
            with acting(by):
                done[rule.code] += _reasons(rule, before)
    with acting(by):
        return done + let_beside_go(today)


def _cases(rule: Rule, before: date, keeping: Collection[str], by: Actor) -> int:
    with acting(by):
        found = free(due_cases(rule, before)).exclude(code__in=list(keeping))
        due = list(found.values_list("office_id", "pk"))
    count = 0
    for office in sorted({one for one, _case in due}):
        cases = [case for one, case in due if one == office]
        for at in range(0, len(cases), BATCH):
            with acting(by):
                count += _share(rule, office, cases[at : at + BATCH], before)
    return count


@transaction.atomic
def _share(rule: Rule, office: UUID, cases: list[UUID], before: date) -> int:
    """Let some cases of an office go: those that nobody has held or let go meanwhile."""
    locked = list(Pathway.objects.select_for_update(of=("self",)).filter(pk__in=cases))
    still_due = set(free(due_cases(rule, before)).filter(pk__in=cases).values_list("pk", flat=True))
    gone: Counter = Counter()
    with pgtrigger.ignore():
        for case in locked:
            if case.pk in still_due:
                gone += LETTING[rule.code](case, rule)
    if still_due:
        _certify(rule, len(still_due), gone, before, office)
    return len(still_due)


def _certify(rule: Rule, things: int, gone: Counter, before: date, office: UUID) -> None:
    certify(
        rule=rule.code,
        how=rule.how,
        things=things,
        counts=dict(gone),
        due_before=before,
        organization=office,
    )


@transaction.atomic
def _reasons(rule: Rule, before: date) -> int:
    offices = Counter(due_reviews(before).values_list("office_id", flat=True))
    with pgtrigger.ignore():
        due = due_reviews(before)
        due._raw_delete(due.db)
    _ask("SELECT pathways_forget_reasons()")
    for office, count in sorted(offices.items()):
        _certify(rule, count, Counter(pathways_pairreview=count), before, office)
    return offices.total()


def _let_go_whole(case: Pathway, rule: Rule) -> Counter:
    """A case that never began goes with all there is, and the worker if it was the only one."""
    people = people_of(case)
    gone = _deleted(AgendaItem, pathway_id=case.pk) + _without(case, KEPT[rule.code])
    gone["history"] += _forget(case, rule)
    if _is_last(case):
        gone += _without_person(case.worker_id)
    gone += _deleted(Pathway, pk=case.pk)
    if not Pathway.objects.filter(worker_id=case.worker_id).exists():
        for model in (JusticeNote, Disadvantage, Worker):
            gone += _deleted(model, pk=case.worker_id)
    return gone + let_accounts_go(people)


def _let_go_of_names(case: Pathway, rule: Rule) -> Counter:
    """A closed case keeps what figures are made of."""
    people = people_of(case)
    gone = _without(case, KEPT[rule.code]) + let_passes_go(case, by=ACCOUNTS)
    gone += _deleted(CaseRole, pathway_id=case.pk, role__in=OF_PERSON)
    gone += _deleted(AgendaItem, pathway_id=case.pk)
    case.tutor, case.age_reason, case.support_actions, case.pause = None, "", "", ""
    case.own_opinion = ""
    case.save(update_fields=["tutor", "age_reason", "support_actions", "pause", "own_opinion"])
    if _is_last(case):
        gone += _without_person(case.worker_id)
        _nameless(case.worker_id)
    gone["history"] += _forget(case, rule)
    return gone + let_accounts_go(people)


def _let_go_of_contract(case: Pathway, rule: Rule) -> Counter:
    """After ten years nobody asks for the agreement and the hours any more."""
    signers = signers_of(case)
    gone = Counter({"history": _forget(case, rule)})
    for model, path in _hanging_on(Pathway):
        if model._meta.model_name in CONTRACT:
            gone += _deleted(model, **{path: case.pk})
    return gone + drop_accounts(signers)


LETTING = {
    "not_started": _let_go_whole,
    "case": _let_go_of_names,
    "contract": _let_go_of_contract,
}


def _without(case: Pathway, kept: set[str]) -> Counter:
    gone: Counter = Counter()
    for model, path in _hanging_on(Pathway):
        if model._meta.model_name not in kept:
            gone += _deleted(model, **{path: case.pk})
    return gone


def _without_person(worker: UUID) -> Counter:
    """What hangs on the worker alone: abilities, consents, requests, who acts for them."""
    gone: Counter = Counter()
    for model, path in _hanging_on(Worker):
        if model not in (Disadvantage, Pathway, CaseRole) and "pathway" not in path:
            gone += _deleted(model, **{path: worker})
    return gone


def _nameless(worker: UUID) -> None:
    Worker.objects.filter(pk=worker).update(
        name="", phone="", email="", person=None, birth_year=None, municipality=None
    )
    row = Disadvantage.objects.filter(worker_id=worker).first()
    if row is not None:
        row.referring_service = ""
        row.save(update_fields=["referring_service"])


def _is_last(case: Pathway) -> bool:
    """No other case of the worker still has its time before it."""
    others = Pathway.objects.filter(worker_id=case.worker_id).exclude(pk=case.pk)
    today = timezone.localdate()
    for rule in (rules()["not_started"], rules()["case"]):
        others = others.exclude(state__in=rule.states, state_since__date__lt=rule.due_before(today))
    return not others.exists()


def _hanging_on(root: type[models.Model]) -> Iterable[tuple[type[models.Model], str]]:
    """Yield what hangs on a model by foreign keys, the farthest first."""
    found, queue = {}, [(root, "")]
    while queue:
        target, path = queue.pop(0)
        for relation in target._meta.related_objects:
            model = relation.related_model
            if issubclass(model, Event) or model in found or model is root:
                continue
            if relation.on_delete is models.SET_NULL:  # it only mentions it, and lives on
                continue
            found[model] = "__".join(filter(None, (relation.field.name, path)))
            queue.append((model, found[model]))
    ours = [(one, path) for one, path in found.items() if one._meta.db_table not in INSERT_ONLY]
    return reversed(ours)


def _deleted(model: type[models.Model], **which) -> Counter:
    rows = model.objects.filter(**which)
    count = rows.count()
    if count:
        rows._raw_delete(rows.db)
    return Counter({model._meta.db_table: count}) if count else Counter()


def _forget(case: Pathway, rule: Rule) -> int:
    return _ask("SELECT pathways_forget(%s, %s)", case.pk, rule.code)


def _ask(question: str, *values) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]
