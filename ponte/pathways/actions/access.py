"""A worker's way in: the card from the desk, and the session that a tutor opens beside them."""

from django.db import transaction

from ponte.accounts.public import PrintedCard, end_cards, make_card, people
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.pathways import permissions
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.actions.people import appoint
from ponte.pathways.models import Pathway, Worker
from ponte.pathways.states import UNDER_WAY, CaseRoleKind


@transaction.atomic
def give_card(*, pathway: Pathway, by: Actor) -> PrintedCard:
    """Print a card for a worker without e-mail; one given before is over."""
    locked = begun(pathway, "give_card", by=by)
    worker = Worker.objects.select_for_update(of=("self",)).get(pk=locked.worker_id)
    person = people([worker.person_id]).get(worker.person_id) if worker.person_id else None
    printed = make_card(person=person, name=worker.name, by=by)
    if worker.person_id is None:
        worker.person_id = printed.card.person_id
        worker.save(update_fields=["person"])
    for case in {locked, *Pathway.objects.filter(worker=worker, state__in=UNDER_WAY)}:
        appoint(case, worker.person_id, CaseRoleKind.WORKER, by=by)
    noted(by, "card.given", locked)
    return printed


@transaction.atomic
def take_card(*, pathway: Pathway, by: Actor) -> int:
    """Take the card away: whoever has it is signed out at once."""
    locked = begun(pathway, "take_card", by=by)
    person = people([locked.worker.person_id]).get(locked.worker.person_id)
    ended = end_cards(person=person, by=by) if person else 0
    noted(by, "card.taken", locked)
    return ended


@transaction.atomic
def open_assisted(*, pathway: Pathway, by: Actor) -> Actor:
    """The tutor sits beside the worker: from here on both act, with few rights."""
    locked = begun(pathway, "open_assisted", by=by)
    beside = Actor.assisting(by, locked.worker_id)
    noted(beside, "assisted.opened", locked)
    return beside


@transaction.atomic
def end_assisted(*, pathway: Pathway, by: Actor) -> None:
    """The tutor takes the device back."""
    if not permissions.roles_in(by, pathway).beside:
        raise Refused("pathways.end_assisted")
    noted(by, "assisted.ended", pathway)
