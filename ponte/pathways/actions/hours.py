"""The ledger of hours: entered by worker or tutor, confirmed by the company."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.ids import uuid7
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.models import HoursEntry, Pathway
from ponte.pathways.queries.facts import ledger_of
from ponte.pathways.rules.hours import Entry, is_beyond_plan, lacking_for_entry
from ponte.pathways.rules.reasons import require_ready
from ponte.pathways.states import HoursKind


@transaction.atomic
def enter_hours(
    *,
    pathway: Pathway,
    day: date,
    minutes: int,
    by: Actor,
    kind: str = HoursKind.WORK,
    client_id: UUID | None = None,
) -> HoursEntry:
    """Write down what happened; the same `client_id` sent twice is one entry."""
    locked = begun(pathway, "enter_hours", by=by)
    client_id = client_id or uuid7()
    sent = HoursEntry.objects.filter(pathway=locked, client_id=client_id).first()
    if sent:
        return _same(sent, day, minutes, kind)
    entry = Entry(day, minutes, kind)
    ledger = ledger_of(locked, day)
    _check(entry, ledger, locked)
    made = HoursEntry.objects.create(
        pathway=locked,
        client_id=client_id,
        day=day,
        minutes=minutes,
        kind=kind,
        entered_by_id=by.id,
        beyond_plan=is_beyond_plan(entry, ledger),
    )
    noted(by, "hours.logged", locked, minutes=minutes, kind=kind)
    return made


def _same(sent: HoursEntry, day: date, minutes: int, kind: str) -> HoursEntry:
    if (sent.day, sent.minutes, sent.kind) != (day, minutes, kind):
        raise RuleBroken(_("This entry was sent before and says something else. Look at both."))
    return sent


def _check(entry: Entry, ledger, pathway: Pathway) -> None:
    require_ready(
        lacking_for_entry(
            entry,
            ledger,
            state=pathway.state,
            starts_on=pathway.starts_on,
            ended_on=pathway.ended_on,
            today=timezone.localdate(),
        )
    )


@transaction.atomic
def correct_hours(
    *, entry: HoursEntry, minutes: int, by: Actor, kind: str = HoursKind.WORK
) -> HoursEntry:
    """Correct an entry until the company has confirmed it."""
    pathway = begun(entry.pathway_id, "correct_hours", by=by)
    locked = HoursEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if locked.confirmed_at:
        raise RuleBroken(_("The company has confirmed these hours: they stay as they are."))
    HoursEntry.objects.filter(pk=locked.pk).update(minutes=1, kind=HoursKind.ABSENCE)
    ledger = ledger_of(pathway, locked.day)
    said = Entry(locked.day, minutes, kind)
    _check(said, ledger, pathway)
    locked.minutes, locked.kind = minutes, kind
    locked.beyond_plan = is_beyond_plan(said, ledger)
    locked.save(update_fields=["minutes", "kind", "beyond_plan"])
    noted(by, "hours.corrected", pathway, minutes=minutes, kind=kind)
    return locked


@transaction.atomic
def confirm_hours(
    *,
    pathway: Pathway,
    entries: Collection[UUID],
    by: Actor,
    seen: Mapping[UUID, tuple[int, str]] | None = None,
) -> int:
    """The company says that these hours happened; return how many were still open.

    `seen` holds the minutes and the kind that were shown; an entry that was corrected since
    stays open.
    """
    locked = begun(pathway, "confirm_hours", by=by)
    wanted = Q(pk__in=list(entries))
    if seen is not None:
        wanted = Q(pk__in=[])
        for pk in entries:
            minutes, kind = seen[pk]
            wanted |= Q(pk=pk, minutes=minutes, kind=kind)
    done = HoursEntry.objects.filter(wanted, pathway=locked, confirmed_at__isnull=True).update(
        confirmed_at=timezone.now(), confirmed_by_id=by.id
    )
    if done:
        noted(by, "hours.confirmed", locked, entries=done)
    return done
