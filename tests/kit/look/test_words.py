"""Dates, numbers and addresses, as the reader's language writes them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from ponte.kit.templatetags.addresses import path_in_language
from ponte.kit.templatetags.amounts import cents, euros, number, to_the_cent
from ponte.kit.templatetags.linked_data import json_ld
from ponte.kit.templatetags.moments import day_in_full, day_in_words, exact, moment
from ponte.kit.templatetags.provenance import provenance

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "away, words",
    [
        (0, "today"), (1, "tomorrow"), (-1, "yesterday"), (3, "Wednesday"), (-3, "3 days ago"),
        (20, "12 December"), (-20, "2 November"), (400, "27 December 2027"),
    ],
)  # fmt: skip
def test_a_day_near_today_is_said_in_words(away, words):
    with translation.override("en"):
        assert day_in_words(TODAY + timedelta(days=away), TODAY) == words


@pytest.mark.parametrize(
    "language, words",
    [
        ("it", "3 ottobre 2026"), ("en", "3 October 2026"), ("fr", "3 octobre 2026"),
        ("nl", "3 oktober 2026"), ("pl", "3 października 2026"), ("sl", "3. oktober 2026"),
        ("hr", "3. listopada 2026."),
    ],
)  # fmt: skip
def test_a_date_in_full_follows_the_language(language, words):
    with translation.override(language):
        assert day_in_full(date(2026, 10, 3)) == words


def test_a_moment_says_words_and_keeps_the_exact_time():
    at = datetime(2025, 3, 1, 10, 30, tzinfo=timezone.get_current_timezone())
    with translation.override("en"):
        written = moment(at)
    assert 'datetime="2025-03-01T10:30+01:00"' in written
    assert 'title="1 March 2025, 10:30"' in written
    assert written.endswith(">1 March 2025, 10:30</time>")
    assert moment(None) == exact(None) == ""


@pytest.mark.parametrize(
    "language, written",
    [("it", "1.234.567"), ("en", "1,234,567"), ("fr", "1\u00a0234\u00a0567")],
)
def test_numbers_are_grouped_as_the_language_does(language, written):
    with translation.override(language):
        assert number(1234567) == written


def test_money_has_cents_only_when_there_are_some():
    with translation.override("it"):
        assert euros(Decimal("1234.50")) == "1.234,50\u00a0€"
        assert to_the_cent(123_400) == "1.234,00\u00a0€"
        assert cents(1200) == "12\u00a0€"
    with translation.override("en"):
        assert euros(4.5) == "€4.50"
        assert (to_the_cent(0), to_the_cent(-5)) == ("€0.00", "-€0.05")
    assert number(None) == euros(None) == cents(None) == ""


@pytest.mark.parametrize(
    "path, other",
    [
        ("/it/search/", "/pl/search/"), ("/en/", "/pl/"), ("/it", "/pl"),
        ("/item/", "/pl/"), ("/healthz", "/pl/"),
    ],
)  # fmt: skip
def test_a_page_has_the_same_address_in_each_language(path, other):
    assert path_in_language(path, "pl") == other


def test_the_question_of_an_address_is_kept_and_escaped():
    request = RequestFactory().get("/it/search/", {"q": 'a"><b', "page": "2"})
    template = Template("{% load addresses %}{% in_language 'en' %}|{% whole_address 'en' %}")
    here, whole = template.render(Context({"request": request})).split("|")
    assert here == "/en/search/?q=a%22%3E%3Cb&amp;page=2"
    assert whole == "http://testserver/en/search/"


def test_no_text_can_close_the_data_block():
    written = json_ld({"name": "</script><script>alert(1)</script> & co"})
    assert written.count("<") == 2
    assert 'type="application/ld+json" data-element="metatag"' in written


@pytest.mark.parametrize("kind", ["declared", "register", "verified", "document"])
def test_provenance_is_told_by_word_and_shape(kind):
    shown = provenance(kind)
    others = [provenance(other) for other in ("declared", "register", "verified", "document")]
    assert [other["shape"] for other in others].count(shown["shape"]) == 1
    assert [str(other["word"]) for other in others].count(str(shown["word"])) == 1


def test_an_unknown_provenance_counts_as_declared():
    assert provenance("forged")["kind"] == "declared"
