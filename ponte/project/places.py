"""The few places of my role: the left-hand list of the working face, never more than seven."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.directory.public import ANSWER_VOICES, MODERATE_LISTINGS
from ponte.exchange.public import IMPORT_RECORDS
from ponte.kit.actor import Actor
from ponte.organizations.public import ANSWER_CLAIMS, held_anywhere
from ponte.pathways.public import (
    AUDIT_CASES,
    BREAK_GLASS,
    BRING_COMPANIES,
    HOST_WORKERS,
    OPEN_CASES,
    PLACE_WORKERS,
    READ_COUNTS,
    SEARCH_COMPANIES,
    SERVE_WORKERS,
    SIGN_FOR_COMPANY,
    has_own_case,
)

WORKS_ON_CASES = {
    *(OPEN_CASES, PLACE_WORKERS, SIGN_FOR_COMPANY),
    *(HOST_WORKERS, SERVE_WORKERS, AUDIT_CASES),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the working face."""

    label: str | Promise
    address: str
    icon: str


def places_of(actor: Actor) -> list[Place]:
    """Return the places a signed-in person may go to, most used first."""
    carried = held_anywhere(actor)
    if not carried and has_own_case(actor):
        return [Place(_("My pathway"), reverse("pathways:worker-home"), "home")]
    places = [
        Place(_("Waiting for me"), reverse("home"), "home"),
        Place(_("My listings"), reverse("directory:listing-list"), "list"),
        Place(_("My organizations"), reverse("organizations:organization-list"), "building"),
    ]
    if carried & WORKS_ON_CASES:
        places.append(Place(_("Cases"), reverse("pathways:case-list"), "folder"))
    if carried & {OPEN_CASES, PLACE_WORKERS}:
        places.append(Place(_("Matching"), reverse("pathways:matching-home"), "exchange-circle"))
    if carried & {SEARCH_COMPANIES, OPEN_CASES, SIGN_FOR_COMPANY}:
        places.append(Place(_("Openings"), reverse("pathways:opportunity-list"), "search"))
    if carried & {PLACE_WORKERS, OPEN_CASES, READ_COUNTS}:
        places.append(Place(_("Figures"), reverse("pathways:figures"), "chart-line"))
    if BRING_COMPANIES in carried:
        places.append(Place(_("Calls"), reverse("pathways:call-list"), "mail"))
    if BREAK_GLASS in carried:
        places.append(Place(_("Emergencies"), reverse("pathways:emergency-home"), "warning-circle"))
    if ANSWER_VOICES in carried:
        places.append(Place(_("People who wait"), reverse("directory:voice-list"), "telephone"))
    if IMPORT_RECORDS in carried:
        places.append(Place(_("Imports"), reverse("exchange:import-list"), "upload"))
    if ANSWER_CLAIMS in carried:
        places.append(Place(_("Claims"), reverse("organizations:claim-list"), "check"))
    if MODERATE_LISTINGS in carried:
        places.append(Place(_("Searches in vain"), reverse("directory:missing-list"), "search"))
    return places
