"""Who plays in the synthetic pathways: one office, eight co-operatives, 31 companies, 16 tutors.

Nobody here exists. Names say so, tax codes come from a range that no office assigns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from stdnum import luhn

from ponte.accounts.public import create_demo_person
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid_from
from ponte.organizations.models import Organization
from ponte.organizations.public import (
    OrganizationFacts,
    Provenance,
    Statement,
    give_membership,
    record_from_register,
)
from ponte.project.demo import registered
from ponte.project.demo.people import Account

COOPERATIVES, COMPANIES, TUTORS = 8, 31, 16
OFFICE = "ufficio-sintetico"


@dataclass(frozen=True, slots=True)
class Body:
    """An organization of the cast, and the people who act for it by their role."""

    code: str
    name: str
    legal_form: str
    number: int
    people: tuple[tuple[str, str], ...]
    kind: str = ""  # what a register says it is, without which its people get no such role

    @property
    def id(self) -> UUID:
        return identifier(self.code)

    @property
    def tax_code(self) -> str:
        body = f"9999{self.number:03d}999"
        return body + luhn.calc_check_digit(body)


def identifier(code: str) -> UUID:
    """The identifier of an organization of the cast."""
    return uuid_from("modena", code)


def cooperative(number: int) -> str:
    """The code of a co-operative, from 1."""
    return f"cooperativa-sintetica-{number}"


def company(number: int) -> str:
    """The code of a company, from 1."""
    return f"azienda-sintetica-{number:02d}"


def tutor(number: int) -> str:
    """The code of a tutor, from 1; tutors are spread over the co-operatives."""
    return f"modena-tutor-{number:02d}"


def employer_of(number: int) -> str:
    """The co-operative that a tutor works for."""
    return cooperative((number - 1) % COOPERATIVES + 1)


def manager(code: str) -> str:
    """The code of who manages a co-operative's pathways."""
    return f"modena-responsabile-{code}"


def signatory(code: str) -> str:
    """The code of who signs for a company."""
    return f"modena-firmataria-{code}"


LEAD, OFFICER = "modena-capo-ufficio", "modena-operatrice"


def bodies() -> Iterator[Body]:
    """Every organization of the cast."""
    office = ((LEAD, "placement_lead"), (OFFICER, "placement_officer"))
    yield Body(
        OFFICE, "Ufficio Inserimenti Sintetico", "consortium", 100, office, "placement_office"
    )
    for number in range(1, COOPERATIVES + 1):
        code = cooperative(number)
        tutors = [n for n in range(1, TUTORS + 1) if employer_of(n) == code]
        people = [(tutor(n), "integration_tutor") for n in tutors]
        yield Body(
            code,
            f"Cooperativa Sintetica {number}",
            "social_cooperative",
            100 + number,
            ((manager(code), "cooperative_manager"), *people),
            "social_cooperative_b",
        )
    for number in range(1, COMPANIES + 1):
        code = company(number)
        people = ((signatory(code), "company_signatory"),)
        yield Body(code, f"Azienda Sintetica {number:02d}", "limited_company", 200 + number, people)


def load(*, by: Actor) -> None:
    """Register the organizations and make their people, each once."""
    cast = list(bodies())
    facts = [
        OrganizationFacts(
            id=one.id, name=one.name, legal_form=one.legal_form, tax_code=one.tax_code
        )
        for one in cast
    ]
    registered.register(facts, Provenance(), by)
    for one in cast:
        organization = Organization.objects.get(pk=one.id)
        if one.kind:
            said = Statement(one.kind, timezone.localdate(), source="Registro sintetico")
            record_from_register(organization=organization, statement=said, by=by)
        for code, role in one.people:
            person = _person(code, by)
            give_membership(person=person, organization=organization, role=role, by=by)


def _person(code: str, by: Actor) -> UUID:
    account = Account(code, _name(code), shown=False)
    person = create_demo_person(
        email=account.email, name=account.name, password=account.password, by=by
    )
    return person.pk


def _name(code: str) -> str:
    words = code.removeprefix("modena-").replace("-", " ")
    return f"{words.capitalize()} (persona sintetica)"
