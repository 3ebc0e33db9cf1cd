"""The eleven sheets of a pathway: every field is there, in two languages, and nothing leaks."""

import re
from importlib import util
from pathlib import Path

import pytest
import yaml

from ponte.engines.questionnaires import dump, load, progress, redact, series, validate
from ponte.engines.questionnaires.spec import FACES, NOT_OBSERVED, Kind, Privacy, Source, Voice
from tests.engines.questionnaires.sheets import answers_for, for_all

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "ponte/pathways/data/instruments"
READERS = yaml.safe_load((FOLDER / "audiences.yaml").read_text(encoding="utf-8"))
AUDIENCES = {one["key"]: one for one in READERS["audiences"]}
SHEETS = {
    sheet.code: sheet
    for sheet in (load.load(path, audiences=AUDIENCES) for path in sorted(FOLDER.glob("i*.yaml")))
}

FIELDS = yaml.safe_load((Path(__file__).parent / "fields.yaml").read_text(encoding="utf-8"))
PROGRAMME, PRACTICE = FIELDS["programme"], FIELDS["practice"]
NAMED = [
    (sheet, field, codes) for sheet, fields in PROGRAMME.items() for field, codes in fields.items()
]
COMPANY = {
    reader: {
        key
        for key, one in AUDIENCES.items()
        if reader in one["read"] or reader in one.get("consent", ())
    }
    for reader in READERS["company_readers"]
}
THEME = Path(util.find_spec("bootstrap_italia_template").origin).parent / "static/svg/sprites.svg"
WORD = re.compile(r"[^\W_]+")
END_OF_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")


def texts_of(question):
    yield from (text for text in (question.label, question.help, question.easy) if text)
    yield from (option.label for option in question.options)
    for level in question.levels:
        yield from (text for text in (level.label, level.descriptor) if text)
    for column in question.columns:
        yield from texts_of(column)


def texts(sheet):
    yield from (text for text in (sheet.title, sheet.intro) if text)
    for section in sheet.sections:
        yield from (text for text in (section.title, section.help) if text)
        for question in section.questions:
            yield from texts_of(question)


def sentences(some_texts):
    return [s for text in some_texts for s in END_OF_SENTENCE.split(text.said("it").words)]


def gulpease(some_sentences):
    words = [word for sentence in some_sentences for word in WORD.findall(sentence)]
    return 89 + (300 * len(some_sentences) - 10 * sum(map(len, words))) / len(words)


def test_there_are_eleven():
    assert sorted(SHEETS) == sorted(f"I{number}" for number in range(1, 12))
    assert {sheet.version for sheet in SHEETS.values()} == {1}


@pytest.mark.parametrize("sheet, field, codes", NAMED, ids=[f"{s} {f}" for s, f, _c in NAMED])
def test_every_field_of_the_programme_is_asked(sheet, field, codes):
    asked = {code: SHEETS[sheet].question(code) for code in codes}
    assert [code for code, question in asked.items() if question is None] == []
    assert {question.source for question in asked.values()} == {Source.PROGRAMME}


@pytest.mark.parametrize("sheet", PRACTICE)
def test_what_practice_adds_is_asked(sheet):
    assert set(PRACTICE[sheet].split()) - SHEETS[sheet].by_code.keys() == set()


def test_only_what_the_programme_names_says_that_it_does():
    named = {(sheet, code) for sheet, _field, codes in NAMED for code in codes}
    marked = {
        (code, question.code)
        for code, sheet in SHEETS.items()
        for question in sheet.questions
        if question.source is Source.PROGRAMME
    }
    assert marked == named


@pytest.mark.parametrize("code", SHEETS)
def test_every_text_is_in_english_and_italian(code):
    missing = [text for text in texts(SHEETS[code]) if not text.languages >= {"en", "it"}]
    assert missing == []


@pytest.mark.parametrize("code", SHEETS)
def test_a_sheet_survives_being_stored(code):
    assert load.from_data(dump.to_data(SHEETS[code]), audiences=AUDIENCES) == SHEETS[code]


