"""Categories, small lists and classifications: codes once, titles in English and Italian."""

import csv
import gzip
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DIRECTORY = ROOT / "ponte" / "directory" / "data"
ORGANIZATIONS = ROOT / "ponte" / "organizations" / "data"
TERRITORY = ROOT / "ponte" / "territory" / "data"
LANGUAGES = {"it", "en", "fr", "nl", "hr", "sl", "pl"}


def read_yaml(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def read_csv(name):
    with gzip.open(TERRITORY / name, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def service_terms():
    groups = read_yaml(DIRECTORY / "service_categories.yaml")["groups"]
    return [term for group in groups for term in group["terms"]]


def product_terms():
    return read_yaml(DIRECTORY / "product_categories.yaml")["terms"]


LISTS = {
    "services": service_terms(),
    "service groups": read_yaml(DIRECTORY / "service_categories.yaml")["groups"],
    "products": product_terms(),
    **read_yaml(DIRECTORY / "vocabularies.yaml"),
    "legal forms": read_yaml(ORGANIZATIONS / "legal_forms.yaml")["terms"],
    "qualifications": read_yaml(ORGANIZATIONS / "qualifications.yaml")["terms"],
    "families": read_yaml(ORGANIZATIONS / "qualifications.yaml")["families"],
}


@pytest.mark.parametrize("name", LISTS)
def test_codes_are_once_short_and_have_both_titles(name):
    codes = [term["code"] for term in LISTS[name]]
    assert len(set(codes)) == len(codes)
    for term in LISTS[name]:
        assert len(term["code"]) <= 40 and term["code"].isascii()
        assert term["title"].strip() and term["it"].strip(), term["code"]


@pytest.mark.parametrize("name", ["services", "products"])
def test_synonyms_are_words_in_languages_of_ours_complete_in_two(name):
    for term in LISTS[name]:
        synonyms = term["synonyms"]
        assert {"it", "en"} <= set(synonyms) <= LANGUAGES, term["code"]
        for words in synonyms.values():
            assert words and all(isinstance(word, str) and word.strip() for word in words)
            assert len(set(words)) == len(words), term["code"]


@pytest.mark.parametrize(
    ("word", "language", "code"),
    [
        ("badante", "it", "home_care"),
        ("asilo", "it", "nurseries"),
        ("caaf", "it", "paperwork"),
        ("creche", "en", "nurseries"),
        ("maggiordomo", "it", "time_saving"),
    ],
)
def test_a_users_word_leads_to_its_category(word, language, code):
    assert code in {t["code"] for t in service_terms() if word in t["synonyms"].get(language, ())}


def test_every_product_category_has_cpv_and_ateco_codes_that_exist():
    cpv = {row["code"] for row in read_csv("cpv.csv.gz")}
    ateco = {row["code"] for row in read_csv("ateco_2025.csv.gz")}
    for term in product_terms():
        assert term["cpv"] and set(term["cpv"]) <= cpv, term["code"]
        assert term["ateco"] and set(term["ateco"]) <= ateco, term["code"]


@pytest.mark.parametrize(("name", "rows"), [("cpv.csv.gz", 9454), ("ateco_2025.csv.gz", 3257)])
def test_a_classification_is_a_forest_with_titles(name, rows):
    table = read_csv(name)
    codes = {row["code"] for row in table}
    assert len(table) == len(codes) == rows
    assert {row["parent"] for row in table} <= codes | {""}
    assert all(row["it"] for row in table)


def test_a_qualification_names_its_family_and_how_long_it_stands():
    families = {term["code"] for term in LISTS["families"]}
    for term in LISTS["qualifications"]:
        assert term["family"] in families
        assert 1 <= term["holds_months"] <= 36
