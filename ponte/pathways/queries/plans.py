"""The aims that the plan of a pathway has set, for the report that scores them."""

from uuid import UUID

from ponte.pathways.models import Document
from ponte.pathways.queries.special import kept_answers
from ponte.pathways.states import Completion, Instrument


def aims_of(pathway: UUID) -> list[str]:
    """Return the objectives of the newest complete plan, in its order, each once."""
    plans = Document.objects.filter(
        pathway_id=pathway, instrument=Instrument.PLAN, state=Completion.COMPLETE
    )
    plan = plans.order_by("-completed_at").first()
    rows = kept_answers(plan).get("objectives") or [] if plan else []
    told = (str(row.get("objective", "")).strip() for row in rows if isinstance(row, dict))
    return list(dict.fromkeys(aim for aim in told if aim))
