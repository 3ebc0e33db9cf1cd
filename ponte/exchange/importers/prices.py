"""The prices of a service in one cell, as people write them: who pays, how much, for what."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ponte.engines.text.normalise import fold
from ponte.exchange.importers.reading import Cell, Wrong
from ponte.kit.spreadsheets import values

# What a price is for, in the words of files; the codes are those of a card's prices.
UNITS = {
    "once": ("once", "in all", "una volta", "una tantum", "in tutto", "forfait"),
    "hour": ("hour", "an hour", "per hour", "h", "ora", "all'ora", "l'ora", "orario"),
    "day": ("day", "a day", "per day", "giorno", "al giorno", "giornata", "giornaliero"),
    "week": ("week", "a week", "per week", "settimana", "a settimana", "settimanale"),
    "month": ("month", "a month", "per month", "mese", "al mese", "mensile"),
    "year": ("year", "a year", "per year", "anno", "all'anno", "l'anno", "annuo"),
    "visit": ("visit", "a visit", "per visit", "visita", "a visita", "accesso", "ad accesso"),
    "meal": ("meal", "a meal", "per meal", "pasto", "a pasto"),
}
CODES = {fold(word).strip(): code for code, words in UNITS.items() for word in (code, *words)}
PRICE = re.compile(r"(?P<label>.+):\s*(?:€|euro?)?\s*(?P<amount>\d[\d.,]*)(?P<unit>.*)", re.I)
MOST = Decimal("99999")


def prices(cell: Cell) -> list[dict[str, Any]]:
    """Each price as {label, amount (euros, as text), unit}, in the order of the cell."""
    return [_price(part) for part in values.many(cell.text)]


def _price(part: str) -> dict[str, Any]:
    found = PRICE.fullmatch(part)
    amount = values.decimal(found["amount"]) if found else None
    unit = CODES.get(_plain(found["unit"])) if found else None
    if not found or amount is None or not 0 <= amount <= MOST or len(found["label"]) > 120:
        raise Wrong(
            _("“%(part)s” is not a price. Write for whom, how much, for what: %(like)s.")
            % {"part": part[:60], "like": _("ISEE up to 12,000: 4.50 a meal; Others: 7 a meal")}
        )
    if unit is None:
        raise Wrong(
            _("“%(part)s” does not say what the price is for: an hour, a day, a month, a meal ...")
            % {"part": part[:60]}
        )
    exact = amount.quantize(Decimal("0.01"))
    return {"label": " ".join(found["label"].split()), "amount": str(exact), "unit": unit}


def _plain(unit: str) -> str:
    """The words after the number, without the currency and a stroke: "€/ora" is "ora"."""
    return fold(re.sub(r"€|\beuro?\b|/", " ", unit, flags=re.I)).strip()
