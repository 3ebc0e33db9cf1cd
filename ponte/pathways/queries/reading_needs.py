"""What was asked to be read in a case, for what, and who opened it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.waiting import Waiting
from ponte.pathways import permissions
from ponte.pathways.models import CaseRole, Pathway, ReadingNeed
from ponte.pathways.models.reading_need import Shut
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries.cases import names_of
from ponte.pathways.states import CaseRoleKind

MOST = 50


@dataclass(frozen=True, slots=True)
class Need:
    """One need as the pages of a case show it, with what the reader of the page may do."""

    id: UUID
    reader: str
    what: str
    purpose: str
    reason: str
    days: int
    asked_by: str
    opened_by: str
    until: datetime | None
    is_standing: bool
    may_open: bool
    may_close: bool


def needs_of(pathway: Pathway, mine: CaseRoles, *, by: Actor) -> list[Need]:
    """Return the needs not settled yet: to the office all, to others their own."""
    now = timezone.now()
    office = CaseRoleKind.OFFICER in mine.roles
    found = ReadingNeed.objects.filter(pathway=pathway, closed_at__isnull=True)
    found = found.filter(Q(until__isnull=True) | Q(until__gt=now))
    rows = list(found if office else found.filter(reader_id=by.id))
    names = names_of(
        pk for one in rows for pk in (one.reader_id, one.asked_by_id, one.opened_by_id)
    )
    return [
        Need(
            id=one.pk,
            reader=names.get(one.reader_id, ""),
            what=one.get_what_display(),
            purpose=one.get_purpose_display(),
            reason=one.reason,
            days=one.days,
            asked_by=names.get(one.asked_by_id, ""),
            opened_by=names.get(one.opened_by_id, ""),
            until=one.until,
            is_standing=one.until is not None,
            may_open=office and one.until is None and by.id not in (one.asked_by_id, one.reader_id),
            may_close=mine.may("close_reading"),
        )
        for one in rows
    ]


def need_of(pathway: Pathway, pk: UUID) -> ReadingNeed:
    """Return one need of this case, or 404."""
    found = ReadingNeed.objects.filter(pathway=pathway, pk=pk).first()
    if found is None:
        raise Http404
    return found


def auditors_in(pathway: Pathway) -> dict[UUID, str]:
    """Return the auditors who were let into a case, by name."""
    let_in = CaseRole.objects.filter(pathway=pathway, role=CaseRoleKind.AUDITOR, until__isnull=True)
    return names_of(let_in.order_by().values_list("person_id", flat=True))


def may_ask(mine: CaseRoles) -> str:
    """Return what somebody may ask to be opened: the office a case to an auditor, guides a note."""
    if CaseRoleKind.OFFICER in mine.roles:
        return Shut.AUDIT.value
    guides = mine.roles & {CaseRoleKind.TUTOR, CaseRoleKind.MANAGER}
    return Shut.JUSTICE.value if guides else ""


def needs_waiting(actor: Actor) -> list[Waiting]:
    """Return what waits for a second person of the actor's offices."""
    found = ReadingNeed.objects.filter(
        office_id__in=permissions.offices_of(actor), opened_at__isnull=True, closed_at__isnull=True
    ).exclude(asked_by_id=actor.id)
    return [
        Waiting(
            verb=_("Open or refuse a reading that was asked for"),
            about=f"{one.pathway.code}, {one.get_what_display()}",
            url=reverse("pathways:case-people", args=[one.pathway_id]),
        )
        for one in found.select_related("pathway")[:MOST]
    ]
