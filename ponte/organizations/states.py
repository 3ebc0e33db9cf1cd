"""State tables of memberships, requests, claims and keepings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """A request to join, or to claim, an organization."""

    ASKED = "asked", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MOVED = "moved", _("became a request to join")


REQUEST_TRANSITIONS = {
    RequestState.ASKED: {
        RequestState.ACCEPTED,
        RequestState.REFUSED,
        RequestState.WITHDRAWN,
        RequestState.MOVED,
    },
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


class Proof(models.TextChoices):
    """How somebody shows to act for an organization."""

    EMAIL_CODE = "email_code", _("a code sent to the organization's own e-mail address")
    DOCUMENT = "document", _("a document or an explanation, looked at by the platform's office")
    REGISTRATION = "registration", _("registered the organization here")


class InvitationEnd(models.TextChoices):
    """How an invitation ended."""

    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
