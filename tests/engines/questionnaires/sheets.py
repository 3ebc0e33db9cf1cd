"""Sheets and answers for the tests: small ones by hand, any others by Hypothesis."""

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ponte.engines.questionnaires import load
from ponte.engines.questionnaires.conditions import All, AnyOf, Compare, Is, Not
from ponte.engines.questionnaires.spec import (
    NOT_OBSERVED,
    Day,
    Kind,
    Level,
    Option,
    Privacy,
    Question,
    Section,
    Source,
    Spec,
    Text,
    Voice,
)

KEYS = ("skills", "limits", "company", "own_words")
LEVELS = [{"value": n, "label": {"en": f"Step {n}", "it": f"Gradino {n}"}} for n in (1, 2, 3, 4)]
KINDS_IN_ROWS = [kind for kind in Kind if kind not in (Kind.ROWS, Kind.FILE)]


def text(words):
    return {"en": words, "it": f"{words} (it)"}


def asks(code, kind="text", **more):
    """One question as data."""
    needed = {"scale": LEVELS} if kind in ("scale", "faces") else {}
    if kind in ("one", "many"):
        needed = {"options": [{"code": c, "label": text(c)} for c in ("red", "green", "blue")]}
    if kind == "rows":
        needed = {"columns": [column("what"), column("hours", "number")]}
    data = {"code": code, "kind": kind, "label": text(code), "privacy": "personal"}
    return {**data, "audience": "skills", **needed, **more}


def column(code, kind="text", **more):
    data = asks(code, kind, **more)
    return {key: data[key] for key in data if key in more or key not in ("privacy", "audience")}


def sheet(*questions, **more):
    """One sheet as data; a section of its own for every list of questions."""
    groups = [group if isinstance(group, list) else [group] for group in questions]
    sections = [
        {"code": f"part_{number}", "title": text(f"Part {number}"), "questions": group}
        for number, group in enumerate(groups, 1)
    ]
    return {"code": "T1", "version": 1, "title": text("Trial"), "sections": sections, **more}


def spec(*questions, **more):
    return load.from_data(sheet(*questions, **more))


# ---------------------------------------------------------------- generated

TIMES = 2_000 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 30


def for_all(*strategies):
    """Like `given`, as often as the run asks."""
    patient = settings(max_examples=TIMES)
    return lambda test: patient(given(*strategies)(test))


words = st.text(st.sampled_from("abcé ßñ\n'\"<>&;=0,"), min_size=1, max_size=12).filter(str.strip)
LABELS = (Text((("en", "Say"), ("it", "Di'"))), Text((("en", "&<b>"), ("it", "x"), ("pl", "Ile?"))))
dressings = st.sampled_from(
    [
        (LABELS[0], Source.PROGRAMME, Voice.ANYONE, None),
        (LABELS[1], Source.PRACTICE, Voice.WORKER, LABELS[0]),
        (LABELS[0], Source.PRACTICE, Voice.COMPANY, LABELS[1]),
    ]
)
audiences = st.sampled_from([frozenset(keys) for n in (1, 2) for keys in combinations(KEYS, n)])
hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def questions(draw, code, kinds=tuple(Kind), earlier=()):
    kind = draw(st.sampled_from(kinds))
    label, source, voice, easy = draw(dressings)
    question = Question(
        code=code,
        kind=kind,
        label=label,
        privacy=draw(st.sampled_from(Privacy)),
        audience=draw(audiences),
        source=source,
        voice=voice,
        required=draw(st.booleans()),
        easy=easy,
    )
    question = replace(question, **draw(_belonging(kind)))
    if kind is Kind.ROWS:
        return replace(question, columns=draw(_columns(question)))
    return question


def _belonging(kind):
    levels = [Level(n, Text((("en", str(n)), ("it", str(n))))) for n in (1, 2, 3, 4)]
    options = [Option(code, Text((("en", code), ("it", code)))) for code in ("red", "green", "up")]
    fixed = {
        Kind.FACES: {"levels": st.just(tuple(levels))},
        Kind.SCALE: {
            "levels": st.sampled_from([tuple(levels), tuple(levels[:3])]),
            "not_observed": st.booleans(),
        },
        Kind.NUMBER: {
            "decimals": st.integers(0, 2),
            "at_least": st.sampled_from([None, Decimal(0)]),
            "at_most": st.sampled_from([None, Decimal("99.5")]),
        },
        Kind.DATE: {"day": st.sampled_from(Day)},
        Kind.ONE: {"options": st.just(tuple(options))},
        Kind.MANY: {
            "options": st.sampled_from([tuple(options), tuple(options[:2])]),
            "at_least": st.sampled_from([None, Decimal(2)]),
        },
        Kind.ROWS: {"at_least": st.sampled_from([None, Decimal(2)])},
    }
    return st.fixed_dictionaries(fixed.get(kind, {}))


