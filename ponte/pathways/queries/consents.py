"""What a worker may say yes to, with what was said: one line a recipient and purpose."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Consent, ConsentHalf, ConsentPaper, Document, Pathway, Worker
from ponte.pathways.queries import special
from ponte.pathways.queries.cases import names_of
from ponte.pathways.rules import consents as rules
from ponte.pathways.states import Means, Purpose, Recipient

READING = Actor.job("consents.read")


@dataclass(frozen=True, slots=True)
class Choice:
    """One question: its words, the parts to tick, and the yes in force if there is one."""

    purpose: str
    recipient: str
    who: str
    what: str
    text: str
    easy: str
    parts: list[tuple[str, str, bool]]
    given: Consent | None
    since: date | None
    until: date | None
    shared_in_sheets: bool
    is_on_paper: bool
    half_said: list[str]


def choices_of(worker: Worker, language: str) -> list[Choice]:
    """Return every question with its answer, for pages that the worker or their office opens."""
    in_force = {
        (one.purpose, one.recipient): one
        for one in Consent.objects.filter(worker=worker, withdrawn_at__isnull=True)
    }
    with acting(READING):
        rows = Document.objects.filter(pathway__worker=worker).values_list("shared_with", flat=True)
        shared = {role for row in rows for role in row}
    halves = _half_said(worker)
    return [
        _choice(one, in_force, shared, halves.get((one.purpose, one.recipient), []), language)
        for one in rules.questions()
    ]


def _half_said(worker: Worker) -> dict[tuple[str, str], list[str]]:
    """Return who has said yes where another has not yet, by name."""
    found: dict[tuple[str, str], list[str]] = {}
    rows = ConsentHalf.objects.filter(worker=worker, consent__isnull=True, dropped_at__isnull=True)
    names = names_of(one.said_by_id for one in rows)
    for one in rows:
        found.setdefault((one.purpose, one.recipient), []).append(names.get(one.said_by_id, ""))
    return found


def _choice(
    asked: rules.Asked, in_force: dict, shared: set[str], halves: list[str], language: str
) -> Choice:
    given = in_force.get((asked.purpose, asked.recipient))
    ticked = set(given.data) if given else set()
    roles = {role.value for role in rules.ROLES_OF[asked.recipient]}
    return Choice(
        purpose=asked.purpose.value,
        recipient=asked.recipient.value,
        who=str(Recipient(asked.recipient).label),
        what=str(Purpose(asked.purpose).label),
        text=asked.said(language, easy=False),
        easy=asked.said(language, easy=True),
        parts=[(code, asked.label_of(code, language), code in ticked) for code in asked.data],
        given=given,
        since=timezone.localdate(given.given_at) if given else None,
        until=given.expires_on if given else None,
        is_on_paper=bool(given) and given.channel == Means.PAPER,
        half_said=halves,
        shared_in_sheets=asked.purpose == Purpose.SHARE and bool(roles & shared),
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper as a list shows it."""

    id: UUID
    who: str
    what: str
    is_yes: bool
    signed_on: date
    reference: str
    has_scan: bool


def papers_of(worker: Worker) -> list[Paper]:
    """Return the papers of a worker's consents, as far as the reader sees those, newest first."""
    found = ConsentPaper.objects.filter(consent__worker=worker).select_related("consent")
    return [
        Paper(
            id=one.pk,
            who=str(Recipient(one.consent.recipient).label),
            what=str(Purpose(one.consent.purpose).label),
            is_yes=one.is_yes,
            signed_on=one.signed_on,
            reference=one.reference,
            has_scan=one.size > 0,
        )
        for one in found.defer("content").order_by("-signed_on", "-id")
    ]


def scan_for(actor: Actor, pathway: Pathway, pk: UUID) -> tuple[ConsentPaper, bytes]:
    """Return the scan of a paper of the case's worker; 404 where it is hidden or missing."""
    found = (
        ConsentPaper.objects.filter(pk=pk, consent__worker_id=pathway.worker_id, size__gt=0)
        .select_related("consent")
        .first()
    )
    if found is None:
        raise Http404
    return found, special.paper_of_consent(found, pathway, by=actor)


def withdrawn_by(worker: Worker) -> list[Consent]:
    """Return what was taken back or has run out, newest first."""
    return list(Consent.objects.filter(worker=worker, withdrawn_at__isnull=False))
