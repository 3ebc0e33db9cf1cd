"""What a person typed becomes a query, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.engines.text import document, query, stems

languages = st.sampled_from(stems.LANGUAGES)
hostile = st.text(st.sampled_from("ab e'\"\\-:*&|!()<>~=–“”»%_;0é\x00\n")) | st.text()


def written(typed, language="it", **options):
    return query.tsquery(query.parse(typed, language, **options))


@pytest.mark.parametrize(
    "typed, literal",
    [
        ("anziani", "('anziani' | '=anzian')"),
        ("anziani anziani", "('anziani' | '=anzian')"),
        ('"cura a casa"', "('cura' <2> 'casa')"),
        ('"casa"', "'casa'"),
        ("“centro diurno”", "('centro' <1> 'diurno')"),
        ('"la casa', "('casa' | '=cas')"),
        ('casa -"centro diurno"', "('casa' | '=cas') & !('centro' <1> 'diurno')"),
        ("casa -verde", "('casa' | '=cas') & !('verde' | '=verd')"),
        ("casa - verde", "('casa' | '=cas') & ('verde' | '=verd')"),
        (
            "co-housing",
            "('cohousing' | '=cohousing' | (('co' | '=co') & ('housing' | '=housing')))",
        ),
        ("covid-19", "(('covid' | '=covid') & ('19' | '=19'))"),
        ("con te", "'con' & 'te'"),
        ('"con te"', "'con' & 'te'"),
        ("di-da", "('dida' | '=did')"),
        ("per-2", "('2' | '=2')"),
        ("", ""),
        ("!!! & | ( ) : * <-> '", ""),
        ("-verde", ""),
    ],
)
def test_typed_and_written(typed, literal):
    assert written(typed) == literal


@pytest.mark.parametrize(
    "typed, literal",
    [
        ("anz", "('anz':* | '=anz')"),
        ("anz ", "('anz' | '=anz')"),
        ("con", "'con':*"),
        ("casa l", "('casa' | '=cas')"),
        ("l", "'l':*"),
        ('"casa"', "'casa'"),
        ('casa "x"', "('casa' | '=cas') & 'x'"),
    ],
)
def test_the_last_word_may_be_unfinished_while_typing(typed, literal):
    assert written(typed, typing=True) == literal


def test_an_unfinished_compound_meets_its_beginning(found_by):
    literal = document.tsvector_literal([("Servizi socio-sanitari", "A")], "it")
    for typed in ("socio-san", "sociosan", "servizi san"):
        assert found_by(literal, written(typed, typing=True)), typed


@pytest.mark.parametrize("typed", ["socio-sanitario", "sociosanitaria", "socio sanitari"])
@pytest.mark.parametrize("text", ["servizi socio-sanitari"])
def test_compounds_meet_however_they_are_written(found_by, typed, text):
    assert found_by(document.tsvector_literal([(text, "B")], "it"), written(typed))


def test_a_compound_typed_with_hyphens_finds_the_single_word(found_by):
    literal = document.tsvector_literal([("servizi sociosanitari", "B")], "it")
    assert found_by(literal, written("socio-sanitario"))


def test_a_word_may_meet_its_stem_in_other_languages():
    assert written("anziano", "en", others=("it",)) == "('anziano' | '=anziano' | '=anzian')"


def test_stems_alone_ask_half_the_index():
    asked = query.parse('case "a casa" anz', "it", typing=True)
    assert query.tsquery(asked, surfaces=False) == "'=cas' & 'casa' & ('anz':* | '=anz')"


def test_twelve_words_are_kept_and_the_rest_is_named():
    typed = " ".join(f"parola{number}" for number in range(10_000))
    asked = query.parse(typed, "it")
    assert len(asked.asked) == query.MOST_WORDS
    assert asked.dropped[0] == "parola12"
    assert len(asked.dropped) <= 12
    assert asked.cut
    assert not query.parse("casa", "it").cut


def test_long_phrases_and_compounds_count_as_their_words():
    ten = " ".join(f"parola{number}" for number in range(10))
    asked = query.parse(f'"{ten}" "una due tre" covid-19-20 casa', "it")
    assert [len(getattr(part, "surfaces", "1")) for part in asked.asked] == [10, 2]
    assert asked.dropped == ("una", "covid-19-20", "casa")
    endless = query.parse("a1-" * 3_000, "it")
    assert len(endless.asked[0].parts) == query.MOST_WORDS


def test_stop_words_are_named_as_dropped():
    assert query.parse("la cura dell'anziano", "it").dropped == ("la", "dell")
    assert query.parse('"la cura" e-mail vis-a-vis', "it").dropped == ("la", "e", "a")


def test_words_to_leave_out_alone_ask_nothing_and_are_named():
    asked = query.parse('-verde -"centro diurno"', "it")
    assert not asked
    assert asked.dropped == ("verde", "centro diurno")


@given(hostile, languages, st.booleans())
def test_whatever_is_typed_gives_a_literal_that_can_be_read(found_by, typed, language, typing):
    asked = query.parse(typed, language, typing=typing, others=("it", "en"))
    for surfaces in (True, False):
        literal = query.tsquery(asked, surfaces=surfaces)
        assert found_by("", literal) is False or literal == ""
        assert bool(literal) == bool(asked)
    assert sum(len(getattr(part, "surfaces", "1")) for part in asked.asked) <= query.MOST_WORDS
