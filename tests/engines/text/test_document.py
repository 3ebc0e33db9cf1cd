"""A listing's fields become one literal tsvector."""

from hypothesis import given
from hypothesis import strategies as st

from ponte.engines.text import document, query, stems, tokens

languages = st.sampled_from(stems.LANGUAGES)
fields = st.lists(st.tuples(st.text(), st.sampled_from("ABCD")), max_size=4)


def test_surface_and_stem_share_the_position():
    literal = document.tsvector_literal([("Anziani soli", "B")], "it")
    assert literal == "'anziani':1B '=anzian':1B 'soli':2B '=sol':2B"


def test_a_stop_word_counts_in_a_name_only(vector_of):
    assert "con" in vector_of(document.tsvector_literal([("Con te", "A")], "it"))
    assert vector_of(document.tsvector_literal([("con te", "B")], "it")) == {}


def test_a_synonym_is_stemmed_in_its_own_language_and_weighs_least(vector_of):
    literal = document.tsvector_literal([("Anziani", "A")], "it", [("elderly people", "en")])
    assert "'=elder':12" in literal.split()
    assert vector_of(literal).keys() >= {"elderly", "=anzian"}


def test_a_phrase_never_runs_over_the_border_of_two_fields(found_by):
    literal = document.tsvector_literal([("centro", "A"), ("diurno", "B")], "it")
    assert not found_by(literal, query.tsquery(query.parse('"centro diurno"', "it")))


def test_positions_stop_at_the_last_one_postgresql_keeps(vector_of):
    literal = document.tsvector_literal([("casa verde " * 20_000, "C")], "it")
    vector = vector_of(literal)
    assert max(max(places) for places in vector.values()) <= document.LAST_POSITION
    many = " ".join(f"parola{number}" for number in range(3_000)) + " x" * 14_000 + " fine"
    assert vector_of(document.tsvector_literal([(many, "C")], "hr"))["fine"] == {16_383}


def test_a_boundless_text_stays_under_the_limit_of_a_tsvector():
    endless = " ".join(f"{'parola' * 10}{number}" for number in range(30_000))
    literal = document.tsvector_literal([(endless, "D"), ("mai letto", "A")], "hr")
    assert len(literal) < 1_000_000
    assert "letto" not in literal


@given(fields, languages)
def test_a_document_is_a_literal_that_can_be_read(vector_of, texts, language):
    vector = vector_of(document.tsvector_literal(texts, language))
    for lexeme in vector:
        assert lexeme.removeprefix(document.STEM).isalnum()


@given(st.text(), languages)
def test_every_word_asked_back_finds_its_own_document(found_by, text, language):
    literal = document.tsvector_literal([(text, "A")], language)
    for token in tokens.tokens(text, language, stop_words=True):
        asked = query.parse(token.surface, language)
        assert found_by(literal, query.tsquery(asked))
        assert found_by(literal, query.tsquery(asked, surfaces=False))
        typing = query.parse(token.surface[:3], language, typing=True)
        assert found_by(literal, query.tsquery(typing))


@given(st.text("abcdeiol '-", max_size=60), st.integers(0, 5), st.integers(1, 5))
def test_every_run_of_words_asked_as_a_phrase_finds_its_own_document(found_by, text, first, number):
    words = " ".join(text.split()[first : first + number])
    asked = query.parse(f'"{words}"', "it")
    literal = document.tsvector_literal([(text, "A")], "it")
    assert not asked or found_by(literal, query.tsquery(asked))
