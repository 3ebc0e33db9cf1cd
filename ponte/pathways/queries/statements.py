"""Who has stated what at the end of a secondment, and who may state it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from ponte.kit.actor import Actor
from ponte.pathways.models import Agreement, CaseRole, Document, Pathway, Statement
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries.signers import appointed_to_sign
from ponte.pathways.rules.article30 import changes_tasks
from ponte.pathways.rules.stating import PARTIES, SAID_BY, SERVICE, STATES, bound_to
from ponte.pathways.states import Completion, Instrument, Manner, Party, StatedOf


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
    texts = Agreement.objects.filter(pathway_id=pathway, voided_at__isnull=True)
    if of == StatedOf.TASKS:
        changing = _changing(texts)
        return _of_tasks(changing) if changing else ""
    signed = texts.filter(proposed=False)
    text = signed.values_list("text_hash", flat=True).first()
    return bound_to(of, text) if text else ""


def _of_tasks(agreement: Agreement) -> str:
    """The tasks themselves are agreed to: other hours or another place ask nobody again."""
    return bound_to(StatedOf.TASKS, agreement.pathway_id, agreement.tasks.strip())


def _changing(texts: QuerySet[Agreement]) -> Agreement | None:
    """The text whose tasks are other ones: of an amendment first, which waits for a yes."""
    return next((one for one in texts.order_by("-proposed") if changes_tasks(one)), None)


def new_tasks(pathway: UUID) -> str:
    """Return the tasks that the worker is asked to agree to."""
    found = _changing(Agreement.objects.filter(pathway_id=pathway, voided_at__isnull=True))
    return found.tasks if found else ""


def tasks_agreed(agreement: Agreement) -> bool:
    """Say whether the worker has agreed to the tasks of this very version."""
    said = words_on(agreement.pathway_id, StatedOf.TASKS, _of_tasks(agreement))
    return Party.WORKER in _whole(agreement.pathway_id, said)


def words_on(pathway: UUID, of: StatedOf, text_hash: str) -> list[Statement]:
    """Return what was said of one text; on an older one it counts no longer."""
    found = Statement.objects.filter(pathway_id=pathway, of=of, text_hash=text_hash)
    return list(found)


def statements(pathway: UUID, of: StatedOf) -> dict[str, Statement]:
    """Return the word of each party that has said all that is asked of it now."""
    return _whole(pathway, words_on(pathway, of, subject(pathway, of)))


def _whole(pathway: UUID, said: list[Statement]) -> dict[str, Statement]:
    """A party's own word; the worker's counts with the word of who signs beside, by a court."""
    found = {one.party: one for one in said if one.beside_id is None}
    if Party.WORKER in found:
        spoken = {one.beside_id for one in said if one.party == Party.WORKER}
        if speaking_beside(worker_of(pathway)) - spoken:
            del found[Party.WORKER]
    return found


def worker_of(pathway: UUID) -> UUID:
    """Return whose case it is."""
    return Pathway.objects.values_list("worker_id", flat=True).get(pk=pathway)


def speaking_beside(worker: UUID) -> frozenset[UUID]:
    """Return without whose word the worker's is none, by a court's appointment of today."""
    found = appointed_to_sign(worker)
    return frozenset(one.person_id for one in found if one.manner == Manner.BESIDE)


def awaits(pathway: Pathway, of: StatedOf, party: str, person: UUID | None) -> bool:
    """Say whether a party's word is still asked of somebody: the own one, or the one beside."""
    said = words_on(pathway.pk, of, subject(pathway.pk, of))
    beside = person if party == Party.WORKER and is_beside(pathway, person) else None
    return all((one.party, one.beside_id) != (party, beside) for one in said)


def is_beside(pathway: Pathway, person: UUID | None) -> bool:
    """Say whether somebody speaks beside the worker, and not for the worker."""
    return person is not None and person in speaking_beside(pathway.worker_id)


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
