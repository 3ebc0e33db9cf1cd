"""Where on the pages of a case somebody does what a step still lacks."""

from collections.abc import Iterable

from django.urls import reverse

from ponte.pathways.models import Pathway
from ponte.pathways.rules.reasons import Missing
from ponte.pathways.states import OF_OPPORTUNITY, StatedOf

# By the code of what is missing, or by what the code begins with.
PLACES = {
    "hours": "case-hours",
    "last_": "case-tutoring",
    "sheet_": "sheet-list",
    "signature_": "agreement",
    "training": "case-people",
    "tutor": "case-people",
}
OF_OPENING = {
    "referent": "opportunity-detail",
    **{f"sheet_{one.value}": "opening-sheet-list" for one in OF_OPPORTUNITY},
}


def missing_shown(pathway: Pathway, missing: Iterable[Missing]) -> list[dict]:
    """Return each thing that is missing, with the address where it is done if there is one."""
    return [{"sentence": one.sentence, "url": _place(pathway, one.code)} for one in missing]


def _place(pathway: Pathway, code: str) -> str:
    if code in OF_OPENING:
        return reverse(f"pathways:{OF_OPENING[code]}", args=[pathway.opportunity_id])
    for of in StatedOf.values:
        if code.startswith(f"{of}_"):
            return reverse("pathways:case-ending", args=[pathway.pk, of])
    for begins, name in PLACES.items():
        if code.startswith(begins):
            return reverse(f"pathways:{name}", args=[pathway.pk])
    return ""
