"""The page of an end: what was aimed at, what came of it, whose word is there, whose is not."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import get_language

from ponte.engines.questionnaires.spec import Kind, Question
from ponte.kit.actor import Actor
from ponte.pathways.models import Document, Pathway, Statement
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.sheet_series import Compared, compared
from ponte.pathways.queries.sheet_words import said
from ponte.pathways.queries.sheets import Sheet, sheet_for
from ponte.pathways.queries.statements import (
    awaits,
    final_report,
    may_state,
    new_tasks,
    statements,
    subject,
)
from ponte.pathways.queries.statements_asked import Asked, asked_of, said_of
from ponte.pathways.rules.stating import PARTIES, STATES
from ponte.pathways.states import Completion, Instrument, StatedOf


@dataclass(frozen=True, slots=True)
class Objective:
    """One aim as it was set at the start, and the score that it was given at the end."""

    objective: str
    indicator: str
    target: str
    score: str
    facts: str


@dataclass(frozen=True, slots=True)
class EndingPage:
    """What a reader sees before saying yes; `seen` binds the yes to it."""

    of: StatedOf
    seen: str
    lines: list[tuple[str, Statement | None]]
    mine: tuple[str, ...]
    is_open: bool
    objectives: list[Objective]
    scored_by: str
    report: Document | None
    grids: Compared | None
    tasks: str = ""
    halves: tuple[Statement, ...] = ()
    asked: tuple[Asked, ...] = ()


def ending_page(pathway: Pathway, of: StatedOf, mine: CaseRoles, actor: Actor) -> EndingPage:
    """Return the page; sheets come through their own door, each answer for who may read it."""
    found = statements(pathway.pk, of)
    report = final_report(pathway.pk) if of == StatedOf.REPORT else None
    may = may_state(pathway, mine, of)
    waits = [one for one in may if awaits(pathway, of, one, actor.id)]
    seen = subject(pathway.pk, of)
    is_report = of == StatedOf.REPORT
    return EndingPage(
        of=of,
        seen=seen,
        lines=[(one, found.get(one)) for one in PARTIES[of]],
        mine=tuple(waits) if seen else (),
        is_open=bool(seen) and pathway.state in STATES[of] and len(found) < len(PARTIES[of]),
        objectives=_objectives(pathway, report, actor) if is_report else [],
        scored_by=names_of([report.author_id]).get(report.author_id, "") if report else "",
        report=report,
        grids=compared(actor, pathway, mine, Instrument.OBSERVATION) if is_report else None,
        tasks=new_tasks(pathway.pk) if of == StatedOf.TASKS else "",
        halves=_halves(pathway, of, found),
        asked=tuple(asked_of(pathway, of)) if seen and pathway.state in STATES[of] else (),
    )


def _halves(pathway: Pathway, of: StatedOf, whole: dict) -> tuple[Statement, ...]:
    """Words that count only together with another one, which is there or not."""
    told = {one.pk for one in whole.values()}
    return tuple(one for one in said_of(pathway, of) if one.pk not in told)


def _objectives(pathway: Pathway, report: Document | None, actor: Actor) -> list[Objective]:
    """The aims of the plan in its order, then what the report scored besides."""
    plan = Document.objects.filter(
        pathway=pathway, instrument=Instrument.PLAN, state=Completion.COMPLETE
    )
    set_ = _rows(actor, plan.order_by("-completed_at").first(), "objectives")
    scored = {row.get("objective", ""): row for row in _rows(actor, report, "objective_scores")}
    found = [_objective(row, scored.get(row.get("objective", ""), {})) for row in set_]
    aimed = {one.objective for one in found}
    others = ((aim, row) for aim, row in scored.items() if aim not in aimed)
    return found + [_objective({"objective": aim}, row) for aim, row in others]


def _objective(aim: dict, score: dict) -> Objective:
    return Objective(
        objective=aim.get("objective", ""),
        indicator=aim.get("indicator", ""),
        target=aim.get("target", ""),
        score=str(score.get("score", "")),
        facts=score.get("facts", ""),
    )


def _rows(actor: Actor, document: Document | None, code: str) -> list[dict]:
    """The rows of one question, a score in words."""
    if document is None:
        return []
    try:
        sheet = sheet_for(actor, document.pk)
    except Http404:
        return []
    question = sheet.spec.question(code)
    rows = sheet.answers.get(code) or []
    return [_in_words(row, question, sheet) for row in rows] if question else []


def _in_words(row: dict, question: Question, sheet: Sheet) -> dict:
    found = dict(row)
    for column in question.columns:
        if column.kind is Kind.SCALE and column.code in row:
            levels = {level.value: said(level.label, get_language()) for level in column.levels}
            value = row[column.code]
            found[column.code] = f"{value}. {levels.get(value, '')}".strip()
    return found
