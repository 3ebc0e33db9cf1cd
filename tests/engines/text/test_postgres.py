"""PostgreSQL reads every literal, and answers as the small reader of these tests does."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from ponte.engines.text import document, query, stems, typos

pytestmark = pytest.mark.django_db

languages = st.sampled_from(stems.LANGUAGES)
hostile = st.text(st.sampled_from("ab e'\"\\-:*&|!()<>~=–“”»%_;0é\x00\n")) | st.text()
close = st.text(st.sampled_from("abcei o'-\"."), max_size=40)


def ask(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


@given(hostile, languages, st.booleans())
def test_postgresql_reads_whatever_was_typed(typed, language, typing):
    asked = query.parse(typed, language, typing=typing)
    assert ask("SELECT numnode(%s::tsquery) > 0", query.tsquery(asked)) == bool(asked)


@given(st.lists(st.tuples(hostile, st.sampled_from("ABCD")), max_size=3), languages)
def test_postgresql_reads_every_document(vector_of, fields, language):
    literal = document.tsvector_literal(fields, language)
    assert ask("SELECT length(%s::tsvector)", literal) == len(vector_of(literal))


@given(close, close, st.booleans())
def test_postgresql_answers_as_expected(found_by, text, typed, typing):
    literal = document.tsvector_literal([(text, "A")], "it")
    asked = query.tsquery(query.parse(typed, "it", typing=typing))
    assert ask("SELECT %s::tsvector @@ %s::tsquery", literal, asked) == found_by(literal, asked)


def test_postgresql_takes_the_longest_document():
    endless = " ".join(f"{number}{'łódź' * 12}" for number in range(30_000))
    literal = document.tsvector_literal([(f"{endless} {'x ' * 20_000}", "A")], "pl")
    assert ask("SELECT length(%s::tsvector) > 100", literal)


def test_deletion_keys_of_a_typed_word_meet_those_of_the_word_meant():
    meant, typed = typos.deletion_keys("assistenza"), typos.deletion_keys("assitenza")
    assert ask("SELECT %s::int[] && %s::int[]", meant, typed)
