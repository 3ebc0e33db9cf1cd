"""Codes that people read aloud: one after the other within an office, never given twice."""

from uuid import UUID

from django.db.models import BigIntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway, Worker
from ponte.pathways.queries.turns import wait_for_turn


def next_worker_code(office: UUID) -> str:
    """Return the next worker's code, such as L-0007."""
    wait_for_turn(office)
    return _next(Worker, office, "L-", 4)


def next_pathway_code(office: UUID) -> str:
    """Return the next case's code, such as P-2026-0014."""
    wait_for_turn(office)
    return _next(Pathway, office, f"P-{timezone.localdate().year}-", 4)


def _next(model, office: UUID, start: str, digits: int) -> str:
    # The greatest as a number: a code from elsewhere may be written with more zeros.
    number = Cast(Substr("code", len(start) + 1), BigIntegerField())
    # Codes of other co-operatives count, unseen.
    with acting(Actor.job("pathways.number")):
        given = model.objects.filter(office_id=office, code__regex=rf"^{start}\d+$")
        last = given.aggregate(last=Max(number))["last"] or 0
    return f"{start}{last + 1:0{digits}d}"
