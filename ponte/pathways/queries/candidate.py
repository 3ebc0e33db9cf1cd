"""What the candidate sheet of a case holds: who is proposed, and what the worker lets be known."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ponte.engines.questionnaires.redact import visible_part, visible_spec
from ponte.engines.questionnaires.visible import asked
from ponte.kit.actor import Actor
from ponte.pathways.models import Document, Pathway, Transition, Worker
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.audiences import agreed_with_company
from ponte.pathways.permissions.matrix import DATA_OF, Data, reads
from ponte.pathways.queries import special
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.sheet_words import Line, parts_of
from ponte.pathways.rules import instruments
from ponte.pathways.states import Completion, Instrument, PathwayState


@dataclass(frozen=True, slots=True)
class CandidateSheet:
    """The facts of a proposal; `shared` is None for who does not read the assessment at all."""

    pathway: Pathway
    worker: Worker
    proposed_on: date
    proposed_by: str
    tutor: str
    shared: tuple[Line, ...] | None

    @property
    def age(self) -> int | None:
        """The age in the year of the proposal, as its guard reckons."""
        year = self.worker.birth_year
        return self.proposed_on.year - year if year else None


def may_read_candidate(mine: CaseRoles, pathway: Pathway) -> bool:
    """Say whether the sheet is this reader's: no company's, no service's."""
    return reads(mine, pathway, DATA_OF[Instrument.CANDIDATE_SHEET])


def candidate_sheet(
    pathway: Pathway,
    mine: CaseRoles,
    *,
    by: Actor,
    language: str,
    through: str = special.Interface.PAGE,
) -> CandidateSheet:
    """Return the sheet; what the worker shares is opened through the door that logs it."""
    steps = Transition.objects.filter(pathway=pathway, new=str(PathwayState.CANDIDATE.value))
    first = steps.order_by("at", "pk").first()
    names = names_of([pathway.tutor_id, first.by_id if first else None])
    return CandidateSheet(
        pathway=pathway,
        worker=Worker.objects.select_related("municipality").get(pk=pathway.worker_id),
        proposed_on=timezone.localtime(first.at if first else pathway.opened_at).date(),
        proposed_by=names.get(first.by_id, "") if first else "",
        tutor=names.get(pathway.tutor_id, ""),
        shared=_shared(pathway, mine, by, language, through),
    )


def _shared(
    pathway: Pathway, mine: CaseRoles, by: Actor, language: str, through: str
) -> tuple[Line, ...] | None:
    """What of the assessment the worker opened to the company: nothing else is on the sheet."""
    if not reads(mine, pathway, Data.ASSESSMENT):
        return None
    document = (
        Document.objects.select_related("pathway")
        .filter(
            pathway=pathway,
            instrument=Instrument.SKILLS_ASSESSMENT,
            state=Completion.COMPLETE,
        )
        .order_by("-completed_at")
        .first()
    )
    spec = instruments.spec_of(document.instrument, document.version) if document else None
    if document is None or spec is None:
        return ()
    answers = special.answers_of(document, by=by, mine=mine, through=through)
    keys = agreed_with_company(document.shared_with, spec, answers)
    seen, told = visible_spec(spec, keys), visible_part(spec, answers, keys)
    answered = frozenset(one.code for one in asked(spec, answers) if one.code in told)
    parts = parts_of(seen, told, {}, answered, language)
    return tuple(line for part in parts for line in part.lines)
