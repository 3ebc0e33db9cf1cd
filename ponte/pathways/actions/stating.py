"""Each party states itself that it agrees to end early, and that the final report is right."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.agreement_sheet import sheet_of_scans
from ponte.pathways.actions.appointed import require_appointed
from ponte.pathways.actions.moving import begun, noted, whole
from ponte.pathways.actions.sheet_files import attach_file
from ponte.pathways.models import Pathway, Statement
from ponte.pathways.permissions import require_case, roles_in
from ponte.pathways.queries.statements import (
    final_report,
    is_of,
    speaks_for,
    statements,
    subject,
)
from ponte.pathways.rules.signing import Scan
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


@transaction.atomic
def state_ending(*, pathway: Pathway, of: str, party: str, seen: str, by: Actor) -> Statement:
    """State it for one party, signed in; `seen` is the hash of what the reader was shown."""
    of, party = StatedOf(of), _party(party)
    locked = _case(pathway, of, by)
    if not speaks_for(roles_in(by, locked), party):
        raise Refused("pathways.state_ending")
    if party == Party.WORKER:
        require_appointed(locked, by.id)
    before = statements(locked.pk, of).get(party)
    if before is not None and is_of(by, before):
        return before
    said = Said(SigningMeans.ACCOUNT, by.name, timezone.localdate(), person=by.id)
    return _stated(locked, of, party, seen, said, by=by)


@transaction.atomic
def record_paper_statement(
    *,
    pathway: Pathway,
    of: str,
    party: str,
    name: str,
    evidence: str,
    seen: str,
    stated_on: date,
    by: Actor,
    scan: Scan | None = None,
) -> Statement:
    """Record what somebody stated on paper; a scan is kept sealed with the case."""
    of, party = StatedOf(of), _party(party)
    locked = begun(pathway, "record_paper_statement", by=by)
    if not (evidence.strip() or scan):
        raise RuleBroken(_("Write where the sheet is kept, or add its scan."), field="evidence")
    if stated_on > timezone.localdate():
        raise RuleBroken(_("Choose a day that is not in the future."), field="stated_on")
    if scan is not None:
        evidence = f"{evidence.strip()[:200]} Scan SHA-256 {_kept(locked, of, scan, by)}"
    said = Said(
        SigningMeans.PAPER,
        whole(name, field="name")[:120],
        stated_on,
        evidence=evidence.strip()[:300],
    )
    return _stated(locked, of, party, seen, said, by=by)


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


def _stated(
    pathway: Pathway, of: StatedOf, party: str, seen: str, said: Said, *, by: Actor
) -> Statement:
    if party not in PARTIES[of]:
        raise RuleBroken(_("This is not asked of this party."), field="party")
    now = subject(pathway.pk, of)
    if pathway.state not in STATES[of] or not now:
        raise RuleBroken(_("There is nothing to agree to yet."))
    if seen != now:
        raise RuleBroken(_("The text has changed since you read it. Read it again, then sign."))
    if party in statements(pathway.pk, of):
        raise RuleBroken(_("Somebody has signed for this party already."), field="party")
    made = Statement.objects.create(
        pathway=pathway,
        of=of,
        party=party,
        person_id=said.person,
        name=said.name[:120],
        means=said.means,
        evidence=said.evidence,
        stated_on=said.on,
        text_hash=now,
        recorded_by_id=by.id,
    )
    noted(by, f"{of.value}.signed_by_{party}", pathway)
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
