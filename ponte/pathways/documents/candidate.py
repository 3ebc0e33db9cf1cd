"""The candidate sheet: what co-operative and worker let be known of who is proposed.

It holds no kind of disadvantage, no referring service and no word of health; of the assessment
only what the worker opened to a company, and none of it once that yes is taken back.
"""

from django.utils.translation import gettext as _

from ponte.kit.templatetags.moments import day_in_full
from ponte.pathways.documents.paper import Paper, Part, told
from ponte.pathways.queries.candidate import CandidateSheet


def candidate_paper(found: CandidateSheet) -> Paper:
    """Return the paper of a proposal."""
    parts = [_person(found), _judgement(found)]
    if found.shared is not None:
        parts.append(_shared(found))
    return Paper(_("Candidate sheet"), found.pathway.code, tuple(parts))


def _person(found: CandidateSheet) -> Part:
    case, worker = found.pathway, found.worker
    return Part(
        _("Who is proposed"),
        pairs=told(
            (_("Worker"), worker.name),
            (_("Co-operative"), case.cooperative.name),
            (_("Placement office"), case.office.name),
            (_("Employed by the co-operative since"), day_in_full(worker.employed_since)),
            (_("Year of birth"), str(worker.birth_year or "")),
            (_("Where they live"), str(worker.municipality or "")),
        ),
    )


def _judgement(found: CandidateSheet) -> Part:
    case = found.pathway
    judged = _("judged adequate") if case.skills_adequate else ""
    return Part(
        _("Why this worker"),
        pairs=told(
            (_("Professional and transversal skills"), judged),
            (_("Age in the year of the proposal"), str(found.age or "")),
            (_("Why it fits, if younger than 30 or older than 50"), case.age_reason),
            (_("Proposed on"), day_in_full(found.proposed_on)),
            (_("Proposed by"), found.proposed_by),
            (_("Tutor"), found.tutor),
        ),
    )


def _shared(found: CandidateSheet) -> Part:
    none = _("Nothing so far. The worker decides in the skills assessment, and may change it.")
    return Part(
        _("What the worker agreed to share"),
        notes=() if found.shared else (none,),
        lines=found.shared or (),
    )
