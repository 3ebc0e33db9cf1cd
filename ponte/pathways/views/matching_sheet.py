"""The section of a case that lays worker and opening side by side, and keeps what was decided."""

from uuid import UUID

from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from ponte.pathways.models.matching import MatchVerdict
from ponte.pathways.queries.matching import LACKING
from ponte.pathways.queries.matching_case import match_of
from ponte.pathways.rules.comparing import Comparison
from ponte.pathways.rules.occupations import Kinship
from ponte.pathways.views.matching_shown import comparison_shown, kinship_shown
from ponte.pathways.views.sections import framed


@require_safe
def case_match(request, pk: UUID):
    """The pair of this case as it stands now, and the match sheets that were kept."""
    frame = framed(request, pk, "case-match")
    found = match_of(frame.pathway, request.actor, frame.mine)
    comparison = found.pair.comparison if found.pair else None
    context = {
        **frame.context,
        "found": found,
        "told": comparison_shown(comparison) if comparison else None,
        "kin": kinship_shown(found.pair.kinship) if found.pair else None,
        "sheets": [_sheet(answers) for answers in found.sheets],
    }
    return render(request, "pathways/matching/case_match.html", context)


def _sheet(answers: dict) -> dict:
    kept, occupation = answers.get("comparison"), answers.get("occupation")
    return {
        "verdict": MatchVerdict(answers["decision"]).label,
        "reason": answers["reason"],
        "on": parse_date(answers["decided_on"]),
        "told": comparison_shown(Comparison.read(kept)) if kept else None,
        "kin": kinship_shown(Kinship.read(occupation)) if occupation else None,
        "missing": [LACKING[one] for one in answers.get("missing", ())],
    }
