"""The shipped tables of places: whole, joined across years, small."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TERRITORY = ROOT / "ponte" / "territory" / "data"
SHIPPED = [path for path in (ROOT / "ponte").glob("*/data/**/*") if path.is_file()]
LIMIT = 15 * 1024 * 1024


def read(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def municipalities():
    return read(TERRITORY / "municipalities.csv.gz")


@pytest.fixture(scope="module")
def changes():
    return read(TERRITORY / "code_changes.csv.gz")


def test_all_shipped_data_is_small():
    assert sum(path.stat().st_size for path in SHIPPED) < LIMIT


def test_a_shipped_file_bears_neither_name_nor_date():
    for path in SHIPPED:
        if path.suffix == ".gz":
            header = path.read_bytes()[:10]
            assert header[3] == 0 and header[4:8] == b"\0\0\0\0", path


def test_every_municipality_is_there_once(municipalities):
    assert len(municipalities) == 7894
    for column in ("istat_code", "belfiore"):
        assert len({row[column] for row in municipalities}) == 7894
    assert {row["name"] for row in municipalities} >= {"None", "Cuneo", "Aosta"}


def test_every_municipality_lies_in_italy_in_a_known_province(municipalities):
    provinces = {row["code"]: row for row in read(TERRITORY / "provinces.csv.gz")}
    regions = {row["code"] for row in read(TERRITORY / "regions.csv.gz")}
    assert len(regions) == 20
    assert {row["acronym"] for row in provinces.values()} >= {"NA", "CN", "TO"}
    for row in municipalities:
        assert 35 < float(row["lat"]) < 48 and 6 < float(row["lon"]) < 19, row["name"]
        assert provinces[row["province_code"]]["region_code"] == row["region_code"] in regions


def test_every_code_of_2023_leads_to_one_municipality_of_today(municipalities, changes):
    today = {row["istat_code"] for row in municipalities}
    assert {row["new_code"] for row in changes} <= today
    assert not {row["old_code"] for row in changes} & today
    assert Counter(row["old_code"] for row in changes).most_common(1)[0][1] == 1
    answered = today | {row["old_code"] for row in changes}
    assert {row["istat_code_2023"] for row in municipalities if row["istat_code_2023"]} <= answered


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("005079", "005122"),
        ("005110", "005122"),
        ("012009", "012144"),
        ("012018", "012144"),
        ("012095", "012144"),
        ("022080", "022252"),
        ("041033", "099030"),
        ("097085", "097008"),
    ],
)
def test_predecessors_that_the_change_list_lacks_are_there(changes, old, new):
    assert {row["old_code"]: row["new_code"] for row in changes}[old] == new


def test_every_municipality_has_a_shape_in_the_file_of_its_province(municipalities):
    expected = {row["istat_code"]: row["province_code"] for row in municipalities}
    drawn = {}
    for path in (TERRITORY / "shapes").glob("[0-9]*.json.gz"):
        shapes = json.loads(gzip.decompress(path.read_bytes()))["municipalities"]
        assert all(len(ring) >= 6 and len(ring) % 2 == 0 for r in shapes.values() for ring in r)
        drawn |= dict.fromkeys(shapes, path.name.split(".")[0])
    assert drawn == expected


def test_areas_are_made_of_municipalities_and_say_where_they_come_from(municipalities):
    today = {row["istat_code"] for row in municipalities}
    areas = yaml.safe_load((TERRITORY / "areas.yaml").read_text(encoding="utf-8"))["areas"]
    assert len({area["slug"] for area in areas}) == len(areas)
    for area in areas:
        assert set(area["municipalities"]) <= today, area["slug"]
        assert len(set(area["municipalities"])) == len(area["municipalities"])
        assert area["source"] and area["year"] and area["note"] and "complete" in area
    sizes = {area["slug"]: len(area["municipalities"]) for area in areas}
    assert sizes["beatrice"] == 42
    assert sizes["valle-seriana"] == 18
    assert sizes["consorzio-socio-assistenziale-del-cuneese"] == 53
