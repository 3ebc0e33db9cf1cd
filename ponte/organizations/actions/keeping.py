"""A network keeps the listings of a member, who is told and can take over any day."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.organizations import permissions
from ponte.organizations.actions.letters import count_letter
from ponte.organizations.models import Keeping, Organization
from ponte.organizations.notifications import tell
from ponte.organizations.queries.organizations import proven_kinds
from ponte.organizations.rules.access import (
    KEEPING_LINK,
    check_may_be_kept,
    check_may_keep,
    check_told_on,
)


@transaction.atomic
def keep_listings(*, keeper: Organization, kept: Organization, ground: str, by: Actor) -> Keeping:
    """Begin to keep a member's listings; the member is told by mail where an address is known.

    Where none is known no letter leaves and none is counted: the keeper tells it on paper.
    """
    permissions.require(by, permissions.KEEP_LISTINGS, keeper.pk)
    kept = Organization.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    check_may_keep(proven=proven_kinds(keeper), is_claimed=keeper.claimed_at is not None)
    check_may_be_kept(
        same=keeper.pk == kept.pk,
        is_claimed=kept.claimed_at is not None,
        is_kept=Keeping.objects.filter(kept=kept, ended_at__isnull=True).exists(),
    )
    if not ground.strip():
        raise RuleBroken(
            _("Say on what ground, for example: member of the consortium since 2019."),
            field="ground",
        )
    if kept.email:
        count_letter(by)
    keeping = Keeping.objects.create(keeper=keeper, kept=kept, ground=ground.strip()[:300])
    _record(by, "keeping.began", keeping)
    if kept.email:
        tell("keeping_began", keeping.pk)
    return keeping


@transaction.atomic
def note_told_on_paper(*, keeping: Keeping, on: date, by: Actor) -> Keeping:
    """Keep the day on which the keeper says that the member was told, by letter or by word."""
    permissions.require(by, permissions.KEEP_LISTINGS, keeping.keeper_id)
    keeping = Keeping.objects.select_for_update(of=("self",)).get(pk=keeping.pk)
    if keeping.ended_at:
        raise RuleBroken(_("This has ended already."))
    if keeping.told_at:
        raise RuleBroken(_("It is noted already that this one was told."), field="on")
    now = timezone.localtime()
    check_told_on(on, began=timezone.localdate(keeping.since), today=now.date())
    keeping.told_at = min(now, timezone.make_aware(datetime.combine(on, time(12))))
    keeping.save(update_fields=["told_at"])
    _record(by, "keeping.told", keeping)
    return keeping


@transaction.atomic
def end_keeping(*, keeping: Keeping, by: Actor) -> Keeping:
    """End it: by the keeper, by the organization itself, by its mailbox, or by the office."""
    _require_may_end(by, keeping)
    keeping = Keeping.objects.select_for_update(of=("self",)).get(pk=keeping.pk)
    if keeping.ended_at:
        raise RuleBroken(_("This has ended already."))
    keeping.ended_at = timezone.now()
    keeping.ended_by_id = by.id
    keeping.save(update_fields=["ended_at", "ended_by_id"])
    _record(by, "keeping.ended", keeping)
    tell("keeping_ended", keeping.pk)
    return keeping


def _require_may_end(by: Actor, keeping: Keeping) -> None:
    if by.kind is ActorKind.LINK and (by.name, by.id) == (KEEPING_LINK, keeping.pk):
        return
    if permissions.holds(by, permissions.KEEP_LISTINGS, keeping.keeper_id):
        return
    if permissions.holds(by, permissions.ANSWER_CLAIMS):
        return
    if not permissions.is_member(by, keeping.kept_id):
        raise Refused(permissions.KEEP_LISTINGS)


@transaction.atomic
def note_told(*, keeping: UUID, by: Actor) -> None:
    """Keep when the member was written to."""
    if not by.is_job:
        raise Refused(permissions.KEEP_LISTINGS)
    Keeping.objects.filter(pk=keeping, told_at__isnull=True).update(told_at=timezone.now())


def _record(by: Actor, what: str, keeping: Keeping) -> None:
    """Both stories get a line: the keeper's and the kept one's."""
    for organization in (keeping.keeper, keeping.kept):
        record(
            by=by,
            what=what,
            on=organization,
            organization=organization.pk,
            keeping=str(keeping.pk),
        )
