"""Something that waits for each role, so that the first sign-in shows what the home is for."""

from uuid import UUID

from ponte.accounts.public import person_by_email
from ponte.directory.actions.voices import report_mistake, request_callback
from ponte.directory.models import CallbackRequest, Enterprise, MistakeReport, ServiceCard
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid_from
from ponte.organizations.actions.claims import claim_organization
from ponte.organizations.models import Claim, Organization
from ponte.project.demo.examples import organization_id
from ponte.project.demo.people import DOMAIN

CITIZEN = Actor.anonymous("it")
CALLS = (
    (
        ServiceCard,
        uuid_from("example.card", "assistenza-a-casa-esempio"),
        {
            "name": "Persona Esempio",
            "phone": "000 0000001",
            "best_time": "mattina",
            "note": "Cerco aiuto due mattine alla settimana.",
        },
    ),
    (
        ServiceCard,
        uuid_from("example.card", "sportello-sociale-esempio"),
        {"name": "Famiglia Esempio", "email": f"famiglia@{DOMAIN}", "best_time": "pomeriggio"},
    ),
    (
        Enterprise,
        uuid_from("example.enterprise", "cooperativa-esempio-verde"),
        {
            "name": "Ufficio acquisti Esempio",
            "email": f"acquisti@{DOMAIN}",
            "note": "Un preventivo per il verde di due sedi.",
        },
    ),
)
MISTAKES = (
    (
        Enterprise,
        uuid_from("example.enterprise", "cooperativa-esempio-verde"),
        {"text": "Il sito non si apre."},
    ),
)
CLAIMED = "cooperativa-esempio-orto"


def load() -> str:
    """Send what citizens, a buyer and a newcomer would send; once each."""
    made = sum(_voice(CallbackRequest, request_callback, *one) for one in CALLS)
    made += sum(_voice(MistakeReport, report_mistake, *one) for one in MISTAKES)
    return f"{made + _claim()} new"


def _voice(model, send, listing_model, listing_id: UUID, values: dict) -> int:
    if model.objects.filter(listing_id=listing_id).exists():
        return 0
    send(listing=listing_model.objects.get(pk=listing_id), values=values, by=CITIZEN)
    return 1


def _claim() -> int:
    organization = Organization.objects.get(pk=organization_id(CLAIMED))
    newcomer = person_by_email(f"newcomer@{DOMAIN}")
    if organization.claimed_at or Claim.objects.filter(organization=organization).exists():
        return 0
    actor = Actor.of_person(newcomer)
    with acting(actor):
        claim_organization(
            organization=organization,
            function="Segretaria",
            proof="document",
            message="Posso mandare la visura e la delega del presidente.",
            by=actor,
        )
    return 1
