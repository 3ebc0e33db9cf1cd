"""What workers see of their own case: few things, in order of what they are asked now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from ponte.accounts.public import people
from ponte.kit.actor import Actor, ActorKind
from ponte.pathways import permissions
from ponte.pathways.models import (
    Agreement,
    CaseRole,
    Document,
    HoursEntry,
    Opportunity,
    Pathway,
    Worker,
    YardEntry,
    YardState,
)
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries import special
from ponte.pathways.queries.adhesion import is_yes_asked
from ponte.pathways.queries.agreements import text_up_for_signing
from ponte.pathways.queries.facts import agreement_in_force, ledger_of
from ponte.pathways.queries.signing import is_asked, standing_of
from ponte.pathways.rules.hours import Ledger
from ponte.pathways.rules.logbook import QUIET_DAYS
from ponte.pathways.states import (
    AMENDABLE,
    RECORDING,
    CaseRoleKind,
    Completion,
    Instrument,
    Party,
    PathwayState,
)

OWN = (CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE)
LATEST, PAGES = 10, 400


def own_cases(actor: Actor) -> list[Pathway]:
    """Return the cases that an actor lives, represents or sits beside, newest first."""
    if actor.kind is ActorKind.ASSISTED:
        found = Pathway.objects.filter(worker_id=actor.beside)
    elif actor.is_person:
        mine = CaseRole.objects.filter(person_id=actor.id, role__in=OWN, until__isnull=True)
        found = Pathway.objects.filter(pk__in=list(mine.values_list("pathway_id", flat=True)))
    else:
        return []
    cases = list(found.select_related("cooperative", "company", "office").order_by("-opened_at"))
    return [one for one in cases if is_own(permissions.roles_in(actor, one))]


def is_own(mine: CaseRoles) -> bool:
    """Say whether somebody is the worker here, represents or sits beside them."""
    return mine.beside or bool(mine.roles & set(OWN))


def has_own_case(actor: Actor) -> bool:
    """Say whether somebody is a worker, or represents one, in any case."""
    return actor.is_person and (
        CaseRole.objects.filter(person_id=actor.id, role__in=OWN, until__isnull=True).exists()
    )


def own_case(actor: Actor, pk: UUID) -> tuple[Pathway, CaseRoles]:
    """Return one of them with the actor's part in it, or 404."""
    found = (
        Pathway.objects.select_related("cooperative", "company", "office", "opportunity")
        .filter(pk=pk)
        .first()
    )
    mine = permissions.roles_in(actor, found) if found else CaseRoles()
    if found is None or not is_own(mine):
        raise Http404
    return found, mine


@dataclass(frozen=True, slots=True)
class Now:
    """What a worker is asked now."""

    name: str = ""
    answer: bool = False
    sign: bool = False
    sitting: Document | None = None
    hours: bool = False
    difficulty: bool = False
    logbook: bool = False
    quiet_days: int | None = None
    late: bool = False


def asked_now(pathway: Pathway, mine: CaseRoles, actor: Actor) -> Now:
    """Return what waits for the worker, and whether the diary has been quiet for long."""
    worker = Worker.objects.filter(pk=pathway.worker_id).first()
    speaks = mine.is_own_word
    diary = mine.may("write_logbook") and pathway.state in RECORDING
    return Now(
        name=worker.name if worker else "",
        answer=pathway.state == PathwayState.PROPOSED
        and speaks("accept_proposal")
        and is_yes_asked(pathway, actor.id),
        sign=speaks("sign_agreement") and _is_asked_to_sign(pathway, actor),
        sitting=_open_assessment(pathway),
        hours=pathway.state in RECORDING and mine.may("enter_hours"),
        difficulty=pathway.state in RECORDING and mine.may("raise_issue"),
        logbook=mine.may("write_logbook"),
        quiet_days=_quiet(pathway) if diary and not mine.beside else None,
        late=not mine.beside and _has_late_entries(pathway),
    )


def _has_late_entries(pathway: Pathway) -> bool:
    """Something from the actor's phone waits for a look: the row policies show nobody else's."""
    return YardEntry.objects.filter(pathway=pathway, state=YardState.WAITING).exists()


def _is_asked_to_sign(pathway: Pathway, actor: Actor) -> bool:
    """A text waits for this very person; of two who sign together each is asked."""
    if pathway.state not in {PathwayState.AGREEMENT_DRAFT, *AMENDABLE}:
        return False
    text = text_up_for_signing(pathway)
    return text is not None and is_asked(standing_of(text)[Party.WORKER], actor.id)


def _open_assessment(pathway: Pathway) -> Document | None:
    return (
        Document.objects.filter(
            pathway=pathway,
            instrument=Instrument.SKILLS_ASSESSMENT,
            state=Completion.DRAFT,
        )
        .defer("answers")
        .first()
    )


