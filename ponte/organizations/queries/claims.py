"""Claims: the office's list of them with the requests nobody answered, one, and mine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.http import Http404
from django.utils import timezone

from ponte.accounts.public import people
from ponte.kit.actor import Actor
from ponte.organizations import permissions
from ponte.organizations.models import AccessRequest, Claim, Organization
from ponte.organizations.states import Proof, RequestState

CLAIM, REQUEST, LATE = "claim", "request", "late"
SORTS = {
    "waiting": (F("escalated_at").asc(nulls_last=True), "asked_at", "id"),
    "newest": ("-asked_at", "-id"),
    "name": ("name", "asked_at", "id"),
}
COLUMNS = ("id", "kind", "name", "town", "person_id", "shown_by", "state")
DATES = ("asked_at", "escalated_at", "answered_at")
STEP = 500


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim, or a request that members left unanswered, as the office's list shows it."""

    id: UUID
    kind: str
    organization: str
    town: str
    who: str
    function: str
    proof: str
    state: RequestState
    asked_at: datetime
    escalated_at: datetime | None
    answered_at: datetime | None
    days: int


def claims_for(actor: Actor) -> QuerySet[Claim]:
    """Return the claims that the office must answer: escalated first, then by age."""
    permissions.require(actor, permissions.ANSWER_CLAIMS)
    return (
        Claim.objects.filter(state=RequestState.ASKED)
        .select_related("organization__municipality")
        .order_by("escalated_at", "asked_at", "pk")
    )


def overdue_requests_for(actor: Actor) -> QuerySet[AccessRequest]:
    """Return the requests that members left unanswered, for the office."""
    permissions.require(actor, permissions.ANSWER_CLAIMS)
    return (
        AccessRequest.objects.filter(state=RequestState.ASKED, escalated_at__isnull=False)
        .select_related("organization__municipality")
        .order_by("asked_at", "pk")
    )


def claim_rows(
    actor: Actor, *, words: str = "", kind: str = "", state: str = "", sort: str = "waiting"
) -> QuerySet:
    """Return claims and the requests that came to the office, as one list."""
    permissions.require(actor, permissions.ANSWER_CLAIMS)
    came = {
        CLAIM: Claim.objects.all(),
        REQUEST: AccessRequest.objects.filter(escalated_at__isnull=False),
    }
    found = [_rows(rows, one, words, state) for one, rows in came.items() if kind in ("", one)]
    joined = found[0].union(*found[1:], all=True) if found[1:] else found[0]
    return joined.order_by(*SORTS.get(sort, SORTS["waiting"]))


def _rows(rows: QuerySet, kind: str, words: str, state: str) -> QuerySet:
    if state == LATE:
        rows = rows.filter(state=RequestState.ASKED, escalated_at__isnull=False)
    elif state in RequestState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(
            Q(organization__name__icontains=words)
            | Q(organization__municipality__name__icontains=words)
        )
    proof = F("proof") if kind == CLAIM else Value("", output_field=CharField())
    shown = {
        "kind": Value(kind, output_field=CharField()),
        "name": F("organization__name"),
        "town": F("organization__municipality__name"),
        "shown_by": proof,
    }
    return rows.order_by().annotate(**shown).values(*COLUMNS, *DATES)


def claim_lines(rows: Iterable[dict[str, Any]]) -> list[ClaimLine]:
    """Return these rows with the names of who asks, in two questions."""
    found, now, proofs = list(rows), timezone.now(), dict(Proof.choices)
    names = people({row["person_id"] for row in found})
    claimed = [row["id"] for row in found if row["kind"] == CLAIM]
    functions = dict(Claim.objects.filter(pk__in=claimed).values_list("pk", "function"))
    return [
        ClaimLine(
            id=row["id"],
            kind=row["kind"],
            organization=row["name"],
            town=row["town"] or "",
            who=str(names.get(row["person_id"], "")),
            function=functions.get(row["id"], ""),
            proof=str(proofs.get(row["shown_by"], "")),
            state=RequestState(row["state"]),
            days=(now - row["asked_at"]).days,
            **{name: row[name] for name in DATES},
        )
        for row in found
    ]


def every_claim_line(rows: QuerySet) -> Iterator[ClaimLine]:
    """Yield all of a list, a few hundred lines at a time."""
    for start in range(0, rows.count(), STEP):
        yield from claim_lines(rows[start : start + STEP])


def claim_seen(actor: Actor, claim: Claim) -> dict:
    """Return what the page of a claim may offer to this reader."""
    waits = claim.state == RequestState.ASKED
    mine = actor.id == claim.person_id
    return {
        "name": str(people([claim.person_id])[claim.person_id]),
        "mine": mine and waits and claim.proof == Proof.EMAIL_CODE,
        "answers": waits and permissions.holds(actor, permissions.ANSWER_CLAIMS),
        "withdraws": mine and waits,
        "waits": waits,
    }


def claims_by(actor: Actor) -> QuerySet[Claim]:
    """Return what I claimed and what became of it, newest first."""
    return (
        Claim.objects.filter(person_id=actor.id)
        .select_related("organization")
        .order_by("-asked_at", "-pk")[:20]
    )


def claim_for(actor: Actor, pk: UUID) -> Claim:
    """Return a claim of mine, or any for who answers claims."""
    found = Claim.objects.select_related("organization__municipality").filter(pk=pk)
    if not permissions.holds(actor, permissions.ANSWER_CLAIMS):
        found = found.filter(person_id=actor.id)
    claim = found.first()
    if claim is None:
        raise Http404
    return claim


def open_claim_of(actor: Actor, organization: Organization) -> Claim | None:
    """Return my own claim on an organization while it waits."""
    if not actor.is_person:
        return None
    return Claim.objects.filter(
        organization=organization, person_id=actor.id, state=RequestState.ASKED
    ).first()
