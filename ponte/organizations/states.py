"""State tables of memberships, requests, claims and keepings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """A request to join, or to claim, an organization."""

    ASKED = "asked", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


REQUEST_TRANSITIONS = {
    RequestState.ASKED: {RequestState.ACCEPTED, RequestState.REFUSED, RequestState.WITHDRAWN},
}


class Standing(models.TextChoices):
    """How much a statement about an organization is worth."""

    DECLARED = "declared", _("declared by the organization")
    FROM_REGISTER = "from_register", _("from a register")
    VERIFIED = "verified", _("verified")


class Origin(models.TextChoices):
    """How a record came here."""

    PROVIDER = "provider", _("written by the organization")
    IMPORTED = "imported", _("imported from open data")
    DOCUMENT = "document", _("taken from a document")
    KEEPER = "keeper", _("kept by a network")
