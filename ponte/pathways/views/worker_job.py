"""The job that the worker may pass to: what the company is and asks, to be read."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.pathways.queries.own import offer_of
from ponte.pathways.queries.sheets import sheets_of_offer
from ponte.pathways.states import PathwayState
from ponte.pathways.views.sheet_frames import reading
from ponte.pathways.views.worker_pages import yard


@require_safe
def worker_job(request, pk: UUID):
    """The opening of one's own case with its two sheets, once they are complete."""
    own = yard(request, pk)
    opening = offer_of(own.pathway)
    found = sheets_of_offer(request.actor, opening) if opening else []
    context = {
        **own.context,
        "opening": opening,
        "readings": [reading(one) for one in found],
        "is_compared": own.pathway.state >= PathwayState.MATCH_REVIEW,
    }
    return render(request, "pathways/worker/job.html", context)
