"""From a cell to a value: each reader returns what it understood or says what is wrong."""

from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from stdnum import luhn

from ponte.engines.text.normalise import fold
from ponte.exchange.importers import lists
from ponte.exchange.importers.places import Places
from ponte.kit.errors import RuleBroken
from ponte.kit.spreadsheets import values

_web = URLValidator(schemes=["http", "https"])
Reader = Callable[["Cell"], object]


class Wrong(Exception):
    """The cell cannot be read; the sentence says what to write instead."""


class Cell:
    """A cell's text, whether the program kept it as a number, and the places to look up."""

    __slots__ = ("is_number", "line", "places", "text")

    def __init__(self, text: str, is_number: bool, line: dict[str, str], places: Places):
        self.text = text
        self.is_number = is_number
        self.line = line
        self.places = places


def words(most: int) -> Reader:
    """A text on one line."""

    def read(cell: Cell) -> str:
        text = " ".join(cell.text.split())
        if len(text) > most:
            raise Wrong(
                _("This is too long: %(length)s letters, at most %(most)s fit.")
                % {"length": len(text), "most": most}
            )
        return text

    return read


def prose(most: int) -> Reader:
    """A text of several lines."""

    def read(cell: Cell) -> str:
        text = "\n".join(line.rstrip() for line in cell.text.strip().splitlines())
        if len(text) > most:
            raise Wrong(
                _("This is too long: %(length)s letters, at most %(most)s fit.")
                % {"length": len(text), "most": most}
            )
        return text

    return read


def identifier(check: Callable[[str], str]) -> Reader:
    """A tax code or VAT number; zeros that a spreadsheet lost come back if the digits prove it."""

    def read(cell: Cell) -> str:
        text = cell.text.strip()
        if values.is_scientific(text):
            raise Wrong(
                _(
                    "The spreadsheet turned this identifier into a rounded number. Set the column "
                    "to text, then write the eleven digits again."
                )
            )
        digits = "".join(text.split())
        if digits.isascii() and digits.isdigit() and 7 <= len(digits) < 11:
            padded = digits.zfill(11)
            if not luhn.is_valid(padded):
                raise Wrong(
                    _(
                        "An identifier has eleven digits and this one has %(count)s: the "
                        "spreadsheet dropped zeros at the start, or a digit is missing. Set the "
                        "column to text and write it in full."
                    )
                    % {"count": len(digits)}
                )
            text = padded
        return _as_wrong(check, text)

    return read


def by_rule(check: Callable[[str], str]) -> Reader:
    """A text that a rule of another flat checks and writes one way."""
    return lambda cell: _as_wrong(check, cell.text.strip())


def _as_wrong(check: Callable[[str], str], text: str) -> str:
    try:
        return check(text)
    except RuleBroken as broken:
        raise Wrong(str(broken)) from None


def email(cell: Cell) -> str:
    """An e-mail address."""
    text = cell.text.strip().removeprefix("mailto:")
    try:
        validate_email(text)
    except ValidationError:
        raise Wrong(_("This is not an e-mail address. It looks like name@example.org.")) from None
    return text.lower()


def website(cell: Cell) -> str:
    """A web address; https is added where it is missing."""
    text = cell.text.strip()
    address = text if "://" in text else f"https://{text}"
    try:
        _web(address)
    except ValidationError:
        raise Wrong(
            _("This is not a web address. It looks like https://www.example.org.")
        ) from None
    if len(address) > 200:
        raise Wrong(_("This address is too long: at most 200 letters fit."))
    return address


def phone(cell: Cell) -> str:
    """A phone number as people write it."""
    text = " ".join(cell.text.split())
    digits = sum(sign.isdigit() for sign in text)
    if not 5 <= digits <= 20 or len(text) > 40:
        raise Wrong(_("This is not a phone number. Write one number a column, as 0171 123456."))
    return text


def local_id(cell: Cell) -> str:
    """The identifier that the source itself gives a record."""
    text = " ".join(cell.text.split())
    if len(text) > 120:
        raise Wrong(_("This is too long: at most %(most)s letters fit.") % {"most": 120})
    return text


def municipality(cell: Cell) -> dict[str, str]:
    """A municipality by name, name and province, or code; kept with the name it has today."""
    found = cell.places.municipality(cell.text, cell.line.get("province", ""))
    if isinstance(found, list):
        raise Wrong(
            _("There are several with this name: %(names)s. Write which one.")
            % {"names": ", ".join(found[:5])}
        )
    if found is None:
        near = cell.places.near(cell.text)
        if near:
            raise Wrong(
                _("No municipality has this name. Perhaps: %(names)s.") % {"names": ", ".join(near)}
            )
        raise Wrong(_("No municipality has this name or code. Write it as on the map."))
    return found


def served(cell: Cell) -> list[str]:
    """Areas served: Italia, regions, provinces, municipalities, named areas."""
    codes = []
    for part in values.many(cell.text.replace(",", ";")):
        code = cell.places.code(part)
        if code is None:
            raise Wrong(
                _("“%(part)s” is no municipality, province, region or area that we know.")
                % {"part": part[:60]}
            )
        codes.append(code)
    return sorted(set(codes))


def day(cell: Cell) -> str:
    """A day, as 2026-05-01 or 1/5/2026."""
    found = values.day(cell.text)
    if found is None:
        raise Wrong(_("This is not a day. Write it as 2026-05-31 or 31/5/2026."))
    return found.isoformat()


def whole(most: int) -> Reader:
    """A whole number from 0."""

    def read(cell: Cell) -> int:
        found = values.whole(cell.text)
        if found is None or found > most:
            raise Wrong(_("This is not a whole number between 0 and %(most)s.") % {"most": most})
        return found

    return read


def percentage(cell: Cell) -> str:
    """A share from 0 to 100."""
    found = values.decimal(cell.text)
    if found is None or not 0 <= found <= 100:
        raise Wrong(_("This is not a share between 0 and 100."))
    return str(found.quantize(Decimal("0.01")))


def yes_no(cell: Cell) -> bool:
    """Yes or no, in the words people use."""
    found = values.boolean(cell.text)
    if found is None:
        raise Wrong(_("Write yes or no."))
    return found


def one_of(catalogue: str) -> Reader:
    """One code of a list, written as its code, its title or a synonym."""

    def read(cell: Cell) -> str:
        return _code(catalogue, cell.text)

    return read


def any_of(catalogue: str) -> Reader:
    """Several codes of a list."""

    def read(cell: Cell) -> list[str]:
        parts = values.many(cell.text)
        if len(parts) == 1 and fold(parts[0]).strip() not in lists.codes(catalogue):
            parts = values.many(cell.text.replace(",", ";"))
        return list(dict.fromkeys(_code(catalogue, part) for part in parts))

    return read


def several(most: int) -> Reader:
    """Several free words."""

    def read(cell: Cell) -> list[str]:
        parts = [" ".join(part.split()) for part in values.many(cell.text)]
        if any(len(part) > most for part in parts):
            raise Wrong(_("This is too long: at most %(most)s letters fit.") % {"most": most})
        return parts

    return read


def _code(catalogue: str, text: str) -> str:
    code = lists.codes(catalogue).get(fold(" ".join(text.split())).strip())
    if code is None:
        raise Wrong(
            _("“%(text)s” is not in our list. Choose among: %(some)s.")
            % {"text": text.strip()[:60], "some": ", ".join(lists.some_titles(catalogue))}
        )
    return code
