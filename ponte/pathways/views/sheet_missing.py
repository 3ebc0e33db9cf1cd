"""What a sheet still wants, as its pages list it: sentences with the way to the question."""

from dataclasses import dataclass

from django.utils.translation import get_language

from ponte.pathways.queries.sheet_words import label_of
from ponte.pathways.queries.sheets import Sheet
from ponte.pathways.rules.sheet_problems import sentence
from ponte.pathways.views.sheet_steps import step_of


@dataclass(frozen=True, slots=True)
class Lacking:
    """One question that wants an answer; `step` is blank where another must answer it."""

    question: str
    label: str
    sentence: str
    step: str = ""


def missing_of(sheet: Sheet) -> list[Lacking]:
    """Return what is missing, in the order of the sheet, each question once."""
    found: dict[str, Lacking] = {}
    for problem in sheet.wanted:
        question = sheet.spec.by_code[problem.question]
        step = step_of(sheet, question.code) if question.code in sheet.may_answer else ""
        label = label_of(question, get_language())
        found.setdefault(question.code, Lacking(question.code, label, sentence(problem), step))
    return [found[q.code] for q in sheet.spec.questions if q.code in found]
