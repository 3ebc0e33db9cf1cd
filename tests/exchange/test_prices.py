"""Prices of a service in one cell of a file."""

import pytest

from ponte.directory.public import CostUnit
from ponte.exchange.importers.places import Places
from ponte.exchange.importers.prices import UNITS, prices
from ponte.exchange.importers.reading import Cell, Wrong


def read(text: str):
    return [tuple(one.values()) for one in prices(Cell(text, False, {}, Places()))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "ISEE fino a 12.000: 4,50 a pasto; Altri: 7 a pasto",
            [("ISEE fino a 12.000", "4.50", "meal"), ("Altri", "7.00", "meal")],
        ),
        ("Tutti: € 12 all'ora", [("Tutti", "12.00", "hour")]),
        ("Tutti: 12,50 €/ora", [("Tutti", "12.50", "hour")]),
        ("Retta: 1.234,50 euro al mese", [("Retta", "1234.50", "month")]),
        (
            "Iscrizione: primo figlio: 30 una tantum",
            [("Iscrizione: primo figlio", "30.00", "once")],
        ),
        ("Children: 0 per day", [("Children", "0.00", "day")]),
    ],
)
def test_a_price_is_read_as_people_write_it(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 euro all'ora", "is not a price"),
        ("Tutti: gratis", "is not a price"),
        ("Tutti: 1000000 al mese", "is not a price"),
        ("Tutti: 12", "does not say what the price is for"),
        ("Tutti: 12 a testa", "does not say what the price is for"),
    ],
)
def test_what_is_no_price_is_told_and_not_guessed(text, said):
    with pytest.raises(Wrong, match=said):
        read(text)


def test_every_unit_of_a_card_can_be_written():
    assert set(UNITS) == set(CostUnit.values)
    words = [word for some in UNITS.values() for word in some]
    assert len(words) == len(set(words)), "one word, one unit"
