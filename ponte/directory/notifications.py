"""The words sent out about listings and voices; a subject never names a person."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ponte.directory.queries.editing import kind_of, title_of
from ponte.directory.queries.freshness import any_listing
from ponte.directory.rules import references
from ponte.kit import links, mail

CONFIRM_LINK, CONFIRM_DAYS = "listing.confirm", 45


def _address(name: str, language: str, **where) -> str:
    with translation.override(language):
        return settings.SITE_ADDRESS.rstrip("/") + reverse(f"directory:{name}", kwargs=where)


def ask_to_confirm(duty, listing) -> None:
    """Ask whether a listing is still right; the link opens a page with one button."""
    token = links.make(CONFIRM_LINK, {"duty": str(duty.pk)}, days=CONFIRM_DAYS)
    mail.send(
        template="confirm_listing",
        to=duty.addressee,
        language=duty.language,
        context={
            "title": title_of(listing),
            "due_at": duty.due_at,
            "days": CONFIRM_DAYS,
            "last": duty.sent + 1 >= duty.cap,
            "confirm": _address("listing-confirm", duty.language, token=token),
            "edit": _edit(listing, duty.language),
        },
    )


def _edit(listing, language: str) -> str:
    return _address("listing-edit", language, kind=kind_of(listing), pk=listing.pk)


def reference_link(reference, who: str, language: str) -> str:
    """Return the address of the page on which a client answers."""
    told = {"reference": str(reference.pk), "by": who}
    token = links.make(references.CONFIRM_LINK, told, days=references.CONFIRM_DAYS)
    return _address("reference-confirm", language, token=token)


def ask_client(reference, to: str, language: str, who: str) -> None:
    """Ask a client whether a reference is right; the link opens a page with one button."""
    mail.send(
        template="reference_confirm",
        to=to,
        language=language,
        context={
            "name": title_of(reference.enterprise),
            "client": reference.client_name,
            "what": reference.what,
            "year": reference.year,
            "days": references.CONFIRM_DAYS,
            "confirm": reference_link(reference, who, language),
        },
    )


def tell_retired(listing, person) -> None:
    """Say that a listing left the results, and how to bring it back."""
    mail.send(
        template="listing_retired",
        to=person.email,
        language=person.language,
        context={"title": title_of(listing), "edit": _edit(listing, person.language)},
    )


def _about(voice, kind: str, language: str) -> dict:
    listing = any_listing(voice.listing_id)
    return {
        "title": title_of(listing) if listing else "",
        "kind": kind,
        "due_at": voice.due_at,
        "answer": _address("voice-detail", language, kind=kind, pk=voice.pk),
    }


def tell_voice(voice, kind: str, person) -> None:
    """Say that somebody waits for a call, or found a mistake; who it is stays on the page."""
    context = _about(voice, kind, person.language)
    mail.send(template="voice_arrived", to=person.email, language=person.language, context=context)


def remind_voice(voice, kind: str, duty) -> None:
    """Remind one addressee that a voice is still unanswered."""
    context = _about(voice, kind, duty.language)
    mail.send(template="voice_waiting", to=duty.addressee, language=duty.language, context=context)


def tell_escalated(voice, kind: str, person) -> None:
    """Tell the office that nobody answered in time."""
    context = _about(voice, kind, person.language)
    mail.send(
        template="voice_escalated", to=person.email, language=person.language, context=context
    )
