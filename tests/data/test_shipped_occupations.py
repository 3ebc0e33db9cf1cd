"""Occupations, unit groups and skill groups of ESCO as shipped, and codes of skills in use."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from ponte.engines.matching.catalogue import dimensions

ROOT = Path(__file__).resolve().parents[2]
ESCO = ROOT / "ponte" / "pathways" / "data" / "esco"
LANGUAGES = ("it", "en", "fr", "nl", "hr", "sl", "pl")


def read(name):
    with gzip.open(ESCO / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def rows():
    return read("occupations")


def test_every_occupation_has_an_english_name_and_nearly_all_have_seven(rows):
    languages = Counter(row["lang"] for row in rows)
    assert languages == {language: 3008 if language == "en" else 2940 for language in LANGUAGES}
    assert len({(row["id"], row["lang"]) for row in rows}) == len(rows)
    assert all(row["name"].strip() == row["name"] != "" for row in rows)


def test_an_occupation_has_one_code_that_begins_with_a_unit_group_that_exists(rows):
    codes = {row["id"]: row["code"] for row in rows}
    assert {(row["id"], row["code"]) for row in rows} == set(codes.items())
    assert len(set(codes.values())) == len(codes) == 3008
    groups = read("isco_groups")
    assert {code[:4] for code in codes.values()} <= {row["code"] for row in groups}
    assert len(groups) == 436 and all(row[language] for row in groups for language in LANGUAGES)


def test_no_other_name_repeats_the_first(rows):
    for row in rows:
        others = [name.lower() for name in row["others"].split("|") if name]
        assert len(set(others)) == len(others) and row["name"].lower() not in others, row["id"]


def test_the_code_of_each_dimension_is_a_group_of_skills_that_exists():
    known = {row["code"] for row in read("skill_groups")}
    assert len(known) == 417
    told = {one.code: one.esco for one in dimensions().values()}
    assert {code for code in told.values() if code} <= known
    # School and courses are no skills: ESCO has no group that would be true for them.
    assert {code for code, esco in told.items() if not esco} == {"schooling", "courses"}


def test_where_they_come_from_is_said_beside_them():
    told = (ESCO / "SOURCE.txt").read_text()
    assert "This service uses the ESCO classification of the European Commission." in told
    assert "2011/833/EU" in told and "modified" in told