def _quiet(pathway: Pathway) -> int | None:
    """Days since the last page, when they are many."""
    last = _diary(pathway).values_list("held_on", flat=True).first() or pathway.starts_on
    days = (timezone.localdate() - last).days if last else 0
    return days if days >= QUIET_DAYS else None


def offer_of(pathway: Pathway) -> Opportunity | None:
    """Return the opening of a case with what its worker reads of it."""
    found = Opportunity.objects.select_related("company", "municipality")
    return found.filter(pk=pathway.opportunity_id).first() if pathway.opportunity_id else None


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody to call."""

    role: CaseRoleKind
    name: str
    body: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class PlanAndPeople:
    """The agreement in a few facts, and whom to call."""

    agreement: Agreement | None
    people: list[Helper]


def plan_and_people(pathway: Pathway) -> PlanAndPeople:
    """Return what was agreed, and who is there for the worker."""
    roles = CaseRole.objects.filter(
        pathway=pathway, until__isnull=True, role__in=["tutor", "officer", "referent"]
    )
    told = [(CaseRoleKind(one.role), one.person_id) for one in roles]
    if pathway.tutor_id and CaseRoleKind.TUTOR not in {role for role, _who in told}:
        told.insert(0, (CaseRoleKind.TUTOR, pathway.tutor_id))
    found = people([who for _role, who in told])
    order = [CaseRoleKind.TUTOR, CaseRoleKind.REFERENT, CaseRoleKind.OFFICER]
    helpers = [_helper(pathway, role, found[who]) for role, who in told if who in found]
    return PlanAndPeople(
        agreement_in_force(pathway.pk), sorted(helpers, key=lambda one: order.index(one.role))
    )


def _helper(pathway: Pathway, role: CaseRoleKind, person) -> Helper:
    bodies = {CaseRoleKind.TUTOR: pathway.cooperative, CaseRoleKind.OFFICER: pathway.office}
    body = bodies.get(role, pathway.company)
    return Helper(
        role, str(person), body.name if body else "", body.phone if body else "", person.email or ""
    )


@dataclass(frozen=True, slots=True)
class OwnHours:
    """The ledger as its worker sees it."""

    ledger: Ledger
    latest: list[HoursEntry]


def own_hours(pathway: Pathway) -> OwnHours:
    """Return how much is done, and the last days."""
    latest = HoursEntry.objects.filter(pathway=pathway).order_by("-day", "-pk")[:LATEST]
    return OwnHours(ledger_of(pathway), list(latest))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a diary, opened for its reader."""

    id: UUID
    day: date
    feeling: int | None
    told: dict[str, str]
    readers: list[str]


def _diary(pathway: Pathway) -> QuerySet[Document]:
    return Document.objects.filter(pathway=pathway, instrument=Instrument.LOGBOOK).order_by(
        "-held_on", "-created_at"
    )


def diary(pathway: Pathway, *, by: Actor, mine: CaseRoles, through: str = "page") -> list[Page]:
    """Return the pages that this reader may open, newest first; the row policies judge too."""
    if mine.beside:
        return []
    found = [one for one in _diary(pathway)[:PAGES] if _opens(one, mine)]
    opened = special.answers_of_each(found, by=by, mine=mine, through=through)
    return [_page(one, opened[one.pk]) for one in found]


def diary_page(pathway: Pathway, pk: UUID, *, by: Actor, mine: CaseRoles) -> tuple[Document, Page]:
    """Return one page, or 404."""
    found = None if mine.beside else _diary(pathway).filter(pk=pk).first()
    if found is None or not _opens(found, mine):
        raise Http404
    return found, _page(found, special.answers_of(found, by=by, mine=mine))


def _opens(page: Document, mine: CaseRoles) -> bool:
    roles = {one.value for one in mine.roles}
    return CaseRoleKind.WORKER in mine.roles or bool(roles & set(page.shared_with))


def _page(found: Document, answers: dict) -> Page:
    told = {name: str(said) for name, said in answers.items() if isinstance(said, str)}
    feeling = answers.get("feeling")
    return Page(
        id=found.pk,
        day=found.held_on or timezone.localdate(found.created_at),
        feeling=int(feeling) if str(feeling).isdecimal() else None,
        told=told,
        readers=list(found.shared_with),
    )


def days_of(pages: Iterable[Page], last: int = 60) -> list[Page]:
    """Return the pages of the last weeks in the order of days, for the picture."""
    first = timezone.localdate() - timedelta(days=last)
    return sorted((one for one in pages if one.day >= first), key=lambda one: one.day)
