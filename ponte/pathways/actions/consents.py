"""What a worker agrees to: given and taken back by the worker, or who decides for the worker.

Taking back counts at once and everywhere: sheets are no longer shared, limits leave the profile
that openings are compared with, and exports and pages ask the same rows again each time.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways.models import AbilityProfile, Consent, ConsentHalf, Document, Worker
from ponte.pathways.permissions.owning import speaks_as
from ponte.pathways.queries.adhesion import deciding_with
from ponte.pathways.queries.restricting import is_restricted
from ponte.pathways.queries.special import kept_answers, kept_profile
from ponte.pathways.rules import consents as rules
from ponte.pathways.states import CaseRoleKind, Instrument, Means, Purpose, Recipient

PROPAGATING = Actor.job("consents.propagate")


@transaction.atomic
def give_consent(
    *,
    worker: Worker,
    purpose: str,
    recipient: str,
    by: Actor,
    data: Collection[str] = (),
    easy_read: bool = False,
    channel: str = Means.ACCOUNT,
) -> Consent | None:
    """Keep a yes to the words that stand now; a new yes takes the place of the one before.

    Where a court has somebody decide with the worker, each says it signed in as themselves; it is
    a yes once they have said the same. Until then nothing is returned, and nothing is open.
    """
    together = deciding_with(worker.pk)
    spoken_as = _word_of(worker, by, "give_consent", together)
    asked = rules.question(purpose, recipient)
    if asked is None:
        raise RuleBroken(_("Nothing of the kind is asked."))
    ticked = set(data)
    if ticked - set(asked.data) or (asked.data and not ticked):
        raise RuleBroken(_("Tick what may be seen."), field="data")
    if together and not _both_said(worker, asked, ticked, spoken_as, together, by=by):
        note_consent(by, "consent.half_given", worker, asked.purpose, asked.recipient)
        return None
    close_yes(worker, purpose, recipient, by=by, spoken_as=spoken_as)
    told = {"easy_read": easy_read, "channel": Means(channel), "spoken_as": spoken_as}
    made = keep_yes(worker, asked.purpose, asked.recipient, ticked, by=by, **told)
    if together:
        _halves(worker, asked.purpose, asked.recipient).update(consent=made)
    propagate(worker, asked.purpose, asked.recipient, ticked)
    note_consent(by, "consent.given", worker, asked.purpose, asked.recipient)
    return made


def _word_of(worker: Worker, by: Actor, action: str, together: Collection[UUID]) -> str:
    """Who gives half a yes gives it with the worker, and never the whole of it."""
    if by.is_person and by.id in together:
        return CaseRoleKind.REPRESENTATIVE.value
    return _own_word(worker, by, action)


def _halves(worker: Worker, purpose: str, recipient: str) -> QuerySet[ConsentHalf]:
    told = {"worker": worker, "purpose": purpose, "recipient": recipient}
    return ConsentHalf.objects.filter(consent__isnull=True, dropped_at__isnull=True, **told)


def _both_said(
    worker: Worker,
    asked: rules.Asked,
    ticked: set[str],
    spoken_as: str,
    together: Collection[UUID],
    *,
    by: Actor,
) -> bool:
    """Keep this half, and say whether the others have said the same of the same words."""
    with acting(PROPAGATING):  # two at once: one waits for the other
        Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    waiting = _halves(worker, asked.purpose, asked.recipient)
    waiting.filter(said_by_id=by.id).update(dropped_at=timezone.now())
    same = {"data": sorted(ticked), "text_version": asked.version}
    ConsentHalf.objects.create(
        office_id=worker.office_id,
        worker=worker,
        purpose=asked.purpose,
        recipient=asked.recipient,
        said_by_id=by.id,
        said_as=spoken_as,
        **same,
    )
    said = set(waiting.filter(**same).values_list("said_by_id", flat=True))
    return set(together) <= said and bool(said - set(together))


@transaction.atomic
def withdraw_consent(*, worker: Worker, purpose: str, recipient: str, by: Actor) -> int:
    """Take a yes back; what was shared by it, or sheet by sheet, is shut at once."""
    spoken_as = _own_word(worker, by, "withdraw_consent")
    if rules.question(purpose, recipient) is None:
        raise RuleBroken(_("Nothing of the kind is asked."))
    _halves(worker, purpose, recipient).update(dropped_at=timezone.now())
    closed = close_yes(worker, purpose, recipient, by=by, spoken_as=spoken_as)
    propagate(worker, purpose, recipient, set())
    note_consent(by, "consent.withdrawn", worker, purpose, recipient)
    return closed


@transaction.atomic
def register_from_sheet(*, document: Document, given: Mapping[str, Any], by: Actor) -> None:
    """A yes or no that the worker wrote into the skills assessment stands among the consents."""
    if document.pathway_id is None or document.instrument != Instrument.SKILLS_ASSESSMENT:
        return
    worker = document.pathway.worker
    if deciding_with(worker.pk):
        _halves_from_sheet(document, given, by=by)
        return
    spoken_as = speaks_as(by, worker)
    for recipient in (Recipient.COMPANY, Recipient.SERVICE):
        name = f"share_{recipient.value}"
        if not spoken_as or not {name, f"{name}_what"} & set(given):
            continue
        answers = kept_answers(document)
        ticked = set(answers.get(f"{name}_what") or ()) if answers.get(name) is True else set()
        whole = _said_of_whole(worker, recipient)
        had = close_yes(worker, Purpose.SHARE, recipient, by=by, spoken_as=spoken_as)
        if ticked | whole:
            keep_yes(worker, Purpose.SHARE, recipient, ticked | whole, by=by, spoken_as=spoken_as)
            note_consent(by, "consent.given", worker, Purpose.SHARE, recipient)
        elif had:
            note_consent(by, "consent.withdrawn", worker, Purpose.SHARE, recipient)


def _halves_from_sheet(document: Document, given: Mapping[str, Any], *, by: Actor) -> None:
    """Where two decide together a yes ticked in the sheet is half of one; a no is a whole no."""
    worker, together = document.pathway.worker, deciding_with(document.pathway.worker_id)
    if by.id not in together and not speaks_as(by, worker):
        return
    answers = kept_answers(document)
    for recipient in (Recipient.COMPANY, Recipient.SERVICE):
        name = f"share_{recipient.value}"
        ticked = set(given.get(f"{name}_what") or ())
        told = {"worker": worker, "purpose": Purpose.SHARE, "recipient": recipient, "by": by}
        if ticked and answers.get(name) is True:
            give_consent(data=ticked | _said_of_whole(worker, recipient), **told)
        elif name in given and answers.get(name) is False and speaks_as(by, worker):
            withdraw_consent(**told)


def _said_of_whole(worker: Worker, recipient: Recipient) -> set[str]:
    """What was agreed of other sheets goes on beside what is ticked in this one."""
    before = Consent.objects.filter(
        worker=worker, purpose=Purpose.SHARE, recipient=recipient, withdrawn_at__isnull=True
    ).first()
    return set(before.data) - rules.IN_ASSESSMENT if before else set()


def agreed_readers(document: Document) -> list[str]:
    """Return with whom a sheet is shared once it is complete: as said so far for its kind."""
    shared = set(document.shared_with)
    whole = {code for code, one in rules.SHEET_OF.items() if one == document.instrument}
    if document.pathway_id is None or not whole or is_restricted(document.pathway.worker_id):
        return sorted(shared)
    with acting(PROPAGATING):
        in_force = Consent.objects.filter(
            worker=document.pathway.worker_id, purpose=Purpose.SHARE, withdrawn_at__isnull=True
        )
        for one in in_force:
            if whole & set(one.data):
                shared |= {role.value for role in rules.ROLES_OF[Recipient(one.recipient)]}
    return sorted(shared)


@transaction.atomic
def expire_consents(*, by: Actor, today: date | None = None) -> int:
    """Each night: a yes whose last day has passed is none any more."""
    if not by.is_job:
        raise Refused("pathways.expire_consents")
    over = list(
        Consent.objects.select_for_update(of=("self",))
        .filter(withdrawn_at__isnull=True, expires_on__lt=today or timezone.localdate())
        .select_related("worker")
    )
    for one in over:
        close_yes(one.worker, one.purpose, one.recipient, by=by, spoken_as="expired")
        propagate(one.worker, one.purpose, one.recipient, set())
        note_consent(by, "consent.expired", one.worker, one.purpose, one.recipient)
    return len(over)


def keep_yes(
    worker: Worker,
    purpose: str,
    recipient: str,
    ticked: set[str],
    *,
    by: Actor,
    spoken_as: str,
    easy_read: bool = True,
    channel: str = Means.ACCOUNT,
    signed_on: date | None = None,
) -> Consent:
    """Write a yes down, with the words that stood on its day."""
    asked = rules.question(purpose, recipient, signed_on)
    given_at = as_of(signed_on) if signed_on else timezone.now()
    return Consent.objects.create(
        office_id=worker.office_id,
        worker=worker,
        purpose=asked.purpose,
        recipient=asked.recipient,
        data=sorted(ticked),
        text_version=asked.version,
        language=asked.written_in(by.language),
        easy_read=easy_read,
        channel=channel,
        given_at=given_at,
        given_by_id=by.id,
        given_as=spoken_as,
        expires_on=rules.last_day(timezone.localdate(given_at), asked.months),
    )


def as_of(day: date) -> datetime:
    """Return the moment that stands for a day on paper: its beginning."""
    return timezone.make_aware(datetime.combine(day, time()))


def _own_word(worker: Worker, by: Actor, action: str) -> str:
    spoken_as = speaks_as(by, worker)
    if not spoken_as:
        raise Refused(f"pathways.{action}")
    return spoken_as


def close_yes(worker: Worker, purpose: str, recipient: str, *, by: Actor, spoken_as: str) -> int:
    """End the yes in force, if there is one."""
    found = Consent.objects.filter(
        worker=worker, purpose=purpose, recipient=recipient, withdrawn_at__isnull=True
    )
    return found.update(withdrawn_at=timezone.now(), withdrawn_by_id=by.id, withdrawn_as=spoken_as)


def propagate(worker: Worker, purpose: str, recipient: str, ticked: set[str]) -> None:
    """Rows that the worker may not change by hand follow the worker's word."""
    if purpose != Purpose.SHARE:
        return
    with acting(PROPAGATING):
        sheets = Document.objects.select_for_update(of=("self",)).filter(pathway__worker=worker)
        for sheet in sheets:
            _share(sheet, Recipient(recipient), ticked)
        if recipient == Recipient.COMPANY and not ticked:
            _forget_limits(worker)


