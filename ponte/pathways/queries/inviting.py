"""A worker's invitation by e-mail: its link, and whom it is for while it is good.

The link is bound to the worker, to the address it went to and to the account there was: once one
of them changes, by its use above all, it is dead.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from ponte.accounts.public import people
from ponte.kit import links
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.allow import digest
from ponte.pathways.models import Worker
from ponte.pathways.rules.limits import INVITED_DAYS

WORKER_LINK = "pathways.worker"


def link_for(worker: Worker) -> str:
    """Return the signed text of the worker's link."""
    payload = {"worker": str(worker.pk), "bound": _bound(worker)}
    return links.make(WORKER_LINK, payload, days=INVITED_DAYS)


def invited_by(token: str, *, lock: bool = False) -> Worker:
    """Return the worker whom a link is for; a dead one breaks a rule. For jobs alone."""
    payload = links.read(WORKER_LINK, token)
    rows = Worker.objects.select_for_update(of=("self",)) if lock else Worker.objects
    worker = rows.filter(pk=UUID(payload["worker"])).first()
    if worker is None or payload["bound"] != _bound(worker) or signs_in_by_email(worker):
        raise RuleBroken(_("This invitation is over. Ask the office for a new one."))
    return worker


def invitation_told(token: str, by: Actor) -> dict:
    """Return what the page behind a link says: nothing of whom it is for."""
    try:
        with acting(Actor.job("pathways.show_worker_invitation")):
            worker = invited_by(token)
    except RuleBroken as broken:
        return {"broken": broken.message}
    return {"by_card": worker.person_id is not None, "own": worker.person_id == by.id}


def signs_in_by_email(worker: Worker) -> bool:
    """Say whether the worker's account has an address already."""
    person = people([worker.person_id]).get(worker.person_id) if worker.person_id else None
    return bool(person and person.email)


def address_print(worker: Worker) -> str:
    """Return what says that an address is still the one that was confirmed, and nothing else."""
    return digest("pathways.worker_address", worker.email.strip().lower())


def _bound(worker: Worker) -> str:
    parts = (str(worker.pk), worker.email.strip().lower(), str(worker.person_id or ""))
    return digest("pathways.worker_invitation", *parts)
