"""Occupations: found by name in seven languages, kept as codes, told beside a comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ponte.engines.text.normalise import fold
from ponte.pathways.forms.matching import AbilitiesForm
from ponte.pathways.forms.occupations import OccupationField
from ponte.pathways.rules.finding import finder
from ponte.pathways.rules.occupations import Kinship, kinship, occupations
from ponte.pathways.rules.profiles import AbilityFacts
from ponte.pathways.rules.skills import find_skills, skill_named, skills

WELDER = "7aedaa07-3884-4c5b-88f9-80997b2aa54b"
PIPE_WELDER = "2ff73126-7aff-4233-9d9c-d8725e1c6822"
COOK = "90f75f67-495d-49fa-ab57-2f320e251d7e"


def first(typed: str, language: str) -> str:
    found = finder().find(typed, language)
    return found[0].id if found else ""


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("saldatore", "it"),
        ("saldatrice", "it"),
        ("welder", "en"),
        ("soudeur", "fr"),
        ("soudeuse", "fr"),
        ("lasser", "nl"),
        ("zavarivač", "hr"),
        ("zavarivačica", "hr"),
        ("varilec", "sl"),
        ("varilka", "sl"),
        ("spawacz", "pl"),
        ("SALDATÒRE", "it"),
        ("zavarivac", "hr"),
        ("saldatoer", "it"),
        ("saldatori", "it"),
        ("saldat", "it"),
        ("weldr", "en"),
        ("saldatore/saldatrice", "it"),
    ],
)
def test_a_welder_is_found_in_seven_languages_both_genders_and_with_a_slip(typed, language):
    assert first(typed, language) == WELDER


@pytest.mark.parametrize("language", ["it", "en", "fr", "nl", "hr", "sl", "pl", "xx", None])
def test_a_name_of_another_language_is_understood_by_every_reader(language):
    assert first("saldatrice", language) == WELDER
    assert first("spawacz", language) == WELDER


def test_the_readers_language_comes_before_the_others():
    """The same word stands in names of several."""
    for language in ("it", "en", "fr", "nl"):
        found = finder().find("chef", language, 1)[0]
        names = f"{found.names[language]}|{found.others.get(language, '')}".lower()
        assert "chef" in names, language


def test_the_very_name_comes_before_longer_ones_and_rare_words_decide():
    assert [one.id for one in finder().find("saldatore", "it", 2)] == [WELDER, PIPE_WELDER]
    found = finder().find("operaio di magazzino", "it", 1)
    assert "magazzino" in found[0].name("it")


def test_what_nobody_is_called_finds_nothing():
    for typed in ("", "   ", "?!", "xyzzyqq", "0000"):
        assert finder().find(typed, "it") == []
        assert finder().named(typed, "it") == []


@given(some.text(max_size=40), some.sampled_from(["it", "en", "hr"]))
def test_whatever_is_typed_is_answered_with_few(typed, language):
    found = finder().find(typed, language, 5)
    assert len(found) <= 5 and len({one.id for one in found}) == len(found)


@pytest.mark.parametrize("language", ["it", "nl", "hr"])
def test_the_name_that_is_shown_leads_back_to_the_same_occupation(language):
    twice = {"banketbakker", "portier", "tecnologo alimentare/tecnologa alimentare"}
    some_of_them = [
        one
        for number, one in enumerate(occupations().values())
        if number % 60 == 0 or one.name(language) in twice
    ]
    for one in some_of_them:
        label = finder().label(one, language)
        assert [other.id for other in finder().named(label, language)] == [one.id]
        assert OccupationField("").clean(_typed(label)) == one.id


def _typed(text: str, chosen: str = ""):
    data = {"work": text, "work-which": chosen}
    return OccupationField("").widget.value_from_datadict(data, {}, "work")


def test_kinship_tells_the_same_work_before_the_same_group_and_other_work_not_at_all():
    found = kinship(WELDER, done=(PIPE_WELDER, COOK), wished=(WELDER,))
    assert [(one.how, one.kin) for one in found.near] == [("wished", "same"), ("done", "group")]
    assert Kinship.read(found.kept()) == found and found.is_told
    assert kinship(WELDER, (), ()) == Kinship(WELDER)
    assert kinship("", (WELDER,), ()) is None and kinship("gone", (WELDER,), ()) is None


def test_each_occupation_of_a_profile_is_kept_once_in_its_order():
    typed = {"done_1": "saldatrice", "done_2": "cuoco", "done_3": "welder", "wished_2": "kuhar"}
    form = AbilitiesForm(typed)
    assert form.is_valid(), form.errors
    facts = form.facts()
    assert facts.done == (WELDER, COOK) and facts.wished == (COOK,)
    assert AbilityFacts.read(facts.kept()) == facts
    assert AbilityFacts.read({"times": ["0.morning"]}).done == ()  # written before there were any


@pytest.mark.parametrize(
    "typed, language, first",
    [
        ("hand tools", "en", "use hand tools"),
        ("HAND  tools", "it", "use hand tools"),
        ("internet delle", "it", "Internet delle cose"),
    ],
)
def test_a_skill_is_found_by_its_name(typed, language, first):
    assert find_skills(typed, language)[0] == first


@pytest.mark.parametrize("typed", ["", "x", "  ", "qqqqzz", "'; drop", "a" * 5000])
def test_what_names_no_skill_finds_none(typed):
    assert find_skills(typed, "en") == [] or len(typed) == 5000


def test_what_is_asked_stands_in_one_name_and_not_across_several():
    assert "use hand tools" in find_skills("apply hand tools", "en")
    assert "use hand tools" not in find_skills("apply handle", "en")


def test_every_skill_has_a_name_and_an_english_one_its_id():
    found = skills()
    assert len([one for one in found if one.language == "en"]) == 13_891
    assert all(one.name and (one.id or one.language == "it") for one in found)
    assert skill_named("Use Hand Tools").language == "en"


def test_occupations_and_skills_are_found_in_one_way_from_two_letters_on():
    """Fewer mean nothing yet: half of all names would be laid in order at the first keystroke."""
    for typed in ("s", "S ", "é"):
        assert finder().find(typed, "it") == [] == find_skills(typed, "it")
    assert finder().find("sa", "it") and find_skills("ma", "it")


@given(some.sampled_from([one.name for one in skills()]), some.integers(2, 12))
def test_each_skill_is_among_those_that_its_beginning_finds(name, letters):
    asked = [f" {part}" for part in fold(name[:letters]).split()]
    found = find_skills(name[:letters], "en", most=20_000)
    assert len("".join(asked).replace(" ", "")) < 2 or name in found
    known = {one.name: (one.name, *one.others) for one in skills() if one.name in set(found[:20])}
    for said in known.values():
        told = [" " + " ".join(fold(form).split()) for form in said]
        assert any(all(part in form for part in asked) for form in told)
