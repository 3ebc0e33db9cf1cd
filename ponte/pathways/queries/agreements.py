"""Agreements of a case: which is in force, which is up for signing, what changed between two."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.pathways.models import Agreement, Pathway, Signature
from ponte.pathways.rules.binding import changed_words, concerned
from ponte.pathways.rules.differences import Run, differences
from ponte.pathways.states import AMENDABLE, Party, PathwayState

WORDS: dict[str, str | Promise] = {
    "office": _("Placement office"),
    "cooperative": _("Co-operative"),
    "company": _("Company"),
    "worker": _("Worker"),
    "legal_basis": _("Legal basis"),
    "legal_evidence": _("What proves the legal basis"),
    "place": _("Place of work"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "planned_hours": _("Hours in all"),
    "weekly_hours": _("Hours a week"),
    "extra_hours": _("Hours agreed beyond the plan"),
    "timetable": _("Days and times"),
    "tasks": _("Tasks"),
    "tasks_change": _("Compared with the tasks of now"),
    "distance": _("How far from the site of now"),
    "training_aim": _("Training aim"),
    "duties_cooperative": _("What the co-operative does"),
    "duties_company": _("What the company does"),
    "duties_office": _("What the placement office does"),
    "duties_worker": _("What the worker does"),
    "reviews": _("Calendar of the reviews"),
    "positive_outcome": _("If the outcome is positive"),
    "negative_outcome": _("If the outcome is negative"),
    "withdrawal": _("How a party can leave before the end"),
    "data_protection": _("Data protection"),
    "safety": _("Safety training"),
    "cover": _("Insurance cover"),
    "tutor": _("Tutor"),
    "referent": _("Company referent"),
    "objectives": _("Objectives"),
    "backdated": _("Why the first day has passed"),
}


def amendment_of(pathway: UUID) -> Agreement | None:
    """Return the proposed amendment that waits for signatures."""
    return Agreement.objects.filter(
        pathway_id=pathway, voided_at__isnull=True, proposed=True
    ).first()


def is_up_for_signing(agreement: Agreement, pathway: Pathway) -> bool:
    """Say whether a version still takes signatures."""
    if agreement.voided_at or agreement.pathway_id != pathway.pk:
        return False
    if agreement.proposed:
        return pathway.state in AMENDABLE
    return pathway.state == PathwayState.AGREEMENT_DRAFT


def text_up_for_signing(pathway: Pathway) -> Agreement | None:
    """Return the version that takes signatures now, if there is one."""
    open_ones = Agreement.objects.filter(pathway_id=pathway.pk, voided_at__isnull=True)
    return next((one for one in open_ones if is_up_for_signing(one, pathway)), None)


def versions_of(pathway: UUID) -> list[Agreement]:
    """Return every version, the newest first."""
    return list(Agreement.objects.filter(pathway_id=pathway).order_by("-version"))


def version_of(pathway: UUID, number: int) -> Agreement:
    """Return one version of a case, or 404."""
    found = Agreement.objects.filter(pathway_id=pathway, version=number)
    found = found.select_related("revises").first()
    if found is None:
        raise Http404
    return found


def signature_of(pathway: UUID, pk: UUID) -> Signature:
    """Return a signature of a case, or 404."""
    found = Signature.objects.filter(pathway_id=pathway, pk=pk)
    found = found.select_related("agreement").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One word of the text, before and after, and who signs again for it."""

    label: str | Promise
    before: str
    after: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one version changed in the one that it revises."""

    before: Agreement
    after: Agreement
    changes: tuple[Change, ...]
    parties: tuple[Party, ...]
    runs: tuple[Run, ...]


def comparison(after: Agreement) -> Comparison | None:
    """Return what a version changed; None for the first, and for those kept without words."""
    before = after.revises
    if before is None or not before.words or not after.words:
        return None
    changed = [one for one in changed_words(before.words, after.words) if one != "version"]
    changes = tuple(_change(one, before, after) for one in changed if one in WORDS)
    runs = tuple(differences(before.text, after.text))
    return Comparison(before, after, changes, _parties(after, changed), runs)


def _change(word: str, before: Agreement, after: Agreement) -> Change:
    return Change(
        WORDS[word],
        before.words.get(word, ""),
        after.words.get(word, ""),
        _parties(after, [word]),
    )


def _parties(agreement: Agreement, words: list[str]) -> tuple[Party, ...]:
    found = concerned(agreement.template_of, words)
    return tuple(party for party in Party if party in found)
