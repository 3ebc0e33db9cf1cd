"""What a citizen asks without an account: call me, this is wrong; and how it is answered."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from ponte.directory import notifications, permissions
from ponte.directory.events import OUTCOMES
from ponte.directory.models import CallbackRequest, MistakeReport
from ponte.directory.queries import voices as queries
from ponte.directory.queries.versions import Listing
from ponte.directory.queries.voices import KINDS, Voice
from ponte.directory.rules.working_days import add_working_days
from ponte.directory.states import VOICE_TRANSITIONS, VoiceState
from ponte.kit import states
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties import ledger
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record

ANSWER = "voice.answer"
ANSWER_WITHIN, ESCALATE_AFTER = 2, 5  # working days, the house's own promise
REMINDERS, REMIND_EVERY_DAYS = 2, 2
KEPT_DAYS = 180  # since it was answered
KEPT_WAITING_DAYS = 365  # since it was asked, when nobody ever answered


@dataclass(frozen=True, slots=True)
class Sent:
    """What becomes of a voice: who was asked, and by when an answer is promised."""

    route: str
    due_at: datetime


def _by(day_of: datetime, working_days: int) -> datetime:
    day = add_working_days(timezone.localdate(day_of), working_days)
    return timezone.make_aware(datetime.combine(day, time(18)))


def _send(voice: Voice, listing: Listing, by: Actor) -> Sent:
    # Who is a member of what is hidden from a citizen: the routing looks as the house.
    with acting(Actor.job("directory.route_voice")):
        route, voice.organization_id = queries.route_of(listing)
    voice.listing_id = listing.pk
    voice.due_at = _by(voice.asked_at, ANSWER_WITHIN)
    voice.save(force_insert=True)
    kind = queries.kind_of(voice)
    organization = voice.organization_id
    record(by=by, what=f"{kind}.asked", on=voice, organization=organization, route=route)
    app.configure_task("directory.tell_voice").defer(kind=kind, voice=str(voice.pk))
    return Sent(route, voice.due_at)


@transaction.atomic
def request_callback(*, listing: Listing, values: dict, by: Actor) -> Sent:
    """Ask the provider, the nearest desk or the office to call somebody back."""
    names = ("name", "phone", "email", "best_time", "note")
    kept = {name: values.get(name, "") for name in names}
    return _send(CallbackRequest(language=by.language, **kept), listing, by)


@transaction.atomic
def report_mistake(*, listing: Listing, values: dict, by: Actor) -> Sent:
    """Tell whoever answers for a listing that something in it is wrong."""
    kept = {name: values.get(name, "") for name in ("text", "email")}
    return _send(MistakeReport(language=by.language, **kept), listing, by)


@transaction.atomic
def answer_voice(*, voice: Voice, outcome: str, by: Actor) -> Voice:
    """Close a voice with what came of it; `no_contact` and `not_ours` are no answers."""
    voice = type(voice).objects.select_for_update(of=("self",)).get(pk=voice.pk)
    permissions.require_answer(by, voice)
    if outcome not in OUTCOMES[queries.kind_of(voice)]:
        raise RuleBroken(_("Choose what came of it."), field="outcome")
    answered = outcome not in ("no_contact", "not_ours")
    state = VoiceState.ANSWERED if answered else VoiceState.CLOSED
    states.require(VOICE_TRANSITIONS, voice.state, state)
    voice.state, voice.answered_at, voice.answered_by_id = state, timezone.now(), by.id
    fields = ["state", "answered_at", "answered_by_id"]
    if isinstance(voice, CallbackRequest):
        voice.outcome = outcome
        fields.append("outcome")
    voice.save(update_fields=fields)
    ledger.end_duties(kind=ANSWER, on=voice, how="done")
    what = f"{queries.kind_of(voice)}.{'answered' if answered else 'closed'}"
    record(by=by, what=what, on=voice, organization=voice.organization_id, outcome=outcome)
    return voice


def tell_voice(*, kind: str, voice_id: UUID, by: Actor) -> int:
    """Tell those who answer that somebody waits, and open their duty; return how many."""
    permissions.require(by, permissions.MODERATE_LISTINGS, None)
    voice = KINDS[kind].objects.filter(pk=voice_id, state=VoiceState.OPEN).first()
    if voice is None:
        return 0
    people = queries.answerers_of(voice.organization_id)
    for person in people:
        ledger.open_duty(
            kind=ANSWER,
            on=voice,
            addressee=person.email,
            organization=voice.organization_id,
            language=person.language,
            due_at=_by(voice.asked_at, ESCALATE_AFTER),
            first_reminder_at=voice.due_at,
            every_days=REMIND_EVERY_DAYS,
            cap=REMINDERS,
        )
        notifications.tell_voice(voice, kind, person)
    return len(people)


def escalate_voices(*, by: Actor, now: datetime | None = None) -> int:
    """Remind of voices unanswered for two working days; after five tell the office."""
    now = now or timezone.now()
    permissions.require(by, permissions.MODERATE_LISTINGS, None)
    for duty in ledger.due_reminders(ANSWER, now):
        voice = _voice(duty.subject_id)
        if voice and ledger.take_reminder(duty, now):
            notifications.remind_voice(voice, queries.kind_of(voice), duty)
    return sum(_escalate(voice, by, now) for voice in _unanswered(now))


def _voice(pk: UUID) -> Voice | None:
    found = (model.objects.filter(pk=pk, state=VoiceState.OPEN).first() for model in KINDS.values())
    return next((voice for voice in found if voice), None)


def _unanswered(now: datetime) -> list[Voice]:
    found = []
    for model in KINDS.values():
        waiting = model.objects.filter(
            state=VoiceState.OPEN,
            escalated_at__isnull=True,
            asked_at__lte=now - timedelta(days=ESCALATE_AFTER),
        )
        found += [voice for voice in waiting if _by(voice.asked_at, ESCALATE_AFTER) <= now]
    return found


@transaction.atomic
def _escalate(voice: Voice, by: Actor, now: datetime) -> bool:
    taken = type(voice).objects.filter(
        pk=voice.pk, state=VoiceState.OPEN, escalated_at__isnull=True
    )
    if not taken.update(escalated_at=now):
        return False
    kind = queries.kind_of(voice)
    record(by=by, what=f"{kind}.escalated", on=voice, organization=voice.organization_id)
    for person in queries.answerers_of(None):
        notifications.tell_escalated(voice, kind, person)
    return True


def forget_voices(*, by: Actor, now: datetime | None = None) -> int:
    """Delete what was settled half a year ago, and what nobody answered in twelve months.

    Nobody needs the person's number any more; their duties end with them.
    """
    permissions.require(by, permissions.MODERATE_LISTINGS, None)
    now = now or timezone.now()
    answered = Q(answered_at__lt=now - timedelta(days=KEPT_DAYS))
    waiting = Q(answered_at=None, asked_at__lt=now - timedelta(days=KEPT_WAITING_DAYS))
    return sum(_forget(model.objects.filter(answered | waiting)) for model in KINDS.values())


@transaction.atomic
def _forget(voices: QuerySet) -> int:
    for voice in voices.filter(answered_at=None):
        ledger.end_duties(kind=ANSWER, on=voice, how="forgotten")
    return voices.delete()[0]
