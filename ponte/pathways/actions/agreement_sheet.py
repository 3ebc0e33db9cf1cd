"""Sheet I5: the words of the text that was signed, kept as a sheet; nobody fills it in by hand."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from ponte.engines.questionnaires import validate
from ponte.kit.actor import Actor
from ponte.pathways.models import Agreement, Document, Pathway, Signature
from ponte.pathways.rules import instruments
from ponte.pathways.rules.article30 import UNSAID
from ponte.pathways.states import Completion, Instrument

# Question of the sheet: word of the text.
FROM_WORDS = {
    "party_office": "office",
    "party_cooperative": "cooperative",
    "party_company": "company",
    "party_worker": "worker",
    "training_aim": "training_aim",
    "secondment": "tasks",
    "legal_basis_text": "legal_evidence",
    "objectives_annex": "objectives",
    "place": "place",
    "tasks_change": "tasks_change",
    "distance": "distance",
    "timetable": "timetable",
    "duties_cooperative": "duties_cooperative",
    "duties_company": "duties_company",
    "duties_office": "duties_office",
    "duties_worker": "duties_worker",
    "insurance": "cover",
    "safety": "safety",
    "tutor": "tutor",
    "referent": "referent",
    "data_protection": "data_protection",
    "withdrawal": "withdrawal",
    "positive_outcome": "positive_outcome",
    "negative_outcome": "negative_outcome",
}


def sheet_of_scans(pathway: Pathway, *, by: Actor) -> Document:
    """Return the sheet that scans of signatures are kept with, begun for them if need be."""
    kept = Document.objects.filter(pathway=pathway, instrument=Instrument.AGREEMENT)
    found = kept.order_by("-created_at").first()
    if found is None:
        found = _new(pathway, by)
        found.save(force_insert=True)
    return found


def keep_signed(pathway: Pathway, agreement: Agreement, *, by: Actor) -> Document:
    """Write the sheet of a version that has just come into force, from its words."""
    begun = Document.objects.filter(
        pathway=pathway, instrument=Instrument.AGREEMENT, state=Completion.DRAFT
    )
    made = begun.order_by("created_at").first() or _new(pathway, by)
    spec = instruments.newest(Instrument.AGREEMENT)
    given = answers_of(agreement, Signature.objects.filter(pathway=pathway))
    today = timezone.localdate()
    made.version, made.answers = spec.version, validate.save(spec, given, today=today).answers
    made.unread, made.held_on = {}, timezone.localdate(agreement.in_force_at)
    made.state, made.completed_at = Completion.COMPLETE, agreement.in_force_at
    made.saved_at = timezone.now()
    if made._state.adding:
        made.save(force_insert=True)
    else:
        made.revision += 1
        made.save()
    return made


def answers_of(agreement: Agreement, signatures: Iterable[Signature]) -> dict[str, Any]:
    """Return the answers of the sheet, each the word that stands in the text."""
    words = agreement.words
    found: dict[str, Any] = {}
    for question, word in FROM_WORDS.items():
        if word in ARTICLE_30 and word not in words:
            continue  # a text of before says nothing of it
        told = words.get(word) or UNSAID
        found[question] = told.replace("\n", " ") if question in ONE_LINE else told
    lines = [line for line in words.get("reviews", "").splitlines() if line.strip()]
    return {
        **found,
        "legal_basis": agreement.legal_basis.lower(),
        "first_day": agreement.starts_on.isoformat(),
        "last_day": agreement.ends_on.isoformat(),
        "total_hours": agreement.planned_hours,
        "extra_hours": agreement.extra_hours,
        "weekly_hours": agreement.weekly_hours,
        "pay_stays": "yes",
        "reviews": [{"about": line} for line in lines],
        "signatures": [
            {
                "party": one.party,
                "name": one.signer_name,
                "day": (one.signed_on or timezone.localdate(one.at)).isoformat(),
            }
            for one in signatures
        ],
    }


ARTICLE_30 = frozenset({"tasks_change", "distance"})
ONE_LINE = frozenset({"legal_basis_text", "timetable", "insurance", "tutor", "referent", "place"})
ONE_LINE |= ARTICLE_30


def _new(pathway: Pathway, by: Actor) -> Document:
    return Document(
        pathway=pathway,
        office_id=pathway.office_id,
        instrument=Instrument.AGREEMENT,
        version=instruments.newest(Instrument.AGREEMENT).version,
        answers={},
        author_id=by.id,
    )
