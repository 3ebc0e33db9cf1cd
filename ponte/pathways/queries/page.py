"""What the page of one case shows to one reader: no part that the matrix does not give."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from ponte.pathways import permissions
from ponte.pathways.events import SENTENCES
from ponte.pathways.models import (
    Agreement,
    CaseRole,
    Document,
    Issue,
    Outcome,
    Pathway,
    PostHeld,
    Transition,
    Worker,
)
from ponte.pathways.permissions.matrix import DATA_OF, Data, reads
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.facts import agreement_in_force, ledger_of, signed_parties
from ponte.pathways.queries.steps import Step, next_steps
from ponte.pathways.queries.waiting import TURNS
from ponte.pathways.rules.hours import Ledger
from ponte.pathways.states import CaseRoleKind, Instrument, Party, PathwayState, WhyNot

LATEST = 20


@dataclass(frozen=True, slots=True)
class Told:
    """One step of the story."""

    at: datetime
    sentence: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Signing:
    """One party and whether it has signed the text in force."""

    party: Party
    signed: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has to act now, and until when."""

    who: str
    due: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case for one reader; what may not be read is blank or empty."""

    pathway: Pathway
    state: PathwayState
    roles: permissions.CaseRoles
    steps: list[Step]
    worker: Worker | None
    tutor: str
    turn: Turn | None = None
    people: list[tuple[str, str]] = field(default_factory=list)
    sheets: list[Document] = field(default_factory=list)
    ledger: Ledger | None = None
    agreement: Agreement | None = None
    signing: list[Signing] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    post: PostHeld | None = None
    outcome: Outcome | None = None
    story: list[Told] = field(default_factory=list)


def case_page(pathway: Pathway, mine: permissions.CaseRoles) -> CasePage:
    """Return everything of one case that this reader may see."""
    may = {data: reads(mine, pathway, data) for data in Data}
    roles = list(CaseRole.objects.filter(pathway=pathway, until__isnull=True))
    steps = Transition.objects.filter(pathway=pathway).order_by("-at", "-pk")[:LATEST]
    names = names_of(
        [pathway.tutor_id, *(one.person_id for one in roles), *(one.by_id for one in steps)]
    )
    agreement = agreement_in_force(pathway.pk) if may[Data.AGREEMENT] else None
    return CasePage(
        pathway=pathway,
        state=PathwayState(pathway.state),
        roles=mine,
        steps=next_steps(pathway, mine),
        worker=_worker(pathway) if may[Data.IDENTITY] else None,
        tutor=names.get(pathway.tutor_id, ""),
        turn=_turn(pathway),
        people=[
            (CaseRoleKind(one.role).label, names.get(one.person_id, ""))
            for one in roles
            if one.person_id in names
        ],
        sheets=_sheets(pathway, mine),
        ledger=ledger_of(pathway) if agreement else None,
        agreement=agreement,
        signing=_signing(agreement),
        issues=_issues(pathway),
        post=PostHeld.objects.filter(pathway=pathway).first(),
        outcome=Outcome.objects.filter(pathway=pathway).first() if may[Data.OUTCOME] else None,
        story=[_told(one, names) for one in steps],
    )


def _turn(pathway: Pathway) -> Turn | None:
    """The same table as the list of what waits; while the agreement is signed, the parties."""
    if pathway.state not in TURNS:
        return None
    role, days = TURNS[PathwayState(pathway.state)]
    due = pathway.state_since + timedelta(days=days) if days else None
    return Turn(str(role.label), due, due is not None and due < timezone.now())


def _worker(pathway: Pathway) -> Worker | None:
    return Worker.objects.filter(pk=pathway.worker_id).first()


def _issues(pathway: Pathway) -> list[Issue]:
    """Difficulties that nobody has acted on yet; the section of tutoring has them all."""
    return list(Issue.objects.filter(pathway=pathway, acted_on__isnull=True)[:LATEST])


def _sheets(pathway: Pathway, mine: permissions.CaseRoles) -> list[Document]:
    found = Document.objects.filter(pathway=pathway).defer("answers").order_by("created_at")
    return [
        one
        for one in found
        if reads(mine, pathway, DATA_OF[Instrument(one.instrument)], shared_with=one.shared_with)
    ]


def _signing(agreement: Agreement | None) -> list[Signing]:
    if agreement is None:
        return []
    signed = signed_parties(agreement)
    return [Signing(party, party in signed) for party in Party]


def last_step(pathway: Pathway) -> Told | None:
    """Return who moved the case last, for readers who may know it."""
    found = Transition.objects.filter(pathway=pathway).order_by("-at", "-pk").first()
    return _told(found, names_of([found.by_id])) if found else None


def _told(one: Transition, names) -> Told:
    sentence = SENTENCES.get(int(one.new), "")
    reason = str(WhyNot(one.reason).label) if one.reason in WhyNot.values else one.reason
    return Told(one.at, str(sentence), names.get(one.by_id, ""), reason)
