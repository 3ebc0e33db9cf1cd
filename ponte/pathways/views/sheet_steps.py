"""The steps in which a sheet is filled: its sections, or one question a screen."""

from dataclasses import dataclass

from django.utils.translation import get_language

from ponte.engines.questionnaires.spec import Question, Section
from ponte.pathways.queries.sheet_words import said
from ponte.pathways.queries.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Step:
    """One page of filling in."""

    code: str
    title: str
    questions: tuple[Question, ...]


def steps_of(sheet: Sheet) -> list[Step]:
    """Return the steps in which this reader has something to fill in."""
    found: list[Step] = []
    for section in sheet.spec.sections:
        questions = tuple(q for q in section.questions if q.code in sheet.asked)
        if sheet.spec.one_at_a_time:
            found += _single(sheet, section, questions)
        elif any(q.code in sheet.may_answer for q in questions):
            found.append(Step(section.code, said(section.title, get_language()), questions))
    return found


def _single(sheet: Sheet, section: Section, questions: tuple[Question, ...]) -> list[Step]:
    title = said(section.title, get_language())
    return [Step(q.code, title, (q,)) for q in questions if q.code in sheet.may_answer]


def step_of(sheet: Sheet, question: str) -> str:
    """Return the step in which a question stands; blank where it is not asked."""
    for step in steps_of(sheet):
        if any(q.code == question for q in step.questions):
            return step.code
    return ""


def neighbours(steps: list[Step], code: str) -> tuple[str, str]:
    """Return the steps before and after one; blank at the ends."""
    codes = [step.code for step in steps]
    here = codes.index(code)
    before = codes[here - 1] if here else ""
    return before, codes[here + 1] if here + 1 < len(codes) else ""