@st.composite
def _columns(draw, row):
    columns = []
    for number in range(draw(st.integers(1, 3))):
        made = draw(questions(f"c{number}", tuple(KINDS_IN_ROWS)))
        columns.append(replace(made, audience=made.audience | row.audience))
    return tuple(columns)


def _value_comparisons(question):
    """Tests that an answer of this question can pass."""
    code = question.code
    answered = st.booleans().map(lambda value: Compare(code, Is.ANSWERED, value))
    if question.kind is Kind.YES_NO:
        return answered | st.booleans().map(lambda value: Compare(code, Is.IS, value))
    if question.kind is Kind.ONE:
        codes = [option.code for option in question.options]
        return answered | st.sampled_from(codes).map(lambda value: Compare(code, Is.IS, value))
    if question.kind is Kind.MANY:
        codes = [option.code for option in question.options]
        return answered | st.sampled_from(codes).map(lambda value: Compare(code, Is.HOLDS, value))
    if question.kind in (Kind.SCALE, Kind.FACES, Kind.NUMBER):
        return answered | st.integers(1, 3).map(lambda value: Compare(code, Is.AT_LEAST, value))
    return answered


def conditions(earlier):
    simple = st.sampled_from(earlier).flatmap(_value_comparisons)
    pairs = st.lists(simple, min_size=1, max_size=2).map(tuple)
    return simple | simple.map(Not) | pairs.map(All) | pairs.map(AnyOf)


@st.composite
def specs(draw):
    """Any sheet that `load` accepts."""
    made = []
    for number in range(draw(st.integers(1, 7))):
        question = draw(questions(f"q{number}"))
        if made and draw(st.booleans()):
            question = replace(question, show_if=draw(conditions(made)))
        made.append(replace(question, seconds=60 * draw(st.sampled_from([1, 5, 20, 45]))))
    cut = draw(st.integers(1, len(made)))
    groups = [group for group in (made[:cut], made[cut:]) if group]
    title = Text((("en", "Trial"), ("it", "Prova")))
    sections = [Section(f"s{n}", title, tuple(group)) for n, group in enumerate(groups)]
    return Spec("T1", 1, title, tuple(sections))


def answer_for(question):
    """A good answer, as a form might give it."""
    if question.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return words
    if question.kind is Kind.NUMBER:
        return st.integers(0, 99)
    if question.kind is Kind.DATE:
        return st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(date.isoformat)
    if question.kind is Kind.YES_NO:
        return st.booleans()
    if question.kind is Kind.ONE:
        return st.sampled_from([option.code for option in question.options])
    if question.kind is Kind.MANY:
        codes = [option.code for option in question.options]
        return st.sets(st.sampled_from(codes), min_size=1).map(sorted)
    if question.kind in (Kind.SCALE, Kind.FACES):
        values = [level.value for level in question.levels]
        return st.sampled_from([*values, *([NOT_OBSERVED] if question.not_observed else [])])
    if question.kind is Kind.FILE:
        return st.just({"file": "f1", "name": "scan.pdf", "digest": "a" * 64})
    cells = {column.code: answer_for(column) for column in question.columns}
    return st.lists(st.fixed_dictionaries({}, optional=cells), min_size=1, max_size=3)


def answers_for(sheet_spec):
    """Good answers to some of the questions."""
    return st.fixed_dictionaries(
        {}, optional={question.code: answer_for(question) for question in sheet_spec.questions}
    )


def anything_for(sheet_spec):
    """Answers that may be good, wrong, or to no question at all."""
    known = {question.code: answer_for(question) | hostile for question in sheet_spec.questions}
    return st.fixed_dictionaries({}, optional={**known, "nobody_asked": hostile})


filled = specs().flatmap(lambda one: st.tuples(st.just(one), answers_for(one)))
misfilled = specs().flatmap(lambda one: st.tuples(st.just(one), anything_for(one)))
