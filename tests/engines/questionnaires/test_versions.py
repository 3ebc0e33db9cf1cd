"""A newer version keeps what fits, names what does not, and shows nothing to more readers."""

import pytest
from hypothesis import strategies as st

from ponte.engines.questionnaires import redact, validate, versions
from ponte.engines.questionnaires.spec import Kind
from ponte.engines.questionnaires.versions import Lost
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import LEVELS, asks, column, for_all, text

RED = [{"code": "red", "label": text("red")}]


@pytest.mark.parametrize(
    "before, after, answer, kept, lost",
    [
        (asks("q"), asks("q"), "a", "a", []),
        (asks("q"), asks("q", label=text("Better words")), "a", "a", []),
        (asks("q"), asks("q", "long_text"), "a", "a", []),
        (asks("q", "long_text"), asks("q"), "a", None, [("a", Lost.KIND_CHANGED)]),
        (asks("q", "yes_no"), asks("q", "one"), True, None, [(True, Lost.KIND_CHANGED)]),
        (asks("q", "one"), asks("q", "one", options=RED), "red", "red", []),
        (
            asks("q", "one"),
            asks("q", "one", options=RED),
            "blue",
            None,
            [("blue", Lost.OPTION_REMOVED)],
        ),
        (
            asks("q", "many"),
            asks("q", "many", options=RED),
            ["red", "blue"],
            ["red"],
            [("blue", Lost.OPTION_REMOVED)],
        ),
        (
            asks("q", "scale"),
            asks("q", "scale", scale=LEVELS[:3]),
            3,
            None,
            [(3, Lost.LEVELS_CHANGED)],
        ),
        (asks("q", "number"), asks("q", "number", decimals=2), 7, "7.00", []),
        (asks("q", "number"), asks("q", "number", at_most=5), 7, None, [(7, Lost.NO_LONGER_VALID)]),
        (
            asks("q", "number"),
            asks("q", "number"),
            "seven",
            None,
            [("seven", Lost.NO_LONGER_VALID)],
        ),
        (asks("q"), asks("q", audience=["skills", "limits"]), "a", "a", []),
        (asks("q"), asks("q", audience="limits"), "a", None, [("a", Lost.WIDER_AUDIENCE)]),
        (asks("q", privacy="special"), asks("q"), "a", None, [("a", Lost.LESS_PROTECTED)]),
        (asks("q"), asks("q", privacy="special"), "a", "a", []),
        (asks("q", "yes_no"), asks("q", "yes_no", required=True), False, False, []),
    ],
)
def test_one_answer_carried_over(before, after, answer, kept, lost):
    carried = versions.carry(sheets.spec(before), sheets.spec(after, version=2), {"q": answer})
    assert carried.answers == ({} if kept is None else {"q": kept})
    assert [(one.value, one.reason) for one in carried.dropped] == lost


def test_cells_are_carried_one_by_one():
    before = [column("a"), column("b"), column("c", audience="limits"), column("d", "many")]
    after = [column("a"), column("c"), column("d", "many", options=RED)]
    old, new = (sheets.spec(asks("q", "rows", columns=columns)) for columns in (before, after))
    rows = [{"a": "1", "b": "2"}, {"b": "3"}, {"c": "4", "d": ["red", "blue"]}, {"d": ["green"]}]
    carried = versions.carry(old, new, {"q": rows})
    assert carried.answers == {"q": [{"a": "1"}, {"d": ["red"]}]}
    assert [(one.value, one.reason, one.facts) for one in carried.dropped] == [
        ("2", Lost.COLUMN_REMOVED, {"row": 1, "column": "b"}),
        ("3", Lost.COLUMN_REMOVED, {"row": 2, "column": "b"}),
        ("4", Lost.WIDER_AUDIENCE, {"row": 3, "column": "c"}),
        ("blue", Lost.OPTION_REMOVED, {"row": 3, "column": "d"}),
        ("green", Lost.OPTION_REMOVED, {"row": 4, "column": "d"}),
    ]


