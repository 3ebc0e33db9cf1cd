"""One account a role, to walk through the demonstration with.

Passwords are made from the installation's secret key: the same at each start, different on
every machine, and nowhere in the repository.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from ponte.accounts.public import create_demo_person, person_by_email
from ponte.kit.actor import Actor
from ponte.organizations.models import Organization
from ponte.organizations.public import give_mandate, give_membership
from ponte.project.demo.examples import organization_id

DOMAIN = "ponte.example"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of the demonstration: a role, and the made-up organizations it is held on."""

    code: str
    name: str
    role: str = ""
    organizations: tuple[str, ...] = ()
    shown: bool = True

    @property
    def email(self) -> str:
        return f"{self.code}@{DOMAIN}"

    @property
    def password(self) -> str:
        key = settings.SECRET_KEY.encode()
        made = hmac.new(key, f"demo.{self.code}".encode(), hashlib.sha256).digest()
        return "ponte-" + base64.b32encode(made)[:10].decode().lower()


ACCOUNTS = (
    Account("manager", "Mara Esempio", "organization_manager", ("cooperativa-esempio-verde",)),
    Account("editor", "Elio Esempio", "organization_editor", ("cooperativa-esempio-cura",)),
    Account("network", "Nora Esempio", "organization_manager", ("consorzio-esempio",)),
    Account("desk", "Dino Esempio", "organization_manager", ("ente-pubblico-esempio",)),
    Account("buyer", "Bice Esempio", "buyer", ("esempio-industria",)),
    Account("officer", "Olga Esempio", "platform_officer"),
    Account("administrator", "Agata Esempio", "platform_administrator"),
    Account("newcomer", "Nino Esempio"),
    Account("tutor", "Tea Esempio", "integration_tutor", ("cooperativa-esempio-pulito",)),
    Account("pathways", "Pia Esempio", "cooperative_manager", ("cooperativa-esempio-pulito",)),
    Account("placement", "Piero Esempio", "placement_officer", ("consorzio-esempio",)),
    Account("placement-lead", "Lea Esempio", "placement_lead", ("consorzio-esempio",)),
    Account("searcher", "Saro Esempio", "company_searcher", ("consorzio-esempio",)),
    Account("referent", "Rita Esempio", "company_referent", ("esempio-industria",)),
    Account("signatory", "Furio Esempio", "company_signatory", ("esempio-industria",)),
    Account("service", "Sara Esempio", "service_operator", ("ente-pubblico-esempio",)),
    Account(
        "association",
        "Ada Esempio",
        "association_officer",
        ("associazione-esempio-imprese",),
    ),
    Account("province", "Primo Esempio", "province_officer", ("ente-pubblico-esempio",)),
    Account("union", "Ugo Esempio", "union_observer", ("sindacato-esempio",)),
    Account("worker", "Rosa Esempio"),
    Account("representative", "Renato Esempio"),
    Account("auditor", "Aldo Esempio", "pathway_auditor", ("ente-pubblico-esempio",)),
    Account(
        "others",
        "Altri Esempi",
        "organization_manager",
        (
            "cooperativa-esempio-cura",
            "cooperativa-esempio-pulito",
            "cooperativa-esempio-digitale",
            "cooperativa-esempio-mensa",
            "esempio-benefit",
            "esempio-startup",
        ),
        shown=False,
    ),
)


def accounts() -> list[dict[str, str]]:
    """Role, e-mail and password of each account, and what it is held on."""
    return [
        {
            "role": one.code,
            "email": one.email,
            "password": one.password,
            "name": one.name,
            "organization": ", ".join(one.organizations),
        }
        for one in ACCOUNTS
        if one.shown
    ]


def person_of(code: str):
    """The person of an account of the demonstration."""
    return person_by_email(f"{code}@{DOMAIN}")


def load(*, by: Actor) -> str:
    """Make, or put back as they were, the people and their roles."""
    for one in ACCOUNTS:
        person = create_demo_person(email=one.email, name=one.name, password=one.password, by=by)
        for slug in one.organizations:
            organization = Organization.objects.get(pk=organization_id(slug))
            give_membership(person=person.pk, organization=organization, role=one.role, by=by)
        if one.role and not one.organizations:
            give_mandate(person=person.pk, role=one.role, by=by)
    return f"{len(accounts())} to sign in with"
