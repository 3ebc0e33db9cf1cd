"""The daily look at what waits in cases: each addressee is asked a few times, then no more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.utils import timezone

from ponte.accounts.public import people
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties import ledger
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.public import people_holding
from ponte.pathways import notifications, permissions
from ponte.pathways.actions.signers import send_link_now
from ponte.pathways.models import Agreement, CaseRole, Pathway, Signatory
from ponte.pathways.permissions.signing import BODY, SIGNS_FOR
from ponte.pathways.queries.agreements import is_up_for_signing
from ponte.pathways.queries.facts import case_facts
from ponte.pathways.queries.restricting import restricted_among
from ponte.pathways.queries.signing import PartyStanding, standings
from ponte.pathways.queries.statements_asked import links_out
from ponte.pathways.queries.waiting import TURNS
from ponte.pathways.rules.cases import lacking
from ponte.pathways.rules.signing import (
    DUE_DAYS,
    REMIND_AFTER_DAYS,
    REMIND_CAP,
    REMIND_EVERY_DAYS,
)
from ponte.pathways.states import CaseRoleKind, Party, PathwayState, StatedOf

SIGN, START = "pathways.sign", "pathways.may_not_start"
ANSWER, TURN = "pathways.answer", "pathways.turn"
STATE = {of.value: f"pathways.state_{of.value}" for of in StatedOf}
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
    of: str = ""  # what the link is to state, where it is not to sign

    @property
    def key(self) -> tuple:
        return self.on.pk, self.address


def remind_agreements(*, by: Actor, now: datetime | None = None) -> int:
    """Look at every agreement and statement that waits; return how many messages left."""
    if not by.is_job:
        raise Refused("pathways.remind_agreements")
    now = now or timezone.now()
    kinds = (SIGN, START, *STATE.values())
    return _remind(kinds, lambda: (*_signatures(), *_starts(now), *_statements()), by, now)


def remind_of_turns(*, by: Actor, now: datetime | None = None) -> int:
    """Look at every step that has waited past its day; return how many messages left."""
    if not by.is_job:
        raise Refused("pathways.remind_of_turns")
    now = now or timezone.now()
    return _remind((ANSWER, TURN), lambda: _turns(now), by, now)


def _remind(
    kinds: tuple[str, ...], look: Callable[[], Iterable[Owed]], by: Actor, now: datetime
) -> int:
    """Settle what is owed, in one transaction; each message then has one of its own."""
    owed: dict[str, dict[tuple, Owed]] = {kind: {} for kind in kinds}
    with acting(by):
        for one in look():
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
            return send_link_now(signatory=one.signatory, agreement=one.on, by=by, of=one.of)
        except RuleBroken:  # signed or ended just now; the next look ends the duty
            return False
    LETTERS[one.kind](duty, one.case.pk)
    return True


LETTERS: dict[str, Callable[[Duty, UUID], None]] = {
    SIGN: notifications.remind_to_sign,
    START: notifications.remind_of_start,
    ANSWER: notifications.remind_to_answer,
    TURN: notifications.remind_of_turn,
}


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
        return _in_case(case, CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE)
    return _written_to(people_holding(SIGNS_FOR[party.party], getattr(case, BODY[party.party])))


def _in_case(case: Pathway, *parts: CaseRoleKind) -> list[tuple]:
    roles = CaseRole.objects.filter(pathway=case, role__in=parts, until__isnull=True)
    return _written_to(people(roles.values_list("person_id", flat=True)).values())


def _written_to(persons) -> list[tuple]:
    return [(one.email, one.language, None) for one in persons if one.email]


def _statements() -> Iterable[Owed]:
    """Links by which something is to be stated, and nobody has: the same days as for signing."""
    found = list(links_out())
    waits = restricted_among({one.agreement.pathway.worker_id for one in found})
    for one in found:
        case = one.agreement.pathway
        if case.worker_id not in waits:
            yield Owed(
                STATE[one.of],
                one.agreement,
                case,
                one.signatory.email,
                one.signatory.language,
                due_at=one.since + timedelta(days=DUE_DAYS),
                first_at=one.since + timedelta(days=REMIND_AFTER_DAYS),
                signatory=one.signatory,
                of=one.of,
            )


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


def _turns(now: datetime) -> Iterable[Owed]:
    """Steps past their day, for whose turn it is; where that is the worker's, for the tutor too."""
    for state, (turn, days) in TURNS.items():
        if days is None:
            continue
        since = now - timedelta(days=days)
        late = list(Pathway.objects.filter(state=state, state_since__lte=since).order_by("pk"))
        waits = restricted_among({one.worker_id for one in late})
        for case in late:
            if case.worker_id not in waits:
                due = case.state_since + timedelta(days=days)
                yield from _owed_in(case, CaseRoleKind(turn), due)


def _owed_in(case: Pathway, turn: CaseRoleKind, due: datetime) -> Iterable[Owed]:
    told = {"due_at": due, "first_at": due}
    if turn == CaseRoleKind.WORKER:
        own = _in_case(case, CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE)
        for address, language, _nobody in own:
            yield Owed(ANSWER, case, case, address, language, **told)
        others = _in_case(case, CaseRoleKind.TUTOR)
    else:
        others = _in_case(case, turn)
    if not others and turn == CaseRoleKind.OFFICER:  # nobody was given the case by name
        others = _written_to(people_holding(permissions.PLACE_WORKERS, case.office_id))
    for address, language, _nobody in others:
        yield Owed(TURN, case, case, address, language, **told)
