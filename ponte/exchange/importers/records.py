"""From the values of a record's lines to what organizations and directory store."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ponte.directory.public import terms
from ponte.engines.text.normalise import fold
from ponte.exchange.importers import cards, enterprises, lists
from ponte.exchange.importers.cleaning import Cleaned
from ponte.exchange.importers.fields import Kind
from ponte.organizations.public import IDENTIFIERS

PRODUCTS = "product_categories"
DAYS, DECIMALS = {"valid_from", "valid_to"}, {"disadvantaged_share"}
Values = dict[str, Any]


def check_whole(kind: Kind, found: Cleaned, columns: Mapping[str, str]) -> None:
    """Look at what only several cells together can say."""
    values = found.values
    of = {name: column for column, name in columns.items()}
    if kind.listing == "enterprise":
        for number in range(1, enterprises.OFFERS + 1):
            _check_offer(found, number, of)
        return
    placed = "municipality" in values or not {"address", "place_name"} & set(values)
    if not placed and of.get("municipality") not in {error["column"] for error in found.errors}:
        found.wrong(
            _("A place needs its municipality. Fill that column, or leave the address out."),
            of.get("address") or of.get("place_name", ""),
        )
    if values.get("min_age", 0) > values.get("max_age", 999):
        found.wrong(_("The youngest age is above the oldest."), of["max_age"])
    if values.get("valid_from", "") > values.get("valid_to", "9999"):
        found.wrong(_("The season ends before it begins."), of["valid_to"])
    if "cap" in values and not (len(values["cap"]) == 5 and values["cap"].isdigit()):
        found.wrong(_("A postal code has five digits, zeros included."), of["cap"], values["cap"])


def _check_offer(found: Cleaned, number: int, of: Mapping[str, str]) -> None:
    values, name = found.values, f"offer{number}_name"
    category = f"offer{number}_category"
    if name not in values:
        loose = [f"offer{number}_{part}" for part in ("description", "category", "kind")]
        for part in loose:
            if part in values and of.get(name) is not None:
                found.wrong(_("Name the product or service too, or clear this cell."), of[part])
                break
        return
    guessed = lists.codes(PRODUCTS).get(fold(values[name]).strip())
    if category not in values and guessed:
        values[category] = guessed
    reported = of.get(category) in {error["column"] for error in found.errors}
    if category not in values and not reported:
        found.wrong(
            _("Say in which category “%(name)s” is: %(some)s.")
            % {"name": values[name], "some": ", ".join(lists.some_titles(PRODUCTS))},
            of.get(category) or of.get(name, ""),
        )


def offers_of(values: Mapping[str, Any]) -> list[Values]:
    """Return the products and services that one line names."""
    found = []
    for number in range(1, enterprises.OFFERS + 1):
        name = values.get(f"offer{number}_name")
        category = values.get(f"offer{number}_category")
        if not name or not category:
            continue
        term = terms(PRODUCTS)[category]
        found.append(
            {
                "kind": values.get(f"offer{number}_kind", "service"),
                "name": name,
                "description": values.get(f"offer{number}_description", ""),
                "category": category,
                "cpv": list(term.cpv),
                "ateco": list(term.ateco),
            }
        )
    return found


def join(kind: Kind, lines: Sequence[tuple[int, Mapping[str, Any]]]) -> tuple[Values, list]:
    """Put the lines of one record together; say which line contradicts an earlier one."""
    first_line, first = lines[0]
    joined: Values = dict(first)
    offers = offers_of(first) if kind.listing == "enterprise" else []
    contradictions: list[tuple[int, str, str]] = []
    for line, values in lines[1:]:
        offers += [offer for offer in offers_of(values) if offer not in offers]
        for name, value in values.items():
            if name.startswith("offer"):
                continue
            if joined.setdefault(name, value) != value:
                contradictions.append((line, name, _contradicts(first_line)))
    joined = {name: value for name, value in joined.items() if not name.startswith("offer")}
    if offers:
        joined["offers"] = offers
    return joined, contradictions


def _contradicts(line: int) -> str:
    return _("Line %(line)s says something else about the same record. Keep one of the two.") % {
        "line": line
    }


def organization_part(values: Mapping[str, Any]) -> Values:
    """Return what the record says about the organization, as `OrganizationFacts` names it."""
    names = ["name", "legal_form", *IDENTIFIERS, "address", "phone", "email", "website"]
    found = {name: values[name] for name in names if name in values}
    if "municipality" in values:
        found["municipality_id"] = UUID(values["municipality"]["id"])
    return found


def listing_part(kind: Kind, values: Mapping[str, Any], mapped: set[str], erases: bool) -> Values:
    """Return what the record says about the listing, as the directory's steps name it."""
    part = enterprises.PROFILE if kind.listing == "enterprise" else cards.CARD
    found = {
        name: _typed(name, values[name])
        for name, known in kind.fields.items()
        if known.part == part and name in values
    }
    if erases:
        blank = {n for n, known in kind.fields.items() if known.part == part and n in mapped}
        for name in blank - set(found) - {"name"}:
            found[name] = _blank(kind.fields[name].read)
    if kind.listing == "enterprise":
        if "offers" in values:
            found["offers"] = values["offers"]
        return found
    if contacts := _contacts(values):
        found["contacts"] = contacts
    if "municipality" in values:
        found["card_places"] = [_place(values)]
    return found


def _blank(read) -> Any:
    named = getattr(read, "__qualname__", "")
    if named.startswith(("any_of", "several", "served", "prices")):
        return []
    return None if named.startswith(("whole", "percentage", "yes_no", "day")) else ""


def _contacts(values: Mapping[str, Any]) -> list[Values]:
    ways = (("phone", "phone"), ("phone2", "phone"), ("email", "email"), ("website", "website"))
    return [
        {"kind": kind, "value": values[name], "label": ""} for name, kind in ways if name in values
    ]


def _place(values: Mapping[str, Any]) -> Values:
    return {
        "name": values.get("place_name", ""),
        "address": values.get("address", ""),
        "cap": values.get("cap", ""),
        "municipality_id": UUID(values["municipality"]["id"]),
        "latitude": None,
        "longitude": None,
    }


def _typed(name: str, value: Any) -> Any:
    if name in DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    if name in DECIMALS and isinstance(value, str):
        return Decimal(value)
    if name == "cost_options":
        return [{**row, "amount": Decimal(row["amount"])} for row in value]
    return value


def freeze(value: Any) -> Any:
    """Write values as JSON keeps them."""
    if isinstance(value, Mapping):
        return {name: freeze(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [freeze(one) for one in value]
    if isinstance(value, date | time | UUID | Decimal):
        return str(value)
    return value


def thaw(values: Mapping[str, Any]) -> Values:
    """Read a listing's values back as the database holds them."""
    found = {name: _typed(name, value) for name, value in values.items()}
    for place in found.get("card_places", ()):
        place["municipality_id"] = UUID(str(place["municipality_id"]))
    return found


def digest(*parts: Any) -> str:
    """Return a short digest of values, to notice that they changed."""
    text = json.dumps(freeze(parts), sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:40]
