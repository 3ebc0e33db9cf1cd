"""Weights that an office publishes, pairs that a person judges, proposals that are worked out."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.engines.matching.catalogue import dimensions
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways import permissions
from ponte.pathways.actions.documents import complete_document, save_document
from ponte.pathways.models import MatchingWeights, Opportunity, PairReview, Pathway, Worker
from ponte.pathways.models.matching import MatchVerdict
from ponte.pathways.permissions.matching import require_compare
from ponte.pathways.queries.matching import Pair, pair_of
from ponte.pathways.queries.restricting import not_compared
from ponte.pathways.rules.restricting import NOT_COMPARED
from ponte.pathways.states import Instrument


@transaction.atomic
def publish_weights(
    *, office, weights: Mapping[str, int], essential: int, why: str, by: Actor
) -> MatchingWeights:
    """Publish what each dimension counts from now on; older versions stay as they were."""
    permissions.require(by, permissions.SIGN_FOR_OFFICE, office.pk)
    if set(weights) != set(dimensions()) or not all(1 <= w <= 100 for w in weights.values()):
        raise RuleBroken(_("Give each dimension a weight from 1 to 100."), field="weights")
    if not 1 <= essential <= 10:
        raise RuleBroken(_("Choose a whole number from 1 to 10."), field="essential")
    if not why.strip():
        raise RuleBroken(
            _("Write why these weights: everybody of the cases reads it."), field="why"
        )
    last = MatchingWeights.objects.filter(office_id=office.pk).order_by("-version").first()
    made = MatchingWeights.objects.create(
        office_id=office.pk,
        version=last.version + 1 if last else 1,
        weights=dict(weights),
        essential=essential,
        why=why.strip()[:500],
        published_by_id=by.id,
    )
    facts = {"version": made.version}
    record(by=by, what="matching.weights_published", on=made, organization=office.pk, **facts)
    return made


@transaction.atomic
def review_pair(
    *, worker: Worker, opportunity: Opportunity, verdict: str, reason: str, by: Actor
) -> PairReview:
    """A person looks at a pair and says whether it fits, and why; nothing moves by it."""
    require_compare(by, worker.office_id)
    if opportunity.office_id != worker.office_id:
        raise Refused(permissions.PLACE_WORKERS)
    if verdict not in MatchVerdict.values:
        raise RuleBroken(_("Say whether it fits."), field="verdict")
    if not reason.strip():
        raise RuleBroken(_("Write the reason."), field="reason")
    require_compared(worker)
    pair = pair_of(worker.office_id, worker.pk, opportunity.pk)
    return _reviewed(worker, opportunity, pair, verdict, reason, by)


def require_compared(worker: Worker) -> None:
    """Refuse to compare, or to write a profile of, a worker who does not agree with it."""
    if not_compared([worker.pk]):
        raise RuleBroken(str(NOT_COMPARED))


def seen_pair(pathway: Pathway) -> Pair | None:
    """Return the pair of a case as it stands before the step: after it, its place is taken."""
    if pathway.opportunity_id is None:
        return None
    return pair_of(pathway.office_id, pathway.worker_id, pathway.opportunity_id)


def keep_match_sheet(
    pathway: Pathway, pair: Pair | None, *, fits: bool, reason: str, by: Actor
) -> None:
    """Keep what a person decided about the pair of a case, on its match sheet and among reviews."""
    if pair is None:
        return
    verdict = MatchVerdict.FITS if fits else MatchVerdict.FITS_NOT
    _reviewed(pathway.worker, pathway.opportunity, pair, verdict, reason, by, pathway=pathway)
    answers = {
        "decision": verdict.value,
        "reason": reason.strip()[:1000],
        "decided_on": timezone.localdate().isoformat(),
        **_kept(pair),
    }
    sheet = save_document(of=pathway, instrument=Instrument.MATCH_SHEET, answers=answers, by=by)
    complete_document(document=sheet, by=by)


def _reviewed(
    worker: Worker,
    opportunity: Opportunity,
    pair: Pair,
    verdict: str,
    reason: str,
    by: Actor,
    pathway: Pathway | None = None,
) -> PairReview:
    made = PairReview(
        office_id=worker.office_id,
        employer_id=worker.employer_id,
        worker=worker,
        opportunity=opportunity,
        pathway=pathway,
        verdict=verdict,
        reason=reason.strip()[:1000],
        comparison=_kept(pair),
        reviewed_by_id=by.id,
    )
    made.save(force_insert=True)
    record(by=by, what="pair.reviewed", on=made, organization=worker.office_id, verdict=verdict)
    return made


def _kept(pair: Pair) -> dict[str, Any]:
    """Where the two cannot be compared yet, what they lack is kept instead."""
    return {
        "comparison": pair.comparison.kept() if pair.comparison else None,
        "occupation": pair.kinship.kept() if pair.kinship else None,
        "missing": [*pair.person.missing, *pair.job.missing],
    }