def test_a_table_with_fewer_rows_than_before_is_dropped_whole():
    old = sheets.spec(asks("q", "rows"))
    new = sheets.spec(asks("q", "rows", at_most=1))
    rows = [{"what": "a"}, {"what": "b"}]
    (lost,) = versions.carry(old, new, {"q": rows}).dropped
    assert (lost.value, lost.reason) == (rows, Lost.NO_LONGER_VALID)


def test_a_renamed_question_keeps_its_answer():
    old = sheets.spec(asks("a"), asks("b"), asks("gone"))
    new = sheets.spec(asks("b", was=["a"]), asks("c", was=["x", "gone"]), asks("d"))
    carried = versions.carry(old, new, {"a": "1", "b": "2", "gone": "3", "odd": "4"})
    assert carried.answers == {"b": "2", "c": "3"}
    assert (carried.kept, carried.new) == (("b", "c"), ("d",))
    assert [(one.question, one.value, one.reason) for one in carried.dropped] == [
        ("a", "1", Lost.ANSWERED_ALREADY),
        ("odd", "4", Lost.REMOVED),
    ]


def test_an_answer_that_a_condition_kept_from_readers_is_not_opened():
    old = sheets.spec(
        asks("ill", "yes_no", audience="limits"),
        asks("what", show_if={"question": "ill", "is": True}),
    )
    new = sheets.spec(asks("ill", "yes_no", audience="limits"), asks("what"))
    carried = versions.carry(old, new, {"ill": True, "what": "x"})
    assert [(one.question, one.reason) for one in carried.dropped] == [
        ("what", Lost.WIDER_AUDIENCE)
    ]


def test_two_versions_compared():
    old = sheets.spec(asks("a"), asks("b"), asks("c"), asks("d"))
    new = sheets.spec(asks("c", required=True), asks("a"), asks("e"), asks("f", was=["b"]))
    found = versions.changes(old, new)
    assert (found.added, found.removed, found.reordered) == (("e",), ("d",), True)
    assert {one.code: one.fields for one in found.altered} == {
        "c": {"required"},
        "f": {"code", "label"},
    }


@for_all(sheets.specs())
def test_a_version_does_not_differ_from_itself(spec):
    found = versions.changes(spec, spec)
    assert found == versions.Changes((), (), (), False)


@for_all(sheets.filled)
def test_carrying_to_the_same_version_keeps_everything(case):
    spec, given_answers = case
    answers = validate.save(spec, given_answers).answers
    carried = versions.carry(spec, spec, answers)
    assert (carried.answers, carried.dropped, carried.new) == (answers, (), ())


def leaves(value):
    """The single values inside an answer, as often as they stand there."""
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [str(value).removesuffix(".00").removesuffix(".0")]


two_versions = st.tuples(sheets.misfilled, sheets.specs())


@for_all(two_versions)
def test_nothing_is_lost_silently(case):
    """Every single value of the older sheet is in the newer one or among what was dropped."""
    (old, given_answers), new = case
    answers = validate.save(old, given_answers).answers
    carried = versions.carry(old, new, answers)
    found = leaves(carried.answers) + leaves([one.value for one in carried.dropped])
    assert sorted(found) == sorted(leaves(answers))
    assert carried.kept == tuple(carried.answers)


@for_all(two_versions)
def test_what_is_carried_is_good_in_the_newer_version(case):
    (old, given_answers), new = case
    carried = versions.carry(old, new, validate.save(old, given_answers).answers)
    again = validate.save(new, carried.answers)
    assert (again.answers, again.unread) == (carried.answers, {})
    assert set(carried.new) | {q.code for q in old.questions} >= {q.code for q in new.questions}


@for_all(two_versions, st.sets(st.sampled_from(sheets.KEYS)))
def test_carrying_over_opens_no_answer_to_new_readers(case, held):
    (old, given_answers), new = case
    answers = validate.save(old, given_answers).answers
    carried = versions.carry(old, new, answers).answers
    allowed = {code for code, keys in redact.keys(old).items() if keys <= held}
    shown = redact.visible_part(new, carried, held)
    assert shown.keys() <= allowed
    for code, value in shown.items():
        if new.question(code).kind is Kind.ROWS:
            columns = {c.code for c in old.question(code).columns if c.audience <= held}
            assert {column for row in value for column in row} <= columns
