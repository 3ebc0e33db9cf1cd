"""A sheet is read whole, or refused with every fault at its place."""

import copy
import json

import pytest
import yaml

from ponte.engines.questionnaires import dump, load
from ponte.engines.questionnaires.reading import Bad, SpecError
from ponte.engines.questionnaires.spec import Privacy, Text, Voice
from tests.engines.questionnaires import sheets
from tests.engines.questionnaires.sheets import asks, column, for_all, sheet, text


def faults(data, **more):
    with pytest.raises(SpecError) as refused:
        load.from_data(data, **more)
    return [(fault.code, fault.where) for fault in refused.value.faults]


@for_all(sheets.specs())
def test_a_sheet_written_and_read_is_the_same(spec):
    written = json.loads(json.dumps(dump.to_data(spec)))
    assert load.from_data(written) == spec
    assert dump.fingerprint(load.from_data(written)) == dump.fingerprint(spec)


def test_every_part_of_the_format_survives():
    data = sheet(
        asks("shifts", "yes_no", consent=True, voice="worker", was=["turns"], minutes=0.5),
        asks(
            "hours",
            "number",
            unit=text("hours"),
            decimals=1,
            at_least=0,
            show_if={
                "all": [
                    {"question": "shifts", "is": True},
                    {"not": {"question": "shifts", "answered": False}},
                ]
            },
        ),
        asks(
            "colour", "one", options="colours", help=text("Why"), easy=text("Say"), pictogram="pin"
        ),
        asks("also", "many", show_if={"question": "colour", "among": ["red", "blue"]}),
        asks(
            "how",
            "scale",
            scale="steps",
            not_observed=True,
            descriptors={1: text("No"), 2: text("Yes")},
        ),
        asks("start", "date", day="past"),
        asks("end", "date", not_before="start", beside="start"),
        asks(
            "table",
            "rows",
            columns=[column("who", audience="limits", voice="anyone")],
            voice="worker",
        ),
        intro=text("Hello"),
        filled_by=["tutor"],
        one_at_a_time=True,
        easy=True,
        sitting_minutes=20,
        pause_minutes=5,
        scales={"steps": sheets.LEVELS[:2]},
        lists={
            "colours": [{"code": c, "label": text(c), "pictogram": "pin"} for c in ("red", "blue")]
        },
    )
    data["sections"][0]["help"] = text("First")
    spec = load.from_data(data)
    assert load.from_data(dump.to_data(spec)) == spec
    assert spec.question("shifts").seconds == 30
    assert spec.question("how").levels[1].descriptor == Text((("en", "Yes"), ("it", "Yes (it)")))
    assert spec.section_of("colour").code == "part_3" and spec.section_of("nothing") is None
    assert spec.question("nothing") is None
    (who,) = spec.question("table").columns
    assert (who.audience, who.voice) == ({"skills", "limits"}, Voice.ANYONE)
    assert spec.title.languages == {"en", "it"}


def test_a_fingerprint_notices_any_change():
    before = sheets.spec(asks("q"))
    assert dump.fingerprint(before) != dump.fingerprint(sheets.spec(asks("q", required=True)))


