"""The sections of a case: which there are, who reads which, and the frame that all share."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.matrix import reads
from ponte.pathways.queries import special
from ponte.pathways.queries.cases import case_for, is_of_company, name_in
from ponte.pathways.queries.restricting import standing_in
from ponte.pathways.queries.situation import may_open
from ponte.pathways.states import CaseRoleKind, PathwayState
from ponte.pathways.views.showing import state_shown


def _everybody(_pathway: Pathway, _mine: CaseRoles) -> bool:
    return True


def _with_agreement(pathway: Pathway, mine: CaseRoles) -> bool:
    """Once the match is approved there is a text; before, there is nothing to read."""
    written = pathway.state >= PathwayState.AGREEMENT_DRAFT
    return written and reads(mine, pathway, permissions.Data.AGREEMENT)


def _desk(_pathway: Pathway, mine: CaseRoles) -> bool:
    return mine.may("take_card") or mine.may("appoint_representative")


def _shown_the_diary(_pathway: Pathway, mine: CaseRoles) -> bool:
    return bool(mine.roles & {CaseRoleKind.TUTOR, CaseRoleKind.OFFICER})


def _with_comparison(pathway: Pathway, mine: CaseRoles) -> bool:
    """Whoever reads request and assessment alike; no company does."""
    wanted = (permissions.Data.REQUEST, permissions.Data.ASSESSMENT)
    return all(reads(mine, pathway, data) for data in wanted)


def _with_hours(pathway: Pathway, mine: CaseRoles) -> bool:
    running = pathway.state >= PathwayState.IN_SECONDMENT
    return running and reads(mine, pathway, permissions.Data.AGREEMENT)


def _with_talks(pathway: Pathway, mine: CaseRoles) -> bool:
    talks = (permissions.Data.WORKER_INTERVIEW, permissions.Data.COMPANY_INTERVIEW)
    running = pathway.state >= PathwayState.IN_SECONDMENT
    return running and any(reads(mine, pathway, one) for one in talks)


def _not_for_company(_pathway: Pathway, mine: CaseRoles) -> bool:
    return not is_of_company(mine)


def _with_costs(pathway: Pathway, mine: CaseRoles) -> bool:
    return reads(mine, pathway, permissions.Data.COSTS)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a case; `is_for` says whether this reader has it at all.

    `shows` names special data on the page that are not sealed: each opening is logged. What is
    sealed is logged by its door, `queries.special`.
    """

    name: str
    label: str | Promise
    is_for: Callable[[Pathway, CaseRoles], bool] = _everybody
    shows: tuple[str, ...] = ()


# In the order of the tabs; the name is the address's, `pathways:<name>`.
SECTIONS = (
    Section(
        "case-detail", _("Overview"), shows=(permissions.Data.WORKER_INTERVIEW, special.REASONS)
    ),
    Section("sheet-list", _("Sheets")),
    Section(
        "case-match",
        _("Match"),
        _with_comparison,
        shows=(permissions.Data.ASSESSMENT, permissions.Data.LIMITS),
    ),
    Section("agreement", _("Agreement"), _with_agreement),
    Section("case-hours", _("Hours"), _with_hours),
    Section(
        "case-tutoring",
        _("Tutoring"),
        _with_talks,
        shows=(permissions.Data.WORKER_INTERVIEW, special.REASONS),
    ),
    Section("case-logbook", _("Diary"), _shown_the_diary),
    Section("case-people", _("People"), _not_for_company),
    Section("case-situation", _("Situation"), may_open),
    Section("case-costs", _("Costs"), _with_costs),
    Section("case-access", _("Access"), _desk),
)
BY_NAME = {one.name: one for one in SECTIONS}


@dataclass(frozen=True, slots=True)
class Frame:
    """A case as its sections open it: the row, the reader's roles, what every page shows."""

    pathway: Pathway
    mine: CaseRoles
    context: dict


def _asked_for(actor: Actor, pk: UUID) -> Pathway:
    try:
        return case_for(actor, pk)
    except Http404:
        special.note_missed(pk, by=actor)
        raise


def framed(request: HttpRequest, pk: UUID, section: str) -> Frame:
    """Open a section of a case; 404 where the case or the section is not the reader's."""
    pathway = _asked_for(request.actor, pk)
    mine = permissions.roles_in(request.actor, pathway)
    if not BY_NAME[section].is_for(pathway, mine):
        raise Http404
    special.note(pathway, *BY_NAME[section].shows, by=request.actor, mine=mine)
    tabs = [
        {
            "label": one.label,
            "url": reverse(f"pathways:{one.name}", args=[pk]),
            "current": one.name == section,
        }
        for one in SECTIONS
        if one.is_for(pathway, mine)
    ]
    state = state_shown(PathwayState(pathway.state))
    standing = standing_in(pathway, mine)
    name = name_in(pathway, mine)
    context = {"pathway": pathway, "name": name, "tabs": tabs, "state": state, "standing": standing}
    return Frame(pathway, mine, context)


def framed_for_papers(request: HttpRequest, pk: UUID) -> Frame:
    """Open what is kept on paper for who may write a paper down; 404 for everybody else."""
    frame = framed(request, pk, "case-access")
    if not frame.mine.may("write_paper_consent"):
        raise Http404
    return frame
