"""Letting go of what was asked and answered, and of memberships that have ended, by rule."""

from collections import Counter
from datetime import date

import pgtrigger
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.kit.audit.record import certify
from ponte.kit.errors import Refused
from ponte.organizations.models import (
    AccessRequest,
    Claim,
    Invitation,
    Keeping,
    Mandate,
    Membership,
)
from ponte.organizations.rules.access import kept_since

RULE = "organizations_asked"


@transaction.atomic
def forget_asked(*, by: Actor, today: date | None = None) -> int:
    """Delete what ended or was left unanswered as long ago as the rule says; history follows.

    Who ended the keeping of another's listings becomes nobody; the keeping itself stays told.
    """
    if not by.is_job:
        raise Refused("organizations.forget_asked")
    before = kept_since(today or timezone.localdate())
    gone: Counter = Counter()
    with pgtrigger.ignore():
        for rows in _due(before):
            gone[rows.model._meta.db_table] += rows.count()
            rows._raw_delete(rows.db)
        ended = Keeping.objects.filter(ended_at__date__lt=before, ended_by_id__isnull=False)
        gone[Keeping._meta.db_table] += ended.update(ended_by_id=None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT organizations_forget()")
    if gone.total():
        told = {"rule": RULE, "how": "deleted", "things": gone.total(), "counts": dict(+gone)}
        certify(**told, due_before=before, organization=None)
    return gone.total()


def _due(before: date) -> list[QuerySet]:
    ended = Q(ended_at__date__lt=before)
    settled = Q(answered_at__date__lt=before) | Q(
        answered_at__isnull=True, asked_at__date__lt=before
    )
    return [
        Invitation.objects.filter(ended | Q(ended_at__isnull=True, invited_at__date__lt=before)),
        AccessRequest.objects.filter(settled),
        Claim.objects.filter(settled),
        Membership.objects.filter(ended),
        Mandate.objects.filter(ended),
    ]
