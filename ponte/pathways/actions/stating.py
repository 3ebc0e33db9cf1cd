"""Each party states itself that it agrees to end early, and that the final report is right."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.accounts.public import people
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.agreement_sheet import sheet_of_scans
from ponte.pathways.actions.agreements import settle
from ponte.pathways.actions.appointed import require_appointed
from ponte.pathways.actions.moving import begun, noted, whole
from ponte.pathways.actions.sheet_files import attach_file
from ponte.pathways.models import Pathway, SigningPass, Statement
from ponte.pathways.permissions import require_case, roles_in
from ponte.pathways.queries.agreements import amendment_of
from ponte.pathways.queries.statements import (
    final_report,
    is_beside,
    is_of,
    speaking_beside,
    speaks_for,
    subject,
    words_on,
)
from ponte.pathways.rules.signing import Scan, is_same_name
from ponte.pathways.rules.stating import PARTIES, SERVICE, STATES
from ponte.pathways.states import FileOrigin, Party, SigningMeans, StatedOf


@dataclass(frozen=True, slots=True)
class Said:
    """How one statement was made, and what proves it."""

    means: SigningMeans
    name: str
    on: date
    person: UUID | None = None
    evidence: str = ""
    beside_id: UUID | None = None
    signing_pass: SigningPass | None = None


@transaction.atomic
def state_ending(*, pathway: Pathway, of: str, party: str, seen: str, by: Actor) -> Statement:
    """State it for one party, signed in; `seen` is the hash of what the reader was shown."""
    of, party = StatedOf(of), _party(party)
    locked = _case(pathway, of, by)
    if not speaks_for(roles_in(by, locked), party):
        raise Refused("pathways.state_ending")
    if party == Party.WORKER:
        require_appointed(locked, by.id)
    said_before = words_on(locked.pk, of, subject(locked.pk, of))
    before = next((one for one in said_before if one.party == party and is_of(by, one)), None)
    if before is not None:
        return before
    beside = by.id if party == Party.WORKER and is_beside(locked, by.id) else None
    day = timezone.localdate()
    said = Said(SigningMeans.ACCOUNT, by.name, day, person=by.id, beside_id=beside)
    return stated_word(locked, of, party, seen, said, by=by)


def kept_statement(
    pathway: Pathway,
    *,
    of: str,
    party: str,
    name: str,
    evidence: str,
    seen: str,
    signed_on: date,
    by: Actor,
    scan: Scan | None = None,
) -> Statement:
    """Keep what somebody stated on paper, for `actions.papers` alone; a scan goes with the case."""
    of, party = StatedOf(of), _party(party)
    locked = begun(pathway, "write_paper_statement", by=by)
    if signed_on > timezone.localdate():
        raise RuleBroken(_("Choose a day that is not in the future."), field="signed_on")
    if scan is not None:
        evidence = f"{evidence.strip()[:200]} Scan SHA-256 {_kept(locked, of, scan, by)}"
    said = Said(
        SigningMeans.PAPER,
        whole(name, field="name")[:120],
        signed_on,
        evidence=evidence.strip()[:300],
        beside_id=_named_beside(locked, party, name),
    )
    return stated_word(locked, of, party, seen, said, by=by)


def _named_beside(pathway: Pathway, party: str, name: str) -> UUID | None:
    """Whose name stands on the sheet: the worker's, or of who signs beside the worker."""
    if party != Party.WORKER:
        return None
    known = people(speaking_beside(pathway.worker_id))
    return next((pk for pk, one in known.items() if is_same_name(str(one), name)), None)


def _party(code: str) -> str:
    return SERVICE if code == SERVICE else Party(code)


def _case(pathway: Pathway, of: StatedOf, by: Actor) -> Pathway:
    """The case, locked; the service reads it and cannot lock it: its word is kept once anyhow."""
    if of != StatedOf.SHARING:
        return begun(pathway, "state_ending", by=by)
    found = Pathway.objects.filter(pk=pathway.pk).first()
    if found is None:
        raise Refused("pathways.state_ending")
    require_case(by, "state_ending", found)
    return found


def stated_word(
    pathway: Pathway, of: StatedOf, party: str, seen: str, said: Said, *, by: Actor
) -> Statement:
    """Keep one word on what stands now; the caller has asked for permission."""
    if party not in PARTIES[of]:
        raise RuleBroken(_("This is not asked of this party."), field="party")
    now = subject(pathway.pk, of)
    if pathway.state not in STATES[of] or not now:
        raise RuleBroken(_("There is nothing to agree to yet."))
    if seen != now:
        raise RuleBroken(_("The text has changed since you read it. Read it again, then sign."))
    told = {(one.party, one.beside_id) for one in words_on(pathway.pk, of, now)}
    if (party, said.beside_id) in told:
        raise RuleBroken(_("Somebody has signed for this party already."), field="party")
    made = Statement.objects.create(
        pathway=pathway,
        of=of,
        party=party,
        person_id=said.person,
        name=said.name[:120],
        means=said.means,
        beside_id=said.beside_id,
        signing_pass=said.signing_pass,
        evidence=said.evidence,
        stated_on=said.on,
        text_hash=now,
        recorded_by_id=by.id,
    )
    noted(by, f"{of.value}.signed_by_{party}", pathway)
    amendment = amendment_of(pathway.pk) if of == StatedOf.TASKS else None
    if amendment is not None:  # it may have waited for this word alone
        settle(pathway, amendment, by=by)
    return made


def _kept(pathway: Pathway, of: StatedOf, scan: Scan, by: Actor) -> str:
    """Keep a scan with the report, or with the agreement; return its hash."""
    report = final_report(pathway.pk) if of == StatedOf.REPORT else None
    kept = attach_file(
        document=report or sheet_of_scans(pathway, by=by),
        origin=FileOrigin.PAPER,
        name=scan.name,
        content=scan.content,
        by=by,
    )
    return kept.digest
