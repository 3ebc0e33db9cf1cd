"""Who has stated what at the end of a secondment, and who may state it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from ponte.kit.actor import Actor
from ponte.pathways.models import Agreement, CaseRole, Document, Pathway, Statement
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.rules.stating import PARTIES, SAID_BY, SERVICE, STATES, bound_to
from ponte.pathways.states import Completion, Instrument, Party, StatedOf


def final_report(pathway: UUID) -> Document | None:
    """Return the newest report that is complete."""
    found = Document.objects.filter(
        pathway_id=pathway, instrument=Instrument.FINAL_REPORT, state=Completion.COMPLETE
    )
    return found.order_by("-completed_at", "-pk").defer("answers", "unread").first()


def reported(cases: QuerySet[Pathway]) -> QuerySet[Pathway]:
    """Return the cases whose report is complete and not approved yet, with its time."""
    whole = Q(documents__instrument=Instrument.FINAL_REPORT, documents__state=Completion.COMPLETE)
    found = cases.filter(state__in=STATES[StatedOf.REPORT])
    found = found.annotate(reported_at=Max("documents__completed_at", filter=whole))
    return found.filter(reported_at__isnull=False).order_by("reported_at", "pk")


def said_since(reports: dict[UUID, datetime]) -> set[tuple[UUID, str]]:
    """Return case and party of each word that was said of the report as it stands."""
    found = Statement.objects.filter(pathway__in=list(reports), of=StatedOf.REPORT)
    told = found.values_list("pathway_id", "party", "at")
    return {(case, party) for case, party, at in told if at >= reports[case]}


def subject(pathway: UUID, of: StatedOf) -> str:
    """Return the hash of what is stated now; empty where there is nothing to state yet."""
    if of == StatedOf.REPORT:
        report = final_report(pathway)
        return bound_to(of, report.pk, report.revision, report.completed_at) if report else ""
    if of == StatedOf.SHARING:
        return bound_to(of, pathway)
    signed = Agreement.objects.filter(pathway_id=pathway, voided_at__isnull=True, proposed=False)
    text = signed.values_list("text_hash", flat=True).first()
    return bound_to(of, text) if text else ""


def statements(pathway: UUID, of: StatedOf) -> dict[str, Statement]:
    """Return each party's word on what stands now; on an older text it counts no longer."""
    found = Statement.objects.filter(pathway_id=pathway, of=of, text_hash=subject(pathway, of))
    return {one.party: one for one in found}


def stated(pathway: UUID, of: StatedOf) -> frozenset[str]:
    """Return the parties that have stated it."""
    return frozenset(statements(pathway, of))


def may_state(pathway: Pathway, mine: CaseRoles, of: StatedOf) -> tuple[str, ...]:
    """Return the parties that a reader speaks for now."""
    if pathway.state not in STATES[of]:
        return ()
    return tuple(one for one in PARTIES[of] if speaks_for(mine, one))


def speaks_for(mine: CaseRoles, party: str) -> bool:
    """Say whether somebody with these roles speaks for a party."""
    if party == Party.WORKER:
        return mine.is_own_word("state_ending") and mine.may("state_ending")
    return bool(mine.roles & SAID_BY[party])


def service_is_asked(pathway: UUID) -> bool:
    """Say whether somebody of the referring service is in the case, to confirm the meeting."""
    found = CaseRole.objects.filter(pathway_id=pathway, role=SERVICE, until__isnull=True)
    return found.exists()


def is_of(actor: Actor, statement: Statement) -> bool:
    """Say whether a statement is this very person's."""
    return statement.person_id is not None and statement.person_id == actor.id
