"""The post that a hire freed goes to somebody else of the co-operative."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.models import Pathway, PostHeld, Worker
from ponte.pathways.queries.posts import candidates_for
from ponte.pathways.states import PostEnd


@transaction.atomic
def fill_freed_post(*, pathway: Pathway, worker: Worker, on: date, by: Actor) -> PostHeld:
    """Write down who of the co-operative has the post now, and from which day."""
    locked = begun(pathway, "fill_freed_post", by=by)
    post = PostHeld.objects.select_for_update(of=("self",)).filter(pathway=locked).first()
    if post is None or post.ended_how != PostEnd.FREED:
        raise RuleBroken(_("No post is free here."))
    if post.taken_on is not None:
        raise RuleBroken(_("Somebody has this post already."))
    if not post.ended_on <= on <= timezone.localdate():
        raise RuleBroken(_("Choose a day since the post is free, not in the future."), field="on")
    chosen = next((one for one in candidates_for(locked) if one.pk == worker.pk), None)
    if chosen is None:
        raise RuleBroken(
            _("Choose a worker of this co-operative who is in no pathway and has no such post."),
            field="worker",
        )
    post.taken_by, post.taken_on = chosen, on
    post.save(update_fields=["taken_by", "taken_on"])
    noted(by, "post.taken", locked, days=(on - post.ended_on).days)
    return post
