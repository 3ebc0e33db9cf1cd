"""What waits for somebody in the directory: voices to answer, checks, drafts to finish."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.directory.permissions import EDIT_LISTING
from ponte.directory.queries import freshness, voices
from ponte.directory.queries.editing import KINDS, title_of
from ponte.directory.queries.references import references_to_answer
from ponte.directory.rules.freshness import ASK_DAYS_BEFORE
from ponte.directory.rules.references import CONFIRM_DAYS, CONFIRM_LINK
from ponte.directory.states import ListingState, VoiceState
from ponte.kit import links
from ponte.kit.actor import Actor
from ponte.organizations.public import held_on

MOST = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: a verb, what about, where, by when."""

    verb: str | Promise
    about: str
    url: str
    due: date | datetime | None = None
    is_late: bool = False


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what waits for a person, the voices of citizens first."""
    if not actor.is_person:
        return []
    everywhere, organizations = held_on(actor, EDIT_LISTING)
    # Who may write everything is asked only about what nobody else writes.
    mine = Q(organization__isnull=True) if everywhere else Q(organization_id__in=organizations)
    return [*_voices(actor, everywhere), *_references(actor), *_checks(mine), *_drafts(mine)]


def _references(actor: Actor) -> Iterator[Waiting]:
    """What enterprises say of an organization I act for; the link is made for this reader."""
    for one in references_to_answer(actor)[:MOST]:
        told = {"reference": str(one.pk), "by": one.client.name}
        token = links.make(CONFIRM_LINK, told, days=CONFIRM_DAYS)
        url = reverse("directory:reference-confirm", kwargs={"token": token})
        yield Waiting(_("Confirm or deny a reference"), title_of(one.enterprise), url)


def _voices(actor: Actor, is_office: bool) -> Iterator[Waiting]:
    found = voices.all_voices_for(actor, VoiceState.OPEN, MOST, is_office=is_office)
    titles = voices.titles_of(voice.listing_id for _kind, voice in found)
    verbs = {"callback": _("Call back"), "mistake": _("Check a reported mistake")}
    for kind, voice in found:
        url = reverse("directory:voice-detail", kwargs={"kind": kind, "pk": voice.pk})
        late = voice.due_at < timezone.now()
        yield Waiting(verbs[kind], titles.get(voice.listing_id, ""), url, voice.due_at, late)


def _checks(mine: Q) -> Iterator[Waiting]:
    today = timezone.localdate()
    for kind, model in KINDS.items():
        due = freshness.reviewed_by(model, today + timedelta(days=ASK_DAYS_BEFORE))
        for listing in due.filter(mine).order_by("reviewed_on", "pk")[:MOST]:
            day = listing.reviewed_on
            yield Waiting(
                _("Confirm"), title_of(listing), _edit(kind, listing.pk), day, day <= today
            )


def _drafts(mine: Q) -> Iterator[Waiting]:
    for kind, model in KINDS.items():
        drafts = model.objects.filter(mine, state=ListingState.DRAFT)
        for listing in drafts.select_related("organization").order_by("-changed_at", "pk")[:MOST]:
            yield Waiting(_("Finish the draft"), title_of(listing), _edit(kind, listing.pk))


def _edit(kind: str, pk) -> str:
    return reverse("directory:listing-edit", kwargs={"kind": kind, "pk": pk})
