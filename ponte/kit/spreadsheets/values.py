"""What people write in cells, read as facts; None where it cannot be."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from ponte.engines.text import normalise

YES = {"si", "yes", "y", "s", "x", "v", "true", "vero", "1", "oui", "ja", "da", "tak"}
NO = {"no", "n", "false", "falso", "0", "non", "nee", "ne", "nie", "-"}
DAY = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?:[ T].*)?")
SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+?\d+")


def boolean(text: str) -> bool | None:
    """
    >>> [boolean(word) for word in ("Sì", "x", "VERO", "no", "forse")]
    [True, True, True, False, None]
    """
    word = normalise.fold(text).strip()
    return True if word in YES else False if word in NO else None


def day(text: str) -> date | None:
    """Read 2024-05-01 and, as Italians write, 1/5/2024.

    >>> day("1/5/2024"), day("2024-05-01"), day("31.2.2024")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 1), None)
    """
    found = DAY.fullmatch(text.strip())
    if not found:
        return None
    first, month, last = found.groups()
    year, number = (first, last) if len(first) == 4 else (last, first)
    if len(year) != 4:
        return None
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def whole(text: str) -> int | None:
    """
    >>> whole("1.200"), whole("12"), whole("12,5")
    (1200, 12, None)
    """
    plain = text.strip().replace(" ", "").replace("\u00a0", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+", plain):
        plain = plain.replace(".", "").replace(",", "")
    return int(plain) if re.fullmatch(r"\d{1,9}", plain) else None


def decimal(text: str) -> Decimal | None:
    """
    >>> decimal("33,5 %"), decimal("1.234,5")
    (Decimal('33.5'), Decimal('1234.5'))
    """
    plain = text.strip().rstrip("%").strip().replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def many(text: str) -> list[str]:
    """
    >>> many("a; b | a\\nc")
    ['a', 'b', 'c']
    """
    parts = (part.strip() for part in re.split(r"[;|\n]", text))
    return list(dict.fromkeys(part for part in parts if part))


def is_scientific(text: str) -> bool:
    """
    >>> is_scientific("8,9314E+08")
    True
    """
    return bool(SCIENTIFIC.fullmatch(text.strip()))