# ---------------------------------------------------------------- who sees what


def test_audiences_name_known_readers_once():
    assert len(AUDIENCES) == len(READERS["audiences"])
    for one in AUDIENCES.values():
        rights = [*one["read"], *one.get("consent", ())]
        assert len(rights) == len(set(rights)) and set(rights) <= set(READERS["readers"])
        assert set(one["write"]) <= set(READERS["readers"])
        assert one["title"].keys() >= {"en", "it"}


def test_every_audience_is_used_and_readable_by_somebody():
    used = {
        key for sheet in SHEETS.values() for keys in redact.keys(sheet).values() for key in keys
    }
    used |= {
        key
        for sheet in SHEETS.values()
        for question in sheet.questions
        for column in question.columns
        for key in column.audience
    }
    assert used == AUDIENCES.keys()


@pytest.mark.parametrize("reader", COMPANY)
@pytest.mark.parametrize("code", SHEETS)
def test_no_special_question_reaches_a_company(code, reader):
    """Even if the worker agreed to everything that can be agreed to."""
    seen = redact.visible_spec(SHEETS[code], COMPANY[reader])
    asked = [one for q in seen.questions for one in (q, *q.columns)]
    assert [one.code for one in asked if one.privacy is Privacy.SPECIAL] == []


def test_what_may_never_be_a_companys_key():
    kept = {
        *("disadvantage", "service", "justice", "assessment", "own_words", "limits", "consent"),
        *("worker_interview", "worker_interview_summary", "logbook", "report", "lessons"),
    }
    for keys in COMPANY.values():
        assert keys & kept == set()


@pytest.mark.parametrize("code", ["I3", "I6", "I9"])
def test_sheets_of_which_a_company_sees_no_more_than_the_worker_s_name(code):
    for keys in COMPANY.values():
        seen = {question.code for question in redact.visible_spec(SHEETS[code], keys).questions}
        assert seen <= {"candidate_name", "candidate_contact"}


def written_by(sheet, *readers):
    """The questions that these readers, each with the own keys, leave for somebody else."""
    codes = {question.code for question in SHEETS[sheet].questions}
    for reader in readers:
        held = {key for key, one in AUDIENCES.items() if reader in one["write"]}
        codes -= redact.writable(SHEETS[sheet], held)
    return codes


@pytest.mark.parametrize(
    "sheet, reader, left",
    [
        ("I1", "office", {"quota_position"}),
        ("I2", "cooperative", set()),
        ("I3", "cooperative", {"authorisation"}),
        ("I5", "office", set()),
        ("I6", "tutor", set()),
        ("I7", "tutor", set()),
        ("I8", "tutor", set()),
        ("I8", "company_referent", set()),
        ("I9", "worker", set()),
        ("I10", "tutor", set()),
        ("I11", "tutor", set()),
    ],
)
def test_who_fills_a_sheet_may_write_it(sheet, reader, left):
    assert written_by(sheet, reader) == left
    assert reader in SHEETS[sheet].filled_by


def test_an_assessment_is_written_by_the_office_and_the_worker_together():
    sheet = SHEETS["I4"]
    assert written_by("I4", *sheet.filled_by) == set()
    consents = {question.code for question in sheet.questions if question.consent}
    assert written_by("I4", "office", "tutor", "cooperative") == consents
    own = {question.code for question in sheet.questions if question.voice is Voice.WORKER}
    assert written_by("I4", "worker") & own == set()


def test_only_a_company_reads_its_own_quota():
    assert AUDIENCES["quota"]["read"] == AUDIENCES["quota"]["write"] == ["company_management"]
    assert SHEETS["I1"].question("quota_position").audience == {"quota"}


def test_a_worker_reads_of_an_interview_the_summary_alone():
    held = {key for key, one in AUDIENCES.items() if "worker" in one["read"]}
    seen = {question.code for question in redact.visible_spec(SHEETS["I6"], held).questions}
    assert {"summary", "own_words", "actions", "day"} <= seen
    assert seen & {"tutor_notes", "rating", "difficulty"} == set()


