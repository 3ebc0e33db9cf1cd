"""The page of one step: what is asked, where one is, what the other side said."""

from django.utils.translation import get_language

from ponte.engines.questionnaires.progress import place, progress
from ponte.engines.questionnaires.spec import Question
from ponte.pathways.forms.sheets import Drawing, Item, item_of
from ponte.pathways.permissions.audiences import company_visible
from ponte.pathways.queries.sheet_sittings import Clock, clock_of
from ponte.pathways.queries.sheet_words import line_of, said, whose
from ponte.pathways.queries.sheets import Sheet
from ponte.pathways.rules import instruments
from ponte.pathways.views.sheet_answering import Answering, print_of
from ponte.pathways.views.sheet_frames import is_easy
from ponte.pathways.views.sheet_steps import Step, neighbours, steps_of


def step_page(sheet: Sheet, step: Step, answering: Answering | None) -> dict:
    """Return the context of a step; what was sent stands in the fields again."""
    steps, language = steps_of(sheet), get_language()
    before, after = neighbours(steps, step.code)
    number = [one.code for one in steps].index(step.code) + 1
    items = _items(sheet, step, answering, language)
    done = progress(sheet.spec, sheet.answers, sheet.unread)
    path = sheet.to_answer if sheet.spec.one_at_a_time else sheet.spec
    clock: Clock | None = None
    if sheet.spec.one_at_a_time:
        clock = clock_of(sheet)
    return {
        "sheet": sheet,
        "document": sheet.document,
        "title": said(sheet.spec.title, language),
        "step": step,
        "items": items,
        "number": number,
        "total": len(steps),
        "next_title": steps[number].title if after else "",
        "before": before,
        "after": after,
        "base": print_of(sheet, step),
        "place": place(path, sheet.answers, step.questions[0].code),
        "done": done,
        "clock": clock,
        "conflict": bool(answering and answering.theirs),
        "warned": bool(answering and answering.warnings),
        "wrong": [one for one in items if one.errors],
        "general": answering.errors.get("", []) if answering else [],
    }


def _items(sheet: Sheet, step: Step, answering: Answering | None, language: str) -> list[Item]:
    spec = instruments.spec_of(sheet.document.instrument, sheet.document.version)
    company = company_visible(spec)
    drawing = Drawing(
        answers=sheet.answers,
        unread={**sheet.unread, **(answering.given if _again(answering) else {})},
        language=language,
        easy=is_easy(sheet.keys) or sheet.spec.one_at_a_time,
        errors=answering.errors if answering else {},
        extra_rows=answering.more if answering else {},
    )
    return [
        _item(sheet, question, drawing, answering, company)
        for question in step.questions
        if question.code in sheet.asked
    ]


def _again(answering: Answering | None) -> bool:
    """What was typed is shown again where it has not been saved."""
    return answering is not None and bool(
        answering.theirs or answering.warnings or answering.errors
    )


def _item(sheet: Sheet, question: Question, drawing: Drawing, answering, company) -> Item:
    item = item_of(question, drawing)
    language, code = drawing.language, question.code
    more: dict = {"is_seen_by_company": code in company, "whose": whose(question)}
    if code not in sheet.may_answer:
        more["read_only"] = line_of(question, sheet.answers, sheet.unread, language)
    twin = sheet.spec.question(question.beside) if question.beside else None
    if twin is not None and twin.code in sheet.asked:
        more["twin"] = line_of(twin, sheet.answers, sheet.unread, language)
    if answering is not None:
        more["warning"] = answering.warnings.get(code, "")
        if code in answering.theirs:
            theirs = {code: answering.theirs[code]} if answering.theirs[code] is not None else {}
            more["theirs"] = line_of(question, theirs, {}, language)
    values = {name: getattr(item, name) for name in Item.__slots__}
    return Item(**{**values, **more})
