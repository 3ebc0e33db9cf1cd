"""Results say why they match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.engines.text import document, explain, query, stems
from ponte.engines.text.explain import How

CARD = {
    "name": "Lavanderia «Il Ponte»",
    "offer": "Lavaggio e stiro, aiuto agli anziani soli; servizi socio-sanitari e cura a domicilio",
}


def told(typed, **options):
    return [
        (reason.word, reason.field, reason.how, reason.excerpt[reason.start : reason.end])
        for reason in explain.why(query.parse(typed, "it", **options), CARD, "it")
    ]


@pytest.mark.parametrize(
    "typed, reasons",
    [
        ("lavanderia", [("lavanderia", "name", How.EXACT, "Lavanderia")]),
        ("lavanderie", [("lavanderie", "name", How.STEM, "Lavanderia")]),
        ("ponte", [("ponte", "name", How.EXACT, "Ponte")]),
        ("anziana marte", [("anziana", "offer", How.STEM, "anziani")]),
        ('"cura a domicilio"', [("cura domicilio", "offer", How.EXACT, "cura a domicilio")]),
        ('"cura domicilio"', []),
        ('"domicilio cura"', []),
        ("sociosanitario", [("sociosanitario", "offer", How.STEM, "socio-sanitari")]),
        ("socio-sanitari", [("sociosanitari", "offer", How.EXACT, "socio-sanitari")]),
        ("anziani-soli", [("anzianisoli", "offer", How.EXACT, "anziani")]),
        ("anziani-marte", []),
        ("anziani-19", []),
        ("il", [("il", "name", How.EXACT, "Il")]),
        ("-lavanderia", []),
    ],
)
def test_each_word_says_what_it_met(typed, reasons):
    assert told(typed) == reasons


def test_an_unfinished_word_says_so():
    assert told("lavan", typing=True) == [("lavan", "name", How.PREFIX, "Lavanderia")]
    assert told("anziani-19-", typing=True) == []


def test_the_excerpt_is_cut_between_words():
    text = "parola " * 40 + "anziani, " + "altra " * 40
    [reason] = explain.why(query.parse("anziano", "it"), {"text": text}, "it")
    assert reason.excerpt[reason.start : reason.end] == "anziani"
    assert reason.excerpt.startswith("…parola ")
    assert reason.excerpt.endswith(" altra…")
    assert len(reason.excerpt) < 140


def test_a_word_met_in_another_language_is_told():
    asked = query.parse("anziano", "en", others=["it"])
    [reason] = explain.why(asked, {"text": "per anziani"}, "it")
    assert reason.how is How.STEM


texts = st.text(st.sampled_from("abceilo '-.«»\n0é"), max_size=80)


@given(texts, texts, st.sampled_from(stems.LANGUAGES), st.booleans())
def test_a_document_is_found_exactly_when_each_asked_part_has_a_reason(
    found_by, text, typed, language, typing
):
    asked = query.parse(typed, language, typing=typing)
    literal = document.tsvector_literal([(text, "A")], language)
    reasons = explain.why(asked, {"text": text}, language)
    wanted = query.Query(asked.asked)
    assert found_by(literal, query.tsquery(wanted)) == (
        bool(wanted) and len(reasons) == len(asked.asked)
    )


@given(st.text(), st.text(), st.sampled_from(stems.LANGUAGES))
def test_an_excerpt_holds_what_it_points_at(text, typed, language):
    for reason in explain.why(query.parse(typed, language), {"text": text}, language):
        assert 0 <= reason.start < reason.end <= len(reason.excerpt)


def test_what_was_read_may_be_forgotten_in_between(monkeypatch):
    """A long list of texts does not keep every word it has met."""
    asked = query.parse("lavanderia anziani", "it")
    before = explain.why(asked, CARD, "it")
    monkeypatch.setattr(explain, "_REMEMBERED", 0)
    assert explain.why(asked, CARD, "it") == before
