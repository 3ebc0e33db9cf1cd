"""Tax identifiers of organizations: check digits, one written form."""

import re
import unicodedata
from collections.abc import Collection

from django.utils.translation import gettext as _
from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale, iva

from ponte.kit.errors import RuleBroken

REGISTERS = ("runts_number", "rea_number")
IDENTIFIERS = ("tax_code", "vat_number", *REGISTERS)
_RUNTS = re.compile(r"(?:(?:REP(?:ERTORIO)?|RUNTS|N|NR|NUM(?:ERO)?)[\s.°:]*)*(\d{1,7})")
_REA = re.compile(r"(?:REA[\s.:]*)?(?:N[\s.°:]*)?([A-Z]{2})[\s.\-/]*(\d{1,7})")
_SEPARATORS = re.compile(r"[\s.\-:/]+")


def normalised(text: str) -> str:
    """Write an identifier one way: capitals, no separators, no country before digits.

    >>> normalised(" it 0089.314 0400 ")
    '00893140400'
    """
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text or "")).upper()
    return plain[2:] if plain.startswith("IT") and plain[2:].isdigit() else plain


def check_tax_code(text: str) -> str:
    """Return the codice fiscale of an organization: eleven digits, the last one a check."""
    code = normalised(text)
    if not code:
        return ""
    if len(code) == 16 and codicefiscale.is_valid(code):
        raise RuleBroken(
            _(
                "This is a person's tax code. A sole trader is known here by the VAT number: "
                "leave this empty and write the VAT number."
            ),
            field="tax_code",
        )
    return _eleven_digits(code, "tax_code")


def check_vat_number(text: str) -> str:
    """Return the partita IVA, or nothing where there is none."""
    number = normalised(text)
    if not number:
        return ""
    _eleven_digits(number, "vat_number")
    try:
        return str(iva.validate(number))
    except ValidationError:
        raise RuleBroken(
            _("No office gives VAT numbers like this one. Copy it again from an invoice."),
            field="vat_number",
        ) from None


def check_runts_number(text: str) -> str:
    """Return the number of the record in RUNTS, digits only, without the zeros before it.

    >>> check_runts_number("Rep. n. 012345")
    '12345'
    """
    plain = unicodedata.normalize("NFKC", text or "").strip().upper()
    if not plain:
        return ""
    found = _RUNTS.fullmatch(plain)
    if not found or not int(found[1]):
        raise RuleBroken(
            _("The number in RUNTS is the “repertorio”: digits only, for example 12345."),
            field="runts_number",
        )
    return str(int(found[1]))


def check_rea_number(text: str) -> str:
    """Return chamber and number of the business register one way.

    >>> check_rea_number("rea cn 0123456")
    'CN-123456'
    """
    plain = unicodedata.normalize("NFKC", text or "").strip().upper()
    if not plain:
        return ""
    found = _REA.fullmatch(plain)
    if not found or not int(found[2]):
        raise RuleBroken(
            _("Write the chamber's two letters and the number, for example CN-123456."),
            field="rea_number",
        )
    return f"{found[1]}-{int(found[2])}"


def _eleven_digits(code: str, field: str) -> str:
    if not (len(code) == 11 and code.isascii() and code.isdigit()):
        raise RuleBroken(
            _("An organization's identifier has eleven digits. Count them again."), field=field
        )
    if not luhn.is_valid(code) or int(code[:7]) == 0:
        raise RuleBroken(
            _("The last digit does not fit the others: one digit is wrong. Copy it again."),
            field=field,
        )
    return code


def check_identified(tax_code: str, vat_number: str) -> None:
    """Somebody who registers an organization says at least one identifier."""
    if not tax_code and not vat_number:
        raise RuleBroken(
            _("Write the tax code or the VAT number, so that no organization is here twice."),
            field="tax_code",
        )


def lost_numbers(changed: Collection[str], before: object) -> list[str]:
    """Return the changed fields without numbers of registers that are said for the first time."""
    return [name for name in changed if name not in REGISTERS or getattr(before, name)]


def check_identity_kept(changed: Collection[str]) -> None:
    """What a register or the office said is about these identifiers: the office alone changes them.

    A name and a legal form change in a body's life; the journal says when, and the standing stays.
    """
    for name in IDENTIFIERS:
        if name in changed:
            raise RuleBroken(
                _(
                    "What was verified, or read in a register, is about this number. "
                    "Ask the platform's office to change it."
                ),
                field=name,
            )