def test_a_column_protects_as_much_as_its_table_unless_it_says_otherwise():
    columns = [column("a"), column("b", privacy="special", audience=["limits"])]
    spec = sheets.spec(asks("table", "rows", columns=columns))
    a, b = spec.question("table").columns
    assert (a.privacy, a.audience) == (Privacy.PERSONAL, {"skills"})
    assert (b.privacy, b.audience) == (Privacy.SPECIAL, {"skills", "limits"})
    assert spec.question("table").column("b") is b
    assert spec.question("table").column("c") is None


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"kind": "guess"}, Bad.UNKNOWN_VALUE),
        ({"privacy": "secret"}, Bad.UNKNOWN_VALUE),
        ({"privacy": None}, Bad.MISSING_KEY),
        ({"audience": None}, Bad.MISSING_KEY),
        ({"audience": []}, Bad.NO_AUDIENCE),
        ({"audience": "strangers"}, Bad.UNKNOWN_AUDIENCE),
        ({"audience": {"skills": 1}}, Bad.NOT_A_LIST),
        ({"source": "X"}, Bad.UNKNOWN_VALUE),
        ({"label": "Plain words"}, Bad.NOT_A_MAPPING),
        ({"label": {"en": "Only English"}}, Bad.MISSING_LANGUAGE),
        ({"label": {"en": " ", "it": "Sì"}}, Bad.NOT_TEXT),
        ({"label": {"en": "A", "it": "B", False: "C"}}, Bad.UNKNOWN_VALUE),
        ({"lable": text("typing slip")}, Bad.UNKNOWN_KEY),
        ({"required": "of course"}, Bad.NOT_YES_OR_NO),
        ({"pictogram": 3}, Bad.NOT_TEXT),
        ({"minutes": 0}, Bad.NOT_A_NUMBER),
        ({"minutes": "long"}, Bad.NOT_A_NUMBER),
        ({"minutes": True}, Bad.NOT_A_NUMBER),
        ({"seconds": -1}, Bad.NOT_A_NUMBER),
        ({"options": []}, Bad.NOT_FOR_THIS_KIND),
        ({"decimals": 1}, Bad.NOT_FOR_THIS_KIND),
        ({"consent": True}, Bad.NOT_FOR_THIS_KIND),
        ({"kind": "one"}, Bad.MISSING_KEY),
        ({"kind": "one", "options": "colours"}, Bad.NOT_THERE),
        ({"kind": "one", "options": [{"code": True, "label": text("x")}]}, Bad.NOT_A_CODE),
        ({"kind": "many", "options": [{"code": "a", "label": text("a")}] * 2}, Bad.TWICE),
        ({"kind": "scale"}, Bad.MISSING_KEY),
        ({"kind": "scale", "scale": "steps"}, Bad.NOT_THERE),
        ({"kind": "scale", "scale": sheets.LEVELS, "descriptors": {1: text("x")}}, Bad.MISSING_KEY),
        ({"kind": "faces", "scale": sheets.LEVELS[:3]}, Bad.UNKNOWN_VALUE),
        ({"kind": "rows"}, Bad.MISSING_KEY),
        ({"kind": "rows", "columns": [column("a"), column("a")]}, Bad.TWICE),
        ({"beside": "nobody"}, Bad.NOT_THERE),
        ({"kind": "date", "not_before": "nobody"}, Bad.NOT_EARLIER),
        ({"show_if": "always"}, Bad.NOT_A_MAPPING),
        ({"show_if": {"all": []}}, Bad.EMPTY),
        ({"show_if": {}}, Bad.EMPTY),
        ({"show_if": {"question": "first"}}, Bad.EMPTY),
        ({"show_if": {"question": "first", "is": True, "answered": True}}, Bad.EMPTY),
        ({"show_if": {"question": "first", "says": 1}}, Bad.UNKNOWN_KEY),
        ({"show_if": {"question": "q", "answered": True}}, Bad.NOT_EARLIER),
        ({"show_if": {"question": "later", "answered": True}}, Bad.NOT_EARLIER),
        ({"show_if": {"question": "first", "is": "red"}}, Bad.UNKNOWN_VALUE),
        ({"show_if": {"question": "first", "holds": "red"}}, Bad.UNKNOWN_VALUE),
        ({"show_if": {"question": "first", "answered": "red"}}, Bad.UNKNOWN_VALUE),
        ({"show_if": {"not": {"question": "first", "at_least": 1}}}, Bad.UNKNOWN_VALUE),
        ({"show_if": {"any": [{"question": "size", "at_least": "big"}]}}, Bad.UNKNOWN_VALUE),
        ({"show_if": {"question": "size", "at_most": True}}, Bad.UNKNOWN_VALUE),
        ({"show_if": {"question": "colour", "is": "pink"}}, Bad.UNKNOWN_VALUE),
        ({"show_if": {"question": "colour", "among": "red"}}, Bad.UNKNOWN_VALUE),
        ({"show_if": {"question": "colour", "among": []}}, Bad.UNKNOWN_VALUE),
    ],
)
def test_a_fault_is_named_at_its_question(wrong, code):
    first = [asks("first", "yes_no"), asks("size", "number"), asks("colour", "one")]
    asked = {key: value for key, value in asks("q", wrong.get("kind", "text")).items()}
    if "kind" in wrong:
        asked = {key: asked[key] for key in ("code", "kind", "label", "privacy", "audience")}
    data = sheet(*first, {**asked, **wrong}, asks("later"))
    found = faults(data, audiences=sheets.KEYS)
    assert code in [fault for fault, where in found if where.startswith("q")]
    assert {where.split(",")[0] for _fault, where in found} == {"q"}


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"kind": "file"}, Bad.NOT_FOR_THIS_KIND),
        ({"kind": "rows", "label": text("x")}, Bad.NOT_FOR_THIS_KIND),
        ({"show_if": {"question": "first", "answered": True}}, Bad.UNKNOWN_KEY),
        ({"label": None}, Bad.MISSING_KEY),
    ],
)
def test_a_fault_of_a_column_is_named_at_its_column(wrong, code):
    columns = [column("good"), {**column("bad"), **wrong}]
    data = sheet(asks("first"), asks("table", "rows", columns=columns))
    assert (code, "table, column 2") in faults(data)


