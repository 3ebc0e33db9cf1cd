from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from ponte.directory.forms.fields import Openings, Perhaps, Town, named_place, places_named
from tests.directory.editing import factories as make


@pytest.fixture
def places(rows):
    make.municipality("004078", "Cuneo")
    make.municipality("016052", "Castro", latitude=45.8, longitude=10.06)
    make.municipality("075096", "Vico-castrino", latitude=40.0, longitude=18.42)
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "typed, kinds, code",
    [
        ("Cuneo (CU)", "MPRAI", "M004078"),
        ("cuneo", "M", "M004078"),
        ("Province of Cuneo", "MPRAI", "P004"),
        ("Provincia di Cuneo", "MPRAI", "P004"),
        ("Region Piemonte", "MPRAI", "R01"),
        ("Piemonte", "MPRAI", "R01"),
        ("All of Italy", "MPRAI", "IT"),
        ("Italia", "MPRAI", "IT"),
        ("Castro", "M", "M016052"),
        ("Vico", "M", "M075096"),
    ],
)
def test_a_place_is_known_by_the_words_people_use(places, typed, kinds, code):
    assert named_place(typed, kinds).code == code


@pytest.mark.parametrize(
    "typed, kinds, words",
    [
        ("Cuneo", "MPRAI", "Province of Cuneo"),
        ("Castr", "M", "Vico-castrino (VI)"),
        ("Xyzzyx", "MPRAI", "no place called"),
        ("Province of Nowhere", "MPRAI", "no place called"),
        ("<script>", "M", "no place called"),
    ],
)
def test_a_place_that_may_be_several_is_asked_again(places, typed, kinds, words):
    with pytest.raises(ValidationError, match=words.replace("(", r"\(").replace(")", r"\)")):
        named_place(typed, kinds)


def test_several_places_are_written_with_commas(places):
    assert places_named("Cuneo (CU); Province of Cuneo, , Italia") == ["M004078", "P004", "IT"]
    assert places_named(" , ") == []


def test_a_town_becomes_its_identifier(places):
    assert Town(required=False).clean("") is None
    assert Town().clean("Cuneo") == make.municipality().pk


@pytest.mark.parametrize(
    "typed, spans",
    [
        ("", []),
        ("9-12", [(time(9), time(12))]),
        ("14.30-18, 9:00 - 12:30", [(time(9), time(12, 30)), (time(14, 30), time(18))]),
        ("9–13", [(time(9), time(13))]),
    ],
)
def test_opening_times_are_read_as_people_write_them(typed, spans):
    assert Openings().clean(typed) == spans


@pytest.mark.parametrize("typed", ["morning", "25-26", "9-9", "18-9", "9-12, 11-13", "9:75-10"])
def test_times_that_cannot_be_are_refused(typed):
    with pytest.raises(ValidationError):
        Openings().clean(typed)


@pytest.mark.parametrize("typed, meant", [("yes", True), ("no", False), ("", None)])
def test_not_saying_is_neither_yes_nor_no(typed, meant):
    assert Perhaps().clean(typed) is meant
