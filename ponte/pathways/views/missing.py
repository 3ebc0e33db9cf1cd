"""Where on the pages of a case somebody does what a step still lacks."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from ponte.pathways.models import Pathway
from ponte.pathways.rules.reasons import Missing

# By the code of what is missing, or by what the code begins with.
PLACES = {
    "hours": "case-hours",
    "last_": "case-tutoring",
    "referent": "opportunity-detail",
    "sheet_I1": "opportunity-detail",
    "sheet_I2": "opportunity-detail",
    "sheet_": "sheets",
    "signature_": "agreement",
    "training": "case-people",
    "tutor": "case-people",
}


def missing_shown(pathway: Pathway, missing: Iterable[Missing]) -> list[dict]:
    """Return each thing that is missing, with the address where it is done if there is one."""
    return [{"sentence": one.sentence, "url": _place(pathway, one.code)} for one in missing]


def _place(pathway: Pathway, code: str) -> str:
    for begins, name in PLACES.items():
        if code.startswith(begins):
            return _address(name, pathway)
    return ""


def _address(name: str, pathway: Pathway) -> str:
    key: UUID | None = pathway.opportunity_id if name.startswith("opportunity") else pathway.pk
    try:
        return reverse(f"pathways:{name}", args=[key])
    except NoReverseMatch:
        return ""
