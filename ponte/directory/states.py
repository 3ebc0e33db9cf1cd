"""State tables of listings, and of what citizens send about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingState(models.TextChoices):
    """The life of a listing; a retired one leaves the results and keeps its address."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUSPENDED = "suspended", _("suspended")
    RETIRED = "retired", _("no longer listed")


LISTING_TRANSITIONS = {
    ListingState.DRAFT: {ListingState.PUBLISHED, ListingState.RETIRED},
    ListingState.PUBLISHED: {ListingState.SUSPENDED, ListingState.RETIRED, ListingState.DRAFT},
    ListingState.SUSPENDED: {ListingState.PUBLISHED, ListingState.RETIRED},
    ListingState.RETIRED: {ListingState.PUBLISHED, ListingState.DRAFT},
}


class VoiceState(models.TextChoices):
    """A call-back request or a report of a mistake."""

    OPEN = "open", _("waiting")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed without an answer")


VOICE_TRANSITIONS = {VoiceState.OPEN: {VoiceState.ANSWERED, VoiceState.CLOSED}}


class TranslationStatus(models.TextChoices):
    """Whether a person answers for a translation."""

    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("checked by a person")
