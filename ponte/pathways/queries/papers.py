"""Papers of a case that somebody wrote down and nobody else has confirmed yet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.waiting import Waiting
from ponte.pathways import permissions
from ponte.pathways.models import PaperWord, Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries import special
from ponte.pathways.queries.cases import names_of

MOST = 50


@dataclass(frozen=True, slots=True)
class Waits:
    """One paper as the page shows it."""

    id: UUID
    kind: str
    about: str
    signed_on: date
    reference: str
    without_scan: str
    has_scan: bool
    writer: str
    may_confirm: bool
    may_drop: bool


def papers_waiting_in(pathway: Pathway, mine: CaseRoles, *, by: Actor) -> list[Waits]:
    """Return what waits in a case, and what the reader may do with it."""
    rows = list(
        PaperWord.objects.filter(pathway=pathway, settled_at__isnull=True).defer("content", "told")
    )
    names = names_of(one.written_by_id for one in rows)
    return [
        Waits(
            id=one.pk,
            kind=one.get_kind_display(),
            about=one.about,
            signed_on=one.signed_on,
            reference=one.reference,
            without_scan=one.without_scan,
            has_scan=one.size > 0,
            writer=names.get(one.written_by_id, ""),
            may_confirm=mine.may("confirm_paper") and one.written_by_id != by.id,
            may_drop=mine.may("drop_paper"),
        )
        for one in rows
    ]


def paper_word_of(pathway: Pathway, pk: UUID) -> PaperWord:
    """Return one paper of this case that waits, or 404."""
    found = PaperWord.objects.filter(pathway=pathway, pk=pk, settled_at__isnull=True).first()
    if found is None:
        raise Http404
    return found


def scan_for_word(actor: Actor, pathway: Pathway, word: PaperWord) -> bytes:
    """Return the scan of a paper that waits; 404 without one."""
    if not word.size:
        raise Http404
    return special.paper_of_consent(word, pathway, by=actor)


def papers_waiting(actor: Actor) -> list[Waiting]:
    """Return the papers that wait for somebody else of the actor's offices."""
    found = PaperWord.objects.filter(
        office_id__in=permissions.offices_of(actor), settled_at__isnull=True
    ).exclude(written_by_id=actor.id)
    return [
        Waiting(
            verb=_("Confirm what was written down of a paper"),
            about=f"{one.pathway.code}, {one.get_kind_display()}",
            url=reverse("pathways:case-papers", args=[one.pathway_id]),
        )
        for one in found.select_related("pathway").defer("content", "told")[:MOST]
    ]
