"""What the page of one case shows to one reader: no part that the matrix does not give."""

from dataclasses import dataclass, field
from datetime import datetime

from ponte.pathways import permissions
from ponte.pathways.events import SENTENCES
from ponte.pathways.models import (
    Agreement,
    CaseRole,
    CostLine,
    Document,
    FollowUp,
    HoursEntry,
    Interview,
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
class CasePage:
    """A case for one reader; what may not be read is blank or empty."""

    pathway: Pathway
    state: PathwayState
    roles: permissions.CaseRoles
    steps: list[Step]
    worker: Worker | None
    tutor: str
    people: list[tuple[str, str]] = field(default_factory=list)
    sheets: list[Document] = field(default_factory=list)
    ledger: Ledger | None = None
    hours: list[HoursEntry] = field(default_factory=list)
    agreement: Agreement | None = None
    signing: list[Signing] = field(default_factory=list)
    interviews: list[Interview] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    post: PostHeld | None = None
    outcome: Outcome | None = None
    follow_ups: list[FollowUp] = field(default_factory=list)
    costs: list[CostLine] = field(default_factory=list)
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
        people=[
            (CaseRoleKind(one.role).label, names.get(one.person_id, ""))
            for one in roles
            if one.person_id in names
        ],
        sheets=_sheets(pathway, mine),
        ledger=ledger_of(pathway) if agreement else None,
        hours=_newest(HoursEntry, pathway, "-day") if may[Data.AGREEMENT] else [],
        agreement=agreement,
        signing=_signing(agreement),
        interviews=_interviews(pathway, may),
        issues=_newest(Issue, pathway, "-raised_on"),
        post=PostHeld.objects.filter(pathway=pathway).first(),
        outcome=Outcome.objects.filter(pathway=pathway).first() if may[Data.OUTCOME] else None,
        follow_ups=list(FollowUp.objects.filter(pathway=pathway)),
        costs=list(CostLine.objects.filter(pathway=pathway)) if may[Data.COSTS] else [],
        story=[_told(one, names) for one in steps],
    )


def _worker(pathway: Pathway) -> Worker | None:
    return Worker.objects.filter(pk=pathway.worker_id).first()


def _newest(model, pathway: Pathway, order: str) -> list:
    return list(model.objects.filter(pathway=pathway).order_by(order, "-pk")[:LATEST])


def _sheets(pathway: Pathway, mine: permissions.CaseRoles) -> list[Document]:
    found = Document.objects.filter(pathway=pathway).defer("answers").order_by("created_at")
    return [
        one
        for one in found
        if reads(mine, pathway, DATA_OF[Instrument(one.instrument)], shared_with=one.shared_with)
    ]


def _interviews(pathway: Pathway, may: dict[Data, bool]) -> list[Interview]:
    allowed = {"worker": may[Data.WORKER_INTERVIEW], "company": may[Data.COMPANY_INTERVIEW]}
    kinds = [kind for kind, is_allowed in allowed.items() if is_allowed]
    return list(
        Interview.objects.filter(pathway=pathway, kind__in=kinds).order_by("-held_on")[:LATEST]
    )


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
