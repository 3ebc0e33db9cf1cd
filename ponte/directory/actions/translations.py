"""A listing's texts in one more language: drafted by anybody who edits, signed by a person."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.directory import permissions
from ponte.directory.actions.changes import lock, store
from ponte.directory.models import ServiceCard, Translation
from ponte.directory.queries.editing import kind_of
from ponte.directory.queries.versions import Listing
from ponte.directory.rules.steps import CARD_TEXTS, ENTERPRISE_TEXTS
from ponte.directory.states import TranslationStatus
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken


def texts_of(listing: Listing) -> list[str]:
    """Return the fields of a listing that are read as text."""
    return list(CARD_TEXTS if isinstance(listing, ServiceCard) else ENTERPRISE_TEXTS)


@transaction.atomic
def save_translation(
    *, listing: Listing, language: str, texts: dict[str, str], signed: bool, by: Actor
) -> Translation:
    """Keep a translation of the texts as they stand now; signing needs a person."""
    listing = lock(listing)
    permissions.require_edit(by, listing)
    if language == listing.language or language not in dict(settings.LANGUAGES):
        raise RuleBroken(_("Choose another language than the one it was written in."))
    if signed and not by.is_person:
        raise RuleBroken(_("Only a person may sign a translation."))
    found = Translation.objects.filter(listing_id=listing.pk, language=language).first()
    translation = found or Translation(listing_id=listing.pk, language=language)
    known = texts_of(listing)
    translation.texts = {name: texts[name] for name in known if texts.get(name, "").strip()}
    translation.status = TranslationStatus.SIGNED if signed else TranslationStatus.DRAFT
    translation.changed_at = timezone.now()
    # The version that the store below makes: only later changes of the source are newer.
    translation.source_revision = listing.content_version + 1
    translation.save()
    what = f"{kind_of(listing)}.translated"
    store(listing, by=by, what=what, fields=[], language=language, signed=signed)
    return translation
