"""A territory's own areas, line by line: what is read, translated, and said to be wrong."""

import pytest

from ponte.territory.rules.own_areas import (
    Town,
    Towns,
    columns_of,
    kinds_by_words,
    read_areas,
    year_of,
)

TOWNS = Towns(
    [
        Town("016004", "Albino", "BG"),
        Town("016065", "Castro", "BG"),
        Town("075096", "Castro", "LE"),
        Town("016253", "Sant'Omobono Terme", "BG", ("Valsecca",)),
        Town("021008", "Bolzano", "BZ", ("Bozen",)),
        Town("096001", "Ailoche", "BI"),
        Town("999001", "Uno", "XX"),
        Town("999002", "Due", "XX"),
    ],
    {"002001": ["096001"], "016225": ["016253"], "888001": ["999001", "999002"]},
)
KINDS = kinds_by_words(
    [
        ("social_district", "social_district"),
        ("social_district", "Ambito sociale"),
        ("other", "other"),
    ]
)
WHOLE = {
    "area": "Ambito",
    "kind": "social_district",
    "code": "",
    "town": "",
    "province": "",
    "source": "Piano di zona",
    "date": "2026-03-31",
}


def read(*lines):
    told = [(number, {**WHOLE, **cells}) for number, cells in enumerate(lines, 2)]
    return read_areas(told, TOWNS, KINDS)


def faults(*lines) -> list[str]:
    return [str(one) for one in read(*lines).faults]


def test_codes_and_names_are_read_into_one_area():
    reading = read(
        {"code": "016004", "town": "ALBINO"},
        {"area": "ambito ", "kind": "Ambito sociale", "town": "castro", "province": "bg"},
        {"town": "Bozen", "source": "", "date": ""},
        {"code": "16253"},
    )
    assert reading.faults == []
    [area] = reading.areas
    assert (area.name, area.kind, area.source, area.year) == (
        "Ambito", "social_district", "Piano di zona", 2026
    )  # fmt: skip
    assert sorted(area.towns) == ["016004", "016065", "016253", "021008"]


def test_one_name_of_two_kinds_is_two_areas():
    assert len(read({"code": "016004"}, {"code": "016004", "kind": "other"}).areas) == 2


def test_what_was_before_is_translated_and_said():
    reading = read({"code": "002001"}, {"town": "Valsecca", "province": "BG"}, {"code": "016225"})
    assert reading.faults == []
    assert list(reading.areas[0].towns) == ["096001", "016253"], "two became one"
    assert [str(one) for one in reading.notes] == [
        "line 2: 002001 is a code of before, read as 096001 Ailoche (BI).",
        "line 3: 'Valsecca' is read as Sant'Omobono Terme (BG).",
        "line 4: 016225 is a code of before, read as 016253 Sant'Omobono Terme (BG).",
    ]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"code": "123456"}, "no municipality has or had the ISTAT code 123456."),
        ({"code": "A184"}, "'A184' is no ISTAT code: six digits, as 016004."),
        ({"code": "888001"}, "today one of: Uno (XX) 999001 or Due (XX) 999002."),
        ({"town": "Castro"}, "may be Castro (BG) 016065 or Castro (LE) 075096: write the"),
        ({"town": "Albino", "province": "LE"}, "there is no 'Albino' in the province LE."),
        ({"town": "Atlantide"}, "no municipality is called 'Atlantide'."),
        ({"code": "016004", "town": "Castro"}, "the code 016004 is Albino (BG), not 'Castro'."),
        ({"code": "016004", "province": "LE"}, "Albino (BG) does not lie in the province LE."),
        ({}, "the line names no municipality."),
        ({"code": "016004", "area": " "}, "the line names no area."),
        ({"code": "016004", "area": "x" * 161}, "longer than 160 characters."),
        ({"code": "016004", "kind": "club"}, "'club' is no kind of area. The kinds are:"),
        ({"code": "016004", "source": "x" * 301}, "longer than 300 characters."),
        ({"code": "016004", "date": "31.3.26"}, "is no date: write it as 2026-03-31"),
        ({"code": "016004", "source": ""}, "'Ambito' has no source on any line."),
        ({"code": "016004", "date": ""}, "'Ambito' has no date on any line."),
    ],
)
def test_a_fault_is_said_beside_its_line(cells, words):
    [said] = faults(cells)
    assert said.startswith("line 2: ") and words in said


def test_all_faults_are_said_at_once_in_the_order_of_the_lines():
    said = faults(
        {"code": "016004"},
        {"town": "Albino"},
        {"code": "016065", "source": "Altra"},
        {"code": "016253", "date": "2025"},
        {"town": "Nowhere"},
    )
    assert [one.split(":")[0] for one in said] == ["line 3", "line 4", "line 5", "line 6"]
    assert "Albino (BG) is in 'Ambito' already, by line 2." in said[0]
    assert "another source above: 'Piano di zona', here 'Altra'." in said[1]
    assert "another date above: '2026-03-31', here '2025'." in said[2]


def test_the_first_line_names_the_columns_in_english_or_italian():
    assert columns_of(["Area", "Kind", "ISTAT", "Source", "Date"])[1] == []
    found, lacks = columns_of(["Nome", "Tipo", "Codice ISTAT", "Comune", "Fonte", "Data"])
    assert (found["code"], found["town"], lacks) == (2, 3, [])
    _found, lacks = columns_of(["area", "source"])
    assert lacks == ["a column 'kind'", "a column 'date'", "a column 'istat' or 'municipality'"]


def test_a_year_is_read_from_any_way_of_writing_a_date():
    assert {year_of(one) for one in ("2026", "2026-03-31", "31/03/2026")} == {2026}
    assert year_of("soon") is None
