"""Cases: the list that the actor works on, and one of them with everything its reader may see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404

from ponte.accounts.public import people
from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import CaseRole, Pathway, Worker
from ponte.pathways.permissions.cases import OF_COMPANY
from ponte.pathways.permissions.matrix import reads
from ponte.pathways.permissions.purposes import audits_standing, emergencies_standing
from ponte.pathways.queries import special
from ponte.pathways.states import NAMED_TO_COMPANY, SHOWN_TO_COMPANY, CaseRoleKind, PathwayState

PAGE = 50
ORDERS = {
    "moved": ("-state_since", "-pk"),
    "waiting": ("state_since", "pk"),
    "code": ("code", "pk"),
    "state": ("state", "-state_since", "-pk"),
}
SHOWN = (
    *("code", "tutor_id", "state", "state_since"),
    *("cooperative__name", "company__name"),
)
# Who sees all cases of a body, by what they hold on it.
WHOLE_BODY = {
    permissions.PLACE_WORKERS: "office_id__in",
    permissions.MANAGE_CASES: "cooperative_id__in",
    permissions.SIGN_FOR_COMPANY: "company_id__in",
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of the list; the worker's name is blank where the reader may not know it."""

    id: UUID
    code: str
    worker: str
    cooperative: str
    company: str
    tutor: str
    state: PathwayState
    since: datetime


@dataclass(frozen=True, slots=True)
class CaseList:
    """One page of cases, the tutors of all, by name, and whether the reader opens cases."""

    lines: list[CaseLine]
    page: Page
    tutors: list[tuple[UUID, str]]
    may_open: bool

    @property
    def total(self) -> int:
        return self.page.paginator.count


def cases_for(actor: Actor) -> QuerySet[Pathway]:
    """Return the cases an actor works on: those of the body, and those assigned."""
    if not actor.is_person:
        return Pathway.objects.none()
    return _seen_by(actor, permissions.held(actor))


def _seen_by(actor: Actor, mine: dict[UUID, frozenset[str]]) -> QuerySet[Pathway]:
    seen = Q(pk__in=_assigned(actor))
    for permission, column in WHOLE_BODY.items():
        bodies = [pk for pk, carried in mine.items() if permission in carried]
        if bodies:
            of_body = Q(**{column: bodies})
            if column.startswith("company"):
                of_body &= Q(state__in=SHOWN_TO_COMPANY)
            seen |= of_body
    return Pathway.objects.filter(seen)


def _assigned(actor: Actor) -> list[UUID]:
    """A referent's cases only while they are shown: the row policy of the case sees to it.

    An auditor's only while a second person has opened them, an administrator's while the glass
    is broken.
    """
    open_roles = CaseRole.objects.filter(person_id=actor.id, until__isnull=True)
    unopened = Q(role=CaseRoleKind.AUDITOR) & ~Q(pathway__in=audits_standing(actor.id))
    open_roles = open_roles.exclude(unopened)
    broken = emergencies_standing(actor.id).values_list("pathway_id", flat=True)
    return list(open_roles.order_by().values_list("pathway_id", flat=True).union(broken))


def case_list(actor: Actor, *, page: int | str = 1, **narrowed) -> CaseList:
    """Return one page of the actor's cases, narrowed as `_narrowed` says, and all their tutors."""
    held = permissions.held(actor)
    mine = _seen_by(actor, held)
    one = Paginator(_narrowed(mine, held, **narrowed), PAGE).get_page(page)
    shown = list(one.object_list)
    ids = mine.exclude(tutor=None).order_by().values_list("tutor_id", flat=True).distinct()
    names = names_of(ids)
    tutors = sorted(names.items(), key=lambda tutor: tutor[1])
    may_open = any(permissions.OPEN_CASES in carried for carried in held.values())
    return CaseList([_line(case, names) for case in shown], one, tutors, may_open)


def all_lines(actor: Actor, **narrowed) -> list[CaseLine]:
    """Return every case that the list would show, as it would show it."""
    held = permissions.held(actor)
    mine = _seen_by(actor, held) if actor.is_person else Pathway.objects.none()
    found = list(_narrowed(mine, held, **narrowed))
    names = names_of({case.tutor_id for case in found})
    return [_line(case, names) for case in found]


def _narrowed(
    found: QuerySet[Pathway],
    held: Collection[UUID],
    *,
    state: int | None = None,
    tutor: UUID | None = None,
    words: str = "",
    order: str = "",
) -> QuerySet[Pathway]:
    if state is not None:
        found = found.filter(state=state)
    if tutor is not None:
        found = found.filter(tutor_id=tutor)
    if words.strip():
        asked = words.strip()[:40]
        named = Worker.objects.filter(name__icontains=asked).order_by().values("pk")
        by_name = Q(worker_id__in=named) & ~_nameless(held)
        found = found.filter(Q(code__icontains=asked) | by_name)
    found = found.select_related("cooperative", "company").only(*SHOWN)
    named = found.annotate(name=worker_name("worker_id", held))
    return named.order_by(*ORDERS.get(order, ORDERS["moved"]))


def worker_name(column: str, held: Collection[UUID] = ()) -> Case:
    """Name the worker of each row to a member of these organizations, or nobody.

    Not joined: the row policies hide a worker whose case may be seen without the name. They ask
    for any case of the worker; who was here once before is nameless again in the next.
    """
    named = Subquery(Worker.objects.filter(pk=OuterRef(column)).order_by().values("name"))
    case = column.removesuffix("worker_id")
    return Case(When(_nameless(held, case), then=Value("")), default=named)


def _nameless(held: Collection[UUID], case: str = "") -> Q:
    """The cases that a company sees before it may know whose they are."""
    company, office, cooperative = (
        Q(**{f"{case}{body}__in": list(held)})
        for body in ("company_id", "office_id", "cooperative_id")
    )
    named = Q(**{f"{case}state__in": NAMED_TO_COMPANY})
    return company & ~office & ~cooperative & ~named


def name_in(pathway: Pathway, mine: permissions.CaseRoles) -> str:
    """Name the worker of one case to whoever may know."""
    if not reads(mine, pathway, permissions.Data.IDENTITY):
        return ""
    found = Worker.objects.filter(pk=pathway.worker_id).values_list("name", flat=True)
    return found.first() or ""


def told_of(code: str, worker: str | None) -> str:
    """Return what a case is called in a list: by its worker first, where that may be known."""
    return f"{worker}, {code}" if worker else code


def _line(case: Pathway, tutors: dict[UUID, str]) -> CaseLine:
    return CaseLine(
        id=case.pk,
        code=case.code,
        worker=case.name or "",
        cooperative=case.cooperative.name,
        company=case.company.name if case.company else "",
        tutor=tutors.get(case.tutor_id, ""),
        state=PathwayState(case.state),
        since=case.state_since,
    )


def case_for(actor: Actor, pk: UUID) -> Pathway:
    """Return a case of the actor's, or 404: hidden and missing are one."""
    found = (
        cases_for(actor)
        .select_related("office", "cooperative", "company", "opportunity")
        .filter(pk=pk)
        .first()
    )
    mine = permissions.roles_in(actor, found) if found is not None else None
    if mine is None or not mine.roles:
        raise Http404
    special.note_opened(found, by=actor, mine=mine)
    return found


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of people by identifier."""
    return {pk: str(one) for pk, one in people(pk for pk in ids if pk).items()}


def is_of_company(roles: permissions.CaseRoles) -> bool:
    """Say whether somebody reads a case only as its host company."""
    return bool(roles.roles) and roles.roles <= OF_COMPANY