def test_the_service_is_told_by_name_to_nobody_of_the_company():
    for sheet, code in (("I3", "service_in_charge"), ("I11", "service_actions")):
        question = SHEETS[sheet].question(code)
        assert "service" in question.audience and question.privacy is Privacy.SPECIAL


# ---------------------------------------------------------------- the sheets one by one


def test_the_assessment_goes_one_question_a_screen_in_easy_language():
    sheet = SHEETS["I4"]
    assert sheet.one_at_a_time and SHEETS["I9"].one_at_a_time
    assert [q.code for q in sheet.questions if not q.easy or not q.pictogram] == []
    for code in ("I4", "I6", "I9", "I10", "I11"):
        bare = [q.code for q in SHEETS[code].questions if q.easy and not q.pictogram]
        assert bare == []
    faces = [q for one in SHEETS.values() for q in one.questions if q.kind is Kind.FACES]
    assert [q.code for q in faces if not (q.easy or SHEETS["I9"].question(q.code) is q)] == []


def test_the_assessment_is_done_in_sittings_of_45_minutes_with_pauses():
    found = progress.sittings(SHEETS["I4"], {"care": True})
    assert len(found) > 1
    assert all(sitting.seconds <= 45 * 60 for sitting in found)
    assert all(sitting.pauses for sitting in found if sitting.seconds > 20 * 60)
    # What is written down of a sitting is what happened, longer sittings too.
    minutes = SHEETS["I4"].question("sittings").column("minutes")
    assert SHEETS["I4"].sitting_minutes == 45 < minutes.at_most


def test_the_worker_s_words_stand_beside_the_professional_s():
    sheet = SHEETS["I4"]
    paired = {q.code: sheet.question(q.beside) for q in sheet.questions if q.beside}
    assert {code for code in paired if code.startswith("seen_")} == {
        q.code for q in sheet.questions if q.code.startswith("seen_")
    }
    assert {"life_reading", "professional_summary", "potential_awareness"} <= paired.keys()
    assert {own.voice for own in paired.values()} == {Voice.WORKER}
    assert {sheet.question(code).voice for code in paired} == {Voice.PROFESSIONAL}


def test_what_is_ticked_under_a_consent_is_what_is_shown():
    for code, readers in {
        "share_company_what": READERS["company_readers"],
        "share_service_what": ["service"],
    }.items():
        question = SHEETS["I4"].question(code)
        assert question.consent and question.voice is Voice.WORKER
        for option in question.options:
            assert set(readers) & set(AUDIENCES[option.code]["consent"])
    readers = {option.code for option in SHEETS["I9"].question("readers").options}
    assert readers == set(AUDIENCES["logbook"]["consent"])


def test_a_profile_and_an_assessment_speak_of_the_same_skills_on_the_same_steps():
    asked = SHEETS["I2"]
    skills = [option.code for option in asked.question("weights").column("competence").options]
    for skill in skills:
        needed = asked.question(skill)
        seen, own = (SHEETS["I4"].question(f"{who}_{skill}") for who in ("seen", "self"))
        steps = [level.value for level in needed.levels]
        assert steps == [0, 1, 2, 3, 4]
        assert steps == [level.value for level in seen.levels] == [o.value for o in own.levels]


def test_the_grid_has_19_items_on_four_described_levels():
    items = [q for q in SHEETS["I8"].questions if q.kind is Kind.SCALE]
    assert len(items) == 19
    for item in items:
        assert [level.value for level in item.levels] == [1, 2, 3, 4]
        described = {level.descriptor.said("it").words for level in item.levels}
        assert len(described) == 4
        assert item.required and item.not_observed