PART = {"code": "a", "title": text("A")}


@pytest.mark.parametrize(
    "wrong, code, where",
    [
        ({"code": "two words"}, Bad.NOT_A_CODE, "code"),
        ({"version": 0}, Bad.NOT_A_NUMBER, "version"),
        ({"version": None}, Bad.MISSING_KEY, "sheet"),
        ({"sections": []}, Bad.EMPTY, "sections"),
        ({"sections": "many"}, Bad.NOT_A_LIST, "sections"),
        ({"sections": [3]}, Bad.NOT_A_MAPPING, "section 1"),
        (
            {"sections": [{"code": "a", "title": text("A"), "questions": []}]},
            Bad.EMPTY,
            "section a",
        ),
        ({"sections": [{**PART, "questions": [3]}]}, Bad.NOT_A_MAPPING, "section a, question 1"),
        ({"lists": []}, Bad.NOT_A_MAPPING, "lists"),
        ({"colour": "blue"}, Bad.UNKNOWN_KEY, "sheet"),
    ],
)
def test_a_fault_of_the_sheet_is_named(wrong, code, where):
    assert (code, where) in faults({**sheet(asks("q")), **wrong})


def test_codes_stand_once():
    data = sheet(asks("q"), asks("q"))
    data["sections"][1]["code"] = "part_1"
    assert faults(data) == [(Bad.TWICE, "sections"), (Bad.TWICE, "questions")]


def test_a_condition_has_a_bottom():
    deep = {"question": "q", "answered": True}
    for _ in range(9):
        deep = {"not": deep}
    assert (Bad.NOT_A_MAPPING, "r") in faults(sheet(asks("q"), asks("r", show_if=deep)))


def test_all_faults_are_told_at_once_and_in_words():
    data = sheet(asks("q", required="maybe"), asks("r", label={"en": "One"}))
    with pytest.raises(SpecError) as refused:
        load.from_data(data)
    assert str(refused.value).splitlines() == [
        "q: not_yes_or_no (given 'maybe')",
        "r: missing_language (language 'it')",
    ]
    assert str(load.Fault(Bad.EMPTY, "sections")) == "sections: empty"


def test_a_sheet_is_read_from_a_file(tmp_path):
    path = tmp_path / "t1.yaml"
    path.write_text(yaml.safe_dump(sheet(asks("q"))), encoding="utf-8")
    assert load.load(path) == sheets.spec(asks("q"))


@pytest.mark.parametrize("broken, facts", [("code: [", {"line": 1}), ("a\x07b", {})])
def test_a_file_that_is_not_yaml_says_the_line(tmp_path, broken, facts):
    path = tmp_path / "t1.yaml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(SpecError) as refused:
        load.load(path)
    (fault,) = refused.value.faults
    assert (fault.code, fault.where) == (Bad.NOT_YAML, "t1.yaml")
    assert fault.facts.keys() == facts.keys()


def test_other_languages_may_be_required_or_not():
    data = sheet(asks("q"))
    assert load.from_data(data, languages=("en",)).question("q")
    assert (Bad.MISSING_LANGUAGE, "q") in faults(data, languages=("en", "it", "pl"))


def test_reading_does_not_change_what_it_reads():
    data = sheet(asks("q", "scale", descriptors={n: text("x") for n in (1, 2, 3, 4)}))
    before = copy.deepcopy(data)
    load.from_data(data)
    assert data == before


@pytest.mark.parametrize(
    "words, asked, said",
    [
        ({"en": "Hours", "it": "Ore"}, "it", ("Ore", "it", False)),
        ({"en": "Hours", "it": "Ore"}, "pl", ("Hours", "en", True)),
        ({"it": "Ore", "fr": "Heures"}, "pl", ("Ore", "it", True)),
        ({"fr": "Heures"}, "it", ("Heures", "fr", True)),
    ],
)
def test_a_missing_language_falls_back_visibly(words, asked, said):
    found = Text(tuple(sorted(words.items()))).said(asked)
    assert (found.words, found.language, found.fell_back) == said
