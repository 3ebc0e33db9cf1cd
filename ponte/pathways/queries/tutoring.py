"""Talks, difficulties and the network of a case, for one reader."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.journal.models import Entry
from ponte.pathways.models import CaseRole, Document, Interview, Issue, Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.matrix import DATA_OF, Data, reads
from ponte.pathways.queries.cases import is_of_company, names_of
from ponte.pathways.states import (
    RECORDING,
    CaseRoleKind,
    Instrument,
    InterviewKind,
    NetworkKind,
)

DATA_OF_TALK = {
    InterviewKind.WORKER: Data.WORKER_INTERVIEW,
    InterviewKind.COMPANY: Data.COMPANY_INTERVIEW,
}
SHEETS = (Instrument.INTERVIEW_WORKER, Instrument.INTERVIEW_COMPANY)
ACTIVATED = "network.activated"


@dataclass(frozen=True, slots=True)
class Activation:
    """Somebody of the network was asked to help."""

    at: datetime
    whom: str
    who: str


@dataclass(frozen=True, slots=True)
class TutoringPage:
    """What the page of tutoring shows to one reader."""

    talks: list[Interview]
    next_talks: list[tuple[InterviewKind, date]]
    issues: list[Issue]
    network: list[str]
    activations: list[Activation]
    today: date
    may_hold: bool
    may_raise: bool
    may_act: bool
    may_activate: bool


def tutoring_page(pathway: Pathway, mine: CaseRoles) -> TutoringPage:
    """Return talks, difficulties and the network, as far as the reader may see them."""
    running, inside = pathway.state in RECORDING, not is_of_company(mine)
    talks = talks_of(pathway, mine)
    return TutoringPage(
        talks=talks,
        next_talks=_next(talks) if running else [],
        issues=list(Issue.objects.filter(pathway=pathway).order_by("-raised_on")),
        network=_network(pathway) if inside else [],
        activations=_activations(pathway) if inside else [],
        today=timezone.localdate(),
        may_hold=running and mine.may("hold_interview"),
        may_raise=running and mine.may("raise_issue"),
        may_act=mine.may("act_on_issue"),
        may_activate=running and mine.may("activate_network"),
    )


def talks_of(pathway: Pathway, mine: CaseRoles) -> list[Interview]:
    """Return the talks whose kind the reader may know, newest first."""
    kinds = [kind for kind, data in DATA_OF_TALK.items() if reads(mine, pathway, data)]
    found = Interview.objects.filter(pathway=pathway, kind__in=kinds)
    return list(found.order_by("-held_on", "-pk"))


def _next(talks: list[Interview]) -> list[tuple[InterviewKind, date]]:
    """The next day of each kind, from the newest talk that names one."""
    newest: dict[InterviewKind, Interview] = {}
    for one in talks:
        newest.setdefault(InterviewKind(one.kind), one)
    return [(kind, one.next_on) for kind, one in newest.items() if one.next_on]


def _network(pathway: Pathway) -> list[str]:
    roles = CaseRole.objects.filter(
        pathway=pathway, role=CaseRoleKind.SERVICE, until__isnull=True
    ).values_list("person_id", flat=True)
    return sorted(names_of(roles).values())


def _activations(pathway: Pathway) -> list[Activation]:
    # A line of the journal is its organization's; of these the whole case may know.
    with acting(Actor.job("pathways.network")):
        found = list(
            Entry.objects.filter(
                subject_type="pathways.pathway", subject_id=pathway.pk, what=ACTIVATED
            )[:20]
        )
    return [
        Activation(one.at, str(NetworkKind(one.facts["whom"]).label), one.actor_name)
        for one in found
    ]


def sheets_of_talks(pathway: Pathway, mine: CaseRoles) -> list[Document]:
    """Return the sheets of talks that no talk has yet, without their answers."""
    kinds = [one for one in SHEETS if reads(mine, pathway, DATA_OF[one])]
    found = Document.objects.filter(
        pathway=pathway, instrument__in=kinds, interviews__isnull=True
    ).defer("answers")
    return list(found.order_by("-created_at"))


def issue_of(pathway: Pathway, pk: UUID) -> Issue:
    """Return one difficulty of this case, or 404."""
    found = Issue.objects.filter(pathway=pathway, pk=pk).first()
    if found is None:
        raise Http404
    return found
