"""Art. 30 c. 3 D.Lgs. 276/2003: what a secondment needs that changes the tasks, or leads far away.

Other tasks ask for the consent of the worker concerned. A workplace more than 50 km from the site
where the worker is assigned asks for proven technical, organisational, production or replacement
reasons. The law measures the way there, so a person writes the kilometres; what the map says as
the crow flies only contradicts a number that cannot be.
"""

from collections.abc import Iterator
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.reasons import Missing

FAR_KM = 50
ROUGH_KM = 10  # a municipality's point stands for every site in it, on both ends
FARTHEST_KM = 1500
UNSAID = "da definire"  # in the Italian text, where nothing was said


class TasksChange(models.TextChoices):
    """Whether the tasks of the secondment are other ones than the worker's own."""

    NO = "no", _("no: the same as now, or of the same kind")
    YES = "yes", _("yes: the worker's own consent is needed")


class FarReason(models.TextChoices):
    """For what a secondment may lead more than 50 km away."""

    TECHNICAL = "technical", _("technical")
    ORGANISATIONAL = "organisational", _("organisational")
    PRODUCTION = "production", _("production")
    REPLACEMENT = "replacement", _("replacement of somebody")


IN_ITALIAN = {
    FarReason.TECHNICAL: "tecniche",
    FarReason.ORGANISATIONAL: "organizzative",
    FarReason.PRODUCTION: "produttive",
    FarReason.REPLACEMENT: "sostitutive",
}


class Terms(Protocol):
    """What the article looks at."""

    @property
    def tasks(self) -> str: ...

    @property
    def tasks_change(self) -> str: ...

    @property
    def distance_km(self) -> int | None: ...

    @property
    def far_reason(self) -> str: ...

    @property
    def far_proof(self) -> str: ...


def is_far(terms: Terms) -> bool:
    """Say whether the workplace lies beyond the limit; exactly 50 km does not."""
    return terms.distance_km is not None and terms.distance_km > FAR_KM


def changes_tasks(terms: Terms) -> bool:
    """Say whether the worker's own consent is needed."""
    return terms.tasks_change == TasksChange.YES


def lacking_by_article_30(terms: Terms, nearest_km: int | None = None) -> Iterator[Missing]:
    """Name what the third paragraph still asks for."""
    if terms.tasks_change not in TasksChange.values:
        yield Missing("tasks_change", _("Say whether the tasks change."), "tasks_change")
    elif changes_tasks(terms) and not terms.tasks.strip():
        yield Missing("new_tasks", _("Write the new tasks: the worker agrees to them."), "tasks")
    yield from _lacking_in_distance(terms, nearest_km)


def _lacking_in_distance(terms: Terms, nearest_km: int | None) -> Iterator[Missing]:
    if terms.distance_km is None:
        yield Missing("distance", _("Write how far away the workplace is."), "distance_km")
        return
    if not 0 <= terms.distance_km <= FARTHEST_KM:
        yield Missing("distance", _("Write the kilometres, 1500 at most."), "distance_km")
    elif nearest_km is not None and terms.distance_km < nearest_km - ROUGH_KM:
        told = {"km": nearest_km}
        yield Missing("distance", TOO_NEAR % told, "distance_km")
    if is_far(terms) and terms.far_reason not in FarReason.values:
        yield Missing("far_reason", FAR, "far_reason")
    if is_far(terms) and not terms.far_proof.strip():
        yield Missing("far_proof", _("Write what proves the reason."), "far_proof")


TOO_NEAR = _(
    "No site of the co-operative is that near: the nearest is %(km)s km away as the crow flies."
)
FAR = _(
    "The workplace is more than 50 km away: say for which technical, organisational, production "
    "or replacement reason (art. 30 c. 3 D.Lgs 276/2003)."
)


def words_needed(terms: Terms) -> list[str]:
    """Return the words of a text without which it could not say what the article asks for."""
    needed = {"tasks_change": changes_tasks(terms), "distance": is_far(terms)}
    return [word for word, is_needed in needed.items() if is_needed]


def words_of_article_30(terms: Terms) -> dict[str, str]:
    """Return what the text says; it is Italian, whoever writes it."""
    tasks: dict[str, str] = {
        TasksChange.YES: "sono diversi. Serve il consenso della persona, dato con parola sua "
        "prima dell'inizio (art. 30, comma 3, D.Lgs. 276/2003).",
        TasksChange.NO: "sono gli stessi, o dello stesso tipo.",
    }
    distance = UNSAID if terms.distance_km is None else f"{terms.distance_km} km."
    if is_far(terms):
        reason = IN_ITALIAN.get(FarReason(terms.far_reason), UNSAID) if terms.far_reason else UNSAID
        distance += (
            f" Oltre {FAR_KM} km, per ragioni {reason} comprovate (art. 30, comma 3, "
            f"D.Lgs. 276/2003): {terms.far_proof.strip() or UNSAID}"
        )
    return {"tasks_change": tasks.get(terms.tasks_change, UNSAID), "distance": distance}
