"""The daily look at agreements that wait: each addressee is asked a few times, then no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from ponte.accounts.public import people
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties import ledger
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.public import people_holding
from ponte.pathways import notifications
from ponte.pathways.actions.signers import send_link_now
from ponte.pathways.models import Agreement, CaseRole, Pathway, Signatory
from ponte.pathways.permissions.signing import BODY, SIGNS_FOR
from ponte.pathways.queries.agreements import is_up_for_signing
from ponte.pathways.queries.facts import case_facts
from ponte.pathways.queries.restricting import restricted_among
from ponte.pathways.queries.signing import PartyStanding, standings
from ponte.pathways.rules.cases import lacking
from ponte.pathways.rules.signing import (
    DUE_DAYS,
    REMIND_AFTER_DAYS,
    REMIND_CAP,
    REMIND_EVERY_DAYS,
)
from ponte.pathways.states import CaseRoleKind, Party, PathwayState

SIGN, START = "pathways.sign", "pathways.may_not_start"
START_DAYS = 3  # before the first day
_P = PathwayState


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that one addressee owes; a signatory without an account gets a link."""

    kind: str
    on: models.Model
    case: Pathway
    address: str
    language: str
    due_at: datetime
    first_at: datetime
    signatory: Signatory | None = None

    @property
    def key(self) -> tuple:
        return self.on.pk, self.address


def remind_agreements(*, by: Actor, now: datetime | None = None) -> int:
    """Look at every agreement that waits; return how many messages left.

    What is owed is settled first, in one transaction; each message then has one of its own.
    """
    if not by.is_job:
        raise Refused("pathways.remind_agreements")
    now = now or timezone.now()
    owed: dict[str, dict[tuple, Owed]] = {SIGN: {}, START: {}}
    with acting(by):
        for one in (*_signatures(), *_starts(now)):
            owed[one.kind].setdefault(one.key, one)
        due = [duty for kind, found in owed.items() for duty in _settled(kind, found, now)]
    return ledger.remind_each(
        due,
        now,
        by=by,
        write=lambda duty: _write(duty, owed[duty.kind][duty.subject_id, duty.addressee], by),
    )


def _settled(kind: str, owed: dict[tuple, Owed], now: datetime) -> list[Duty]:
    """End what is owed no more, open what is, and return what may be asked for today."""
    for duty in Duty.objects.filter(kind=kind, ended_at__isnull=True):
        if (duty.subject_id, duty.addressee) not in owed:
            Duty.objects.filter(pk=duty.pk).update(ended_at=now, ended_how="done")
    for one in owed.values():
        _open(one)
    return list(ledger.due_reminders(kind, now))


def _open(one: Owed) -> None:
    ledger.open_duty(
        kind=one.kind,
        on=one.on,
        addressee=one.address,
        organization=one.case.office_id,
        language=one.language,
        due_at=one.due_at,
        first_reminder_at=one.first_at,
        every_days=REMIND_EVERY_DAYS,
        cap=REMIND_CAP,
    )


def _write(duty: Duty, one: Owed, by: Actor) -> bool:
    if one.signatory:
        try:
            return send_link_now(signatory=one.signatory, agreement=one.on, by=by)
        except RuleBroken:  # signed or ended just now; the next look ends the duty
            return False
    if one.kind == SIGN:
        notifications.remind_to_sign(duty, one.case.pk)
    else:
        notifications.remind_of_start(duty, one.case.pk)
    return True


def _signatures() -> Iterable[Owed]:
    found = Agreement.objects.filter(voided_at__isnull=True, in_force_at__isnull=True)
    found = found.select_related("pathway", "pathway__worker").order_by("pk")
    texts = [one for one in found if is_up_for_signing(one, one.pathway)]
    waits = restricted_among({one.pathway.worker_id for one in texts})
    texts = [one for one in texts if one.pathway.worker_id not in waits]
    told = standings(texts)
    for text in texts:
        for party in told[text.pk].values():
            if not party.is_complete:
                yield from _owed_by(text, party)


def _owed_by(text: Agreement, party: PartyStanding) -> Iterable[Owed]:
    for address, language, signatory in _addressees(text.pathway, party):
        yield Owed(
            SIGN,
            text,
            text.pathway,
            address,
            language,
            due_at=text.made_at + timedelta(days=DUE_DAYS),
            first_at=text.made_at + timedelta(days=REMIND_AFTER_DAYS),
            signatory=signatory,
        )


def _addressees(case: Pathway, party: PartyStanding) -> list[tuple]:
    if party.missing:
        known = people([one.person_id for one in party.missing if one.person_id])
        with_account = [known[one.person_id] for one in party.missing if one.person_id in known]
        others = [one for one in party.missing if one.person_id is None and one.email]
        return _written_to(with_account) + [(one.email, one.language, one) for one in others]
    if party.party == Party.WORKER:
        own = [CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE]
        roles = CaseRole.objects.filter(pathway=case, role__in=own, until__isnull=True)
        return _written_to(people(roles.values_list("person_id", flat=True)).values())
    return _written_to(people_holding(SIGNS_FOR[party.party], getattr(case, BODY[party.party])))


def _written_to(persons) -> list[tuple]:
    return [(one.email, one.language, None) for one in persons if one.email]


def _starts(now: datetime) -> Iterable[Owed]:
    """Cases whose first day is near or past and that may not start yet, for their tutors."""
    soon = timezone.localdate(now) + timedelta(days=START_DAYS)
    found = Pathway.objects.filter(
        state__in=[_P.AGREEMENT_DRAFT, _P.AGREEMENT_SIGNED], starts_on__lte=soon
    ).exclude(tutor=None)
    waits = restricted_among({one.worker_id for one in found})
    for case in found:
        if case.worker_id not in waits and lacking(
            case_facts(case, _P.IN_SECONDMENT), _P.IN_SECONDMENT
        ):
            for address, language, _nobody in _written_to(people([case.tutor_id]).values()):
                yield Owed(START, case, case, address, language, due_at=now, first_at=now)