def _share(sheet: Document, recipient: Recipient, ticked: set[str]) -> None:
    roles = {role.value for role in rules.ROLES_OF[recipient]}
    is_assessment = sheet.instrument == Instrument.SKILLS_ASSESSMENT
    parts = ticked & rules.IN_ASSESSMENT if is_assessment else set()
    whole = {code for code, one in rules.SHEET_OF.items() if one == sheet.instrument}
    shared = set(sheet.shared_with)
    after = shared | roles if parts or whole & ticked else shared - roles
    changed = ["shared_with"] if after != shared else []
    sheet.shared_with = sorted(after)
    if is_assessment:
        before = kept_answers(sheet)
        answers = rules.answers_after(before, recipient.value, parts)
        if answers != before:
            sheet.answers = answers
            changed.append("answers")
    if changed:
        sheet.save(update_fields=changed)


def _forget_limits(worker: Worker) -> None:
    row = AbilityProfile.objects.select_for_update(of=("self",)).filter(worker=worker).first()
    kept = kept_profile(row) if row is not None else {}
    if kept.get("limits"):
        row.profile = {**kept, "limits": {}}
        row.limits_agreed_on = None
        row.save(update_fields=["profile", "limits_agreed_on"])


def note_consent(by: Actor, what: str, worker: Worker, purpose: str, recipient: str) -> None:
    """Add a line to the journal."""
    told = {"purpose": str(purpose), "recipient": str(recipient)}
    record(by=by, what=what, on=worker, organization=worker.office_id, **told)
