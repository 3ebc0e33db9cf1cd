"""What somebody says about an organization, checked and written one way."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from ponte.engines.text.normalise import slugify, sort_key
from ponte.kit.errors import RuleBroken
from ponte.kit.ids import uuid7
from ponte.organizations.rules.identifiers import (
    check_rea_number,
    check_runts_number,
    check_tax_code,
    check_vat_number,
)
from ponte.organizations.rules.vocabulary import check_legal_form
from ponte.organizations.states import Origin

LONGEST = {"name": 250, "address": 200, "phone": 40, "email": 254, "website": 200}
RESERVED_SLUGS = frozenset(
    {
        "new",
        "places",
        "claims",
        "requests",
        "invitations",
        "keepings",
        "members",
        "sites",
        "qualifications",
    }
)
_web = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """The fields of an organization that people and imports write; `id` is known beforehand."""

    name: str
    legal_form: str = ""
    tax_code: str = ""
    vat_number: str = ""
    runts_number: str = ""
    rea_number: str = ""
    municipality_id: UUID | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    id: UUID = field(default_factory=uuid7)


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a record came here: its origin and, unless the organization wrote it, the source."""

    origin: str = Origin.PROVIDER
    source: str = ""
    source_date: date | None = None
    source_url: str = ""


def checked(facts: OrganizationFacts) -> OrganizationFacts:
    """Return the facts in their one written form, or say which field is wrong."""
    tidy = {name: " ".join(str(getattr(facts, name)).split()) for name in LONGEST}
    for name, text in tidy.items():
        if len(text) > LONGEST[name]:
            raise RuleBroken(
                _("This is too long: at most %(most)s characters.") % {"most": LONGEST[name]},
                field=name,
            )
    if not tidy["name"]:
        raise RuleBroken(_("Write the name of the organization."), field="name")
    texts: dict[str, Any] = tidy | {
        "email": _email(tidy["email"]),
        "website": _website(tidy["website"]),
    }
    return replace(
        facts,
        **texts,
        legal_form=check_legal_form(facts.legal_form),
        tax_code=check_tax_code(facts.tax_code),
        vat_number=check_vat_number(facts.vat_number),
        runts_number=check_runts_number(facts.runts_number),
        rea_number=check_rea_number(facts.rea_number),
    )


def _email(text: str) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise RuleBroken(
                _("This is not an e-mail address. It looks like name@example.org."),
                field="email",
            ) from None
    return text.lower()


def _website(text: str) -> str:
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    try:
        _web(address)
    except ValidationError:
        raise RuleBroken(
            _("This is not a web address. It looks like https://www.example.org."),
            field="website",
        ) from None
    return address


def sort_key_of(name: str) -> str:
    """Return the text that a list of organizations is ordered by."""
    return sort_key(name)[:250]


def slug_candidates(facts: OrganizationFacts) -> list[str]:
    """Return slugs to try, the readable one first, the last one certain to be free."""
    plain = slugify(facts.name, limit=110, otherwise="organization")
    number = facts.tax_code or facts.vat_number
    tries = [plain] if plain not in RESERVED_SLUGS else []
    if number:
        tries.append(f"{plain}-{number}")
    return [*tries, f"{plain}-{facts.id.hex}"]


def check_provenance(provenance: Provenance) -> None:
    """Whatever the organization did not write itself names its source."""
    if provenance.origin != Origin.PROVIDER and not provenance.source:
        raise RuleBroken(_("Say where the record comes from."), field="source")
