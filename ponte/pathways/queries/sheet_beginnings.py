"""What a sheet already holds when it is begun: what the case has recorded, nothing typed twice."""

from typing import Any

from django.utils.translation import get_language

from ponte.engines.questionnaires.spec import Kind
from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.models import Document, JobConditions, Opportunity, Pathway
from ponte.pathways.queries import special
from ponte.pathways.queries.facts import ledger_of
from ponte.pathways.queries.plans import aims_of
from ponte.pathways.queries.sheet_words import said
from ponte.pathways.queries.sheets import answerable, sheet_for
from ponte.pathways.rules import instruments
from ponte.pathways.rules import match_words as words
from ponte.pathways.rules.profiles import ConditionFacts, conditions_of_sheet
from ponte.pathways.states import Completion, Instrument, Occasion


def beginning(
    actor: Actor, of: Pathway | Opportunity, instrument: Instrument, occasion: str = ""
) -> dict[str, Any]:
    """Return the first answers of a new sheet, of the questions that the actor may answer."""
    found: dict[str, Any] = {}
    if instrument == Instrument.OBSERVATION and occasion:
        found = {"moment": occasion}
    if instrument == Instrument.FINAL_REPORT and isinstance(of, Pathway):
        ledger = ledger_of(of)
        found = {
            "hours_done": f"{ledger.done / 60:.1f}",
            "hours_planned": ledger.planned_hours + ledger.extra_hours,
            "objective_scores": [{"objective": aim} for aim in aims_of(of.pk)],
            "grid": _grid(actor, of),
        }
    if instrument == Instrument.JOB_PROFILE and isinstance(of, Opportunity):
        kept = JobConditions.objects.filter(opportunity=of).first()
        found = {"occupation_esco": words.occupation(kept.occupation if kept else "")}
    may = answerable(actor, of, instrument)
    return {code: value for code, value in found.items() if code in may and value}


def asked_in_profile(actor: Actor, opening: Opportunity) -> ConditionFacts | None:
    """What the job profile asks of body and senses, to begin the conditions of an opening with."""
    found = Document.objects.filter(
        opportunity=opening, instrument=Instrument.JOB_PROFILE, state=Completion.COMPLETE
    )
    newest = found.order_by("-completed_at").values_list("pk", flat=True).first()
    return conditions_of_sheet(sheet_for(actor, newest).answers) if newest else None


MOMENTS = (("start", Occasion.START), ("middle", Occasion.MIDDLE), ("end", Occasion.END))


def _grid(actor: Actor, pathway: Pathway) -> list[dict[str, Any]]:
    """Each item that was observed, at the start, half-way and at the end."""
    grids = {
        one.occasion: one
        for one in Document.objects.filter(
            pathway=pathway,
            instrument=Instrument.OBSERVATION,
            state=Completion.COMPLETE,
            occasion__in=(Occasion.START, Occasion.MIDDLE, Occasion.END),
        ).order_by("completed_at")
    }
    mine = permissions.roles_in(actor, pathway)
    answers = special.answers_of_each(grids.values(), by=actor, mine=mine) if grids else {}
    told = {occasion: answers[one.pk] for occasion, one in grids.items()}
    spec = instruments.newest(Instrument.OBSERVATION)
    rows = []
    for question in spec.questions if told else ():
        if question.kind is Kind.SCALE:
            cells = {
                name: told[occasion].get(question.code)
                for name, occasion in MOMENTS
                if occasion in told
            }
            seen = {name: value for name, value in cells.items() if value is not None}
            if seen:
                rows.append({"item": said(question.label, get_language()), **seen})
    return rows
