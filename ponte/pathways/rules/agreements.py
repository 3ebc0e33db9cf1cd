"""The terms of an agreement, its text from a dated template, and the hash that is signed."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.article30 import lacking_by_article_30
from ponte.pathways.rules.limits import LEAST_HOURS, MOST_HOURS
from ponte.pathways.rules.reasons import Missing
from ponte.pathways.states import LegalBasis

TEMPLATES = Path(__file__).resolve().parents[1] / "data" / "agreements"


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What the four parties agree."""

    legal_basis: str
    legal_evidence: str
    planned_hours: int
    weekly_hours: int
    starts_on: date
    ends_on: date
    objectives: str
    safety: str
    cover: str
    place: str = ""
    tasks: str = ""
    extra_hours: int = 0
    backdated_because: str = ""
    training_aim: str = ""
    timetable: str = ""
    duties_cooperative: str = ""
    duties_company: str = ""
    duties_office: str = ""
    duties_worker: str = ""
    reviews: str = ""
    positive_outcome: str = ""
    negative_outcome: str = ""
    withdrawal: str = ""
    data_protection: str = ""
    tasks_change: str = ""
    distance_km: int | None = None
    far_reason: str = ""
    far_proof: str = ""


# Terms that stand in the text alone; what nobody wrote says the usual.
CLAUSES = (
    *("training_aim", "timetable", "duties_cooperative", "duties_company", "duties_office"),
    *("duties_worker", "reviews", "positive_outcome", "negative_outcome", "withdrawal"),
    "data_protection",
)


def lacking_in_terms(
    terms: AgreementTerms, today: date, nearest_km: int | None = None
) -> Iterator[Missing]:
    """Name every term that an agreement cannot do without.

    `nearest_km`: how far the nearest site of the co-operative is, as the crow flies.
    """
    yield from lacking_by_article_30(terms, nearest_km)
    if not LEAST_HOURS <= terms.planned_hours <= MOST_HOURS:
        yield Missing("hours", _("Plan between 250 and 500 hours."), "planned_hours")
    if not 0 <= terms.extra_hours <= MOST_HOURS:
        yield Missing("extra", _("Write how many hours more, 500 at most."), "extra_hours")
    if not 1 <= terms.weekly_hours <= 48:
        yield Missing("weekly", _("Write the hours of a week, 48 at most."), "weekly_hours")
    if terms.legal_basis not in LegalBasis.values:
        yield Missing("basis", _("Choose what the secondment rests on in law."), "legal_basis")
    if not terms.legal_evidence.strip():
        yield Missing("evidence", _("Write what proves the legal basis."), "legal_evidence")
    if terms.ends_on < terms.starts_on:
        yield Missing("dates", _("The last day comes before the first."), "ends_on")
    if terms.starts_on < today and not terms.backdated_because.strip():
        yield Missing("backdated", _("The first day has passed: write why."), "backdated_because")
    if not terms.objectives.strip():
        yield Missing("objectives", _("Write the objectives of the plan."), "objectives")
    if not terms.safety.strip():
        yield Missing("safety", _("Write the safety training."), "safety")
    if not terms.cover.strip():
        yield Missing("cover", _("Write the insurance cover."), "cover")


# What proves each basis; an internship is another instrument and no way round.
PROOFS = {
    LegalBasis.ART30_INTEREST: _(
        "The co-operative's own interest for the whole time, written down: a resolution or a plan; "
        "a defined activity, for a limited time; other duties only with the worker's consent, "
        "more than 50 km away only for proven reasons."
    ),
    LegalBasis.NETWORK_CONTRACT: _("Number and date of the network contract of both enterprises."),
    LegalBasis.ART12BIS: _("Number and date of the agreement with the employment service."),
    LegalBasis.LOCAL_PROTOCOL: _("Title and date of the protocol, and who signed it."),
}


def lacking_in_amendment(
    terms: AgreementTerms,
    *,
    starts_on: date,
    has_begun: bool,
    today: date,
    nearest_km: int | None = None,
) -> Iterator[Missing]:
    """Name what an amendment cannot do without; what has begun keeps its first day."""
    if not has_begun:
        yield from lacking_in_terms(terms, today, nearest_km)
        return
    yield from lacking_in_terms(terms, min(today, starts_on), nearest_km)
    if terms.starts_on != starts_on:
        yield Missing(
            "begun", _("The secondment has begun: its first day stays as it was."), "starts_on"
        )
    if terms.ends_on < today and not terms.backdated_because.strip():
        yield Missing("backdated", _("The last day has passed: write why."), "backdated_because")


def template_on(day: date) -> date:
    """Return the date of the template in force on a day; before the first, the first."""
    dates = _dates()
    return max((one for one in dates if one <= day), default=min(dates))


def agreement_text(template: date, values: Mapping[str, object]) -> str:
    """Return the text that the parties sign, in its canonical form.

    Words and clauses alone make it, for ever the same: each signature is checked against it anew.
    """
    return canonical(Template(template_text(template)).substitute(values))


def canonical(text: str) -> str:
    """Return one way of writing a text: composed signs, plain line ends, no trailing space."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in composed.strip().split("\n")) + "\n"


def text_hash(text: str) -> str:
    """Return the hash that a signature binds to.

    >>> text_hash("a ") == text_hash("a")
    True
    """
    return hashlib.sha256(canonical(text).encode()).hexdigest()


@cache
def _dates() -> tuple[date, ...]:
    return tuple(sorted(date.fromisoformat(path.stem) for path in TEMPLATES.glob("*.txt")))


def usual(of: date) -> dict[str, str]:
    """Return what the clauses of a dated text say where nobody wrote something else."""
    return dict(_beside(of).get("usual", {}))


def takes(of: date, word: str) -> bool:
    """Say whether a dated text has a place for a word."""
    return word in _beside(of)["parts"]


@cache
def _beside(of: date) -> Mapping[str, Any]:
    text = (TEMPLATES / f"{of.isoformat()}.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.safe_load(text)
    return read


@cache
def template_text(of: date) -> str:
    """Return the clauses of a dated template, before any word stands in them."""
    return (TEMPLATES / f"{of.isoformat()}.txt").read_text(encoding="utf-8")
