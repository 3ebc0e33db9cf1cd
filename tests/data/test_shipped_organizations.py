"""Organizations and counselling centres as shipped."""

import csv
import gzip
import re
from pathlib import Path

import pytest
from stdnum.it import iva

ROOT = Path(__file__).resolve().parents[2]


def read(path):
    with gzip.open(ROOT / "ponte" / path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ORGANIZATIONS = read("organizations/data/organizations.csv.gz")
CENTRES = read("directory/data/counselling_centres.csv.gz")
TODAY = {row["istat_code"] for row in read("territory/data/municipalities.csv.gz")}
BROKEN = re.compile(r"[ÇÃ¶¨\ufffd]|  |^\s|\s$|&#|\?")


def test_every_row_of_the_sources_is_there_once():
    assert len(ORGANIZATIONS) == len({row["tax_code"] for row in ORGANIZATIONS}) == 5807
    assert len(CENTRES) == len({row["local_id"] for row in CENTRES}) == 927


@pytest.mark.parametrize("rows", [ORGANIZATIONS, CENTRES], ids=["organizations", "centres"])
def test_every_row_lies_in_a_municipality_of_today(rows):
    assert {row["municipality_code"] for row in rows} <= TODAY


def test_tax_codes_keep_their_zeros_and_few_fail_the_check_digit():
    assert all(re.fullmatch(r"\d{11}", row["tax_code"]) for row in ORGANIZATIONS)
    wrong = [row["tax_code"] for row in ORGANIZATIONS if not iva.is_valid(row["tax_code"])]
    assert len(wrong) < 5807 / 100


@pytest.mark.parametrize("rows", [ORGANIZATIONS, CENTRES], ids=["organizations", "centres"])
def test_names_can_be_read(rows):
    for row in rows:
        assert row["name"] and not BROKEN.search(row["name"]), row["name"]
        long_words = [w for w in re.findall(r"[A-Z]{2,}", row["name"]) if len(w) > 12]
        assert not long_words, row["name"]


def test_phones_and_sites_of_centres_can_be_used():
    for row in CENTRES:
        assert not row["phone"] or re.fullmatch(r"\+39\d{8,11}", row["phone"])
        assert not row["website"] or re.fullmatch(
            r"https?://[a-z0-9.-]+\.[a-z]{2,}(/\S*)?", row["website"]
        )
        assert not row["postcode"] or re.fullmatch(r"\d{5}", row["postcode"])


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("CITTA' DI CASTELLO", "Città di Castello"),
        ("VIALE DELL'AERONAUTICA, 53/B", "Viale dell'Aeronautica, 53/B"),
        ("PaternÇý", "Paternò"),
        ("C.SO VITTORIO EMANUELE", "C.so Vittorio Emanuele"),
        ("ASL N. 1 DI SASSARI", "ASL N. 1 di Sassari"),
    ],
)
def test_capitals_and_broken_bytes_are_mended(raw, shown):
    from dev.data.mending import readable

    assert readable(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (
            "PANTA REI - SOCIETA' COOPERATIVA SOCIALE SIGLABILE PANTA REI - S.C.S.",
            "Panta Rei - società cooperativa sociale",
        ),
        ("COOP.SOCIALE L'ALBERO O.N.L.U.S.", "Cooperativa sociale L'Albero ONLUS"),
        ("IL GRANELLO SOC.COOP.SOC. ONLUS", "Il Granello società cooperativa sociale ONLUS"),
    ],
)
def test_registered_names_become_names_to_show(raw, shown):
    from dev.data.organizations import name_to_show

    assert name_to_show(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("http://HTTP://WWW.ATSSARDEGNA.IT/", "http://www.atssardegna.it"),
        ("http://https://www.asl1sassari.it/", "https://www.asl1sassari.it"),
        ("http://WWW.ASLROMA1-IT", ""),
        ("-", ""),
    ],
)
def test_a_site_that_does_not_parse_is_left_out(raw, shown):
    from dev.data.mending import website

    assert website(raw) == shown