def test_the_grid_is_compared_at_start_middle_and_end():
    grid = SHEETS["I8"]
    filled = [
        series.Filled(moment, grid, {"moment": moment, "pace": level, "safety": NOT_OBSERVED})
        for moment, level in (("start", 1), ("middle", 2), ("end", 4))
    ]
    found = {one.code: one for one in series.series(filled)}
    assert len(found) == 19
    assert [point.value for point in found["pace"].points] == [1, 2, 4]
    assert found["pace"].change == 3
    assert {point.gap for point in found["safety"].points} == {series.Gap.NOT_OBSERVED}


def good_answer(question):
    """The plainest good answer."""
    if question.kind is Kind.ROWS:
        count = int(question.at_least or 1)
        return [{c.code: good_answer(c) for c in question.columns} for _ in range(count)]
    plain = {
        Kind.TEXT: "parole",
        Kind.LONG_TEXT: "parole",
        Kind.DATE: "2026-03-02",
        Kind.YES_NO: True,
        Kind.NUMBER: int(question.at_least or 2),
        Kind.FILE: {"file": "f", "name": "scheda.pdf", "digest": "0" * 64},
    }
    if question.options:
        code = question.options[0].code
        return [code] if question.kind is Kind.MANY else code
    return question.levels[0].value if question.levels else plain[question.kind]


@pytest.mark.parametrize("code", SHEETS)
def test_every_sheet_can_be_completed_and_not_without_what_it_requires(code):
    sheet = SHEETS[code]
    answers = {question.code: good_answer(question) for question in sheet.questions}
    saved = validate.save(sheet, answers)
    assert saved.problems == ()
    done = validate.complete(sheet, saved.answers)
    assert done.problems == ()
    for question in sheet.questions:
        if question.required and question.code in done.answers:
            without = {key: v for key, v in done.answers.items() if key != question.code}
            assert not validate.complete(sheet, without).done


@pytest.mark.parametrize("code", SHEETS)
def test_any_part_of_any_sheet_can_be_saved(code):
    @for_all(answers_for(SHEETS[code]))
    def trial(answers):
        saved = validate.save(SHEETS[code], answers)
        kept = {**saved.answers, **saved.unread}
        assert {key for key, value in answers.items() if value not in ("", [])} >= kept.keys()
        assert validate.save(SHEETS[code], saved.answers).answers == saved.answers

    trial()


# ---------------------------------------------------------------- words


@pytest.mark.parametrize("code", SHEETS)
def test_italian_is_easy_enough_for_a_form(code):
    long = [s for s in set(sentences(texts(SHEETS[code]))) if len(WORD.findall(s)) >= 8]
    assert not long or gulpease(sorted(long)) >= 60
    assert [sentence for sentence in long if gulpease([sentence]) < 40] == []


@pytest.mark.parametrize("code", ["I4", "I6", "I9"])
def test_what_a_worker_reads_is_easy_to_read(code):
    sheet = SHEETS[code]
    read = [q.label if sheet.easy else q.easy for q in sheet.questions if sheet.easy or q.easy]
    read += [level.label for q in sheet.questions if q.kind is Kind.FACES for level in q.levels]
    found = sentences(read)
    assert gulpease(found) >= 80
    assert [s for s in found if len(WORD.findall(s)) > 15] == []


def test_pictograms_are_drawn_by_the_theme_or_by_us():
    drawn = set(re.findall(r'id="it-([\w-]+)"', THEME.read_text(encoding="utf-8")))
    own = (ROOT / "dev/icons-own.svg").read_text(encoding="utf-8")
    drawn |= set(re.findall(r'id="it-([\w-]+)"', own))
    named = {
        one.pictogram
        for sheet in SHEETS.values()
        for question in sheet.questions
        for one in (question, *question.options)
        if one.pictogram
    }
    assert (named | {*FACES}) - drawn == set()


def test_the_example_of_the_tutorial_is_a_sheet():
    tutorial = (ROOT / "docs/tutorial/change-a-sheet.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", tutorial, re.S)
    sheet = load.from_data(yaml.safe_load(example), audiences=AUDIENCES)
    assert [question.code for question in sheet.questions] == ["day", "safety", "why"]
