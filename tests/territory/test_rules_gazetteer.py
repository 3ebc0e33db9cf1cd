"""Finding places by what people type."""

import csv
import gzip
from pathlib import Path

import pytest

from ponte.territory.rules.gazetteer import Gazetteer, Place, words_of

DATA = Path(__file__).resolve().parents[2] / "ponte" / "territory" / "data"


def read(name):
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def italy():
    acronyms = {row["code"]: row["acronym"] for row in read("provinces")}
    towns = [
        Place(
            code="M" + row["istat_code"],
            name=row["name"],
            latitude=float(row["lat"]),
            longitude=float(row["lon"]),
            population=int(row["population"] or 0),
            acronym=acronyms[row["province_code"]],
            names=tuple(filter(None, [row["name_other"]])),
            postcodes=tuple(row["caps"].split()),
            covered_by=frozenset({"M" + row["istat_code"], "P" + row["province_code"]}),
        )
        for row in read("municipalities")
    ]
    wholes = [
        Place("P" + row["code"], row["name"], 0.0, 0.0, acronym=row["acronym"])
        for row in read("provinces")
    ]
    old = [(row["old_code"], row["new_code"]) for row in read("code_changes")]
    return Gazetteer([*towns, *wholes], old)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Cuneo", "M004078"),
        ("cune", "M004078"),
        ("  CUNEO ", "M004078"),
        ("mondovi'", "M004130"),
        ("mondovì", "M004130"),
        ("mondovi cn", "M004130"),
        ("12100", "M004078"),
        ("004078", "M004078"),
        ("castro bg", "M016065"),
        ("castro le", "M075096"),
        ("Bolzano/Bozen", "M021008"),
        ("bozen", "M021008"),
        ("none", "M001168"),
        ("reggio emilia", "M035033"),
        ("san pellegrino", "M016190"),
        ("sanpellegrino", "M016190"),
        ("villa d almè", "M016239"),
    ],
)
def test_words_beginnings_codes_and_other_languages_find_a_municipality(italy, typed, expected):
    assert italy.find(typed, 3, kinds="M")[0].code == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("saviliano", "M004215"),
        ("Mondovvì", "M004130"),
        ("alzano lonbardo", "M016008"),
        ("bergmo", "M016024"),
        ("castelfranco emiglia", "M036006"),
        ("trviglio", "M016219"),
        ("savigilano cn", "M004215"),
        ("reggio nell emlia", "M035033"),
    ],
)
def test_a_slip_of_the_keyboard_is_forgiven(italy, typed, expected):
    assert expected in [place.code for place in italy.find(typed, 3, kinds="M")]


def test_a_province_that_does_not_hold_the_town_is_read_as_a_word_of_a_name(italy):
    assert italy.find("ascoli pi", 3, kinds="M")[0].name == "Ascoli Piceno"


def test_a_municipality_comes_before_its_province(italy):
    assert [p.code for p in italy.find("Cuneo", 2)] == ["M004078", "P004"]


@pytest.mark.parametrize(
    "typed", ["", "   ", "?!", "'", "zzqqxx", "x" * 10_000, "99999", "12", "1234567", "\x00"]
)
def test_what_is_no_place_finds_none(italy, typed):
    assert italy.find(typed) == []


def test_a_code_of_an_earlier_year_leads_to_the_municipality_of_today(italy):
    assert italy.municipality("005079").name == "Moransengo-Tonengo"
    assert italy.municipality("012009").name == "Bardello con Malgesso e Bregano"
    assert italy.municipality("000000") is None


def test_within_gives_neighbours_nearest_first(italy):
    lecco = italy.by_code["M097042"]
    near = italy.within(lecco, 5)
    assert near[0] is lecco
    assert {"Malgrate", "Valmadrera", "Galbiate"} <= {place.name for place in near}
    assert italy.within(lecco, 20, limit=4) == italy.within(lecco, 20)[:4]


def test_equal_names_are_told_apart_by_their_label(italy):
    assert {p.label for p in italy.find("Castro", 9, kinds="M") if p.name == "Castro"} == {
        "Castro (BG)",
        "Castro (LE)",
    }


def test_words_are_compared_without_accents_and_case():
    assert words_of("Forlì") == words_of("FORLI'")
