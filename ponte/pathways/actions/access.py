"""A worker's way in: a card, an invitation by e-mail, a session that a tutor opens beside them."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ponte.accounts.public import (
    PrintedCard,
    add_proved_email,
    end_cards,
    make_card,
    people,
    verified_emails,
)
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.kit.limits.letters import count_letter
from ponte.pathways import notifications, permissions
from ponte.pathways.actions.moving import begun, noted
from ponte.pathways.actions.people import appoint
from ponte.pathways.models import CaseRole, Pathway, Worker
from ponte.pathways.queries.inviting import address_print, invited_by, signs_in_by_email
from ponte.pathways.states import UNDER_WAY, CaseRoleKind

DELIVER = "pathways.deliver_worker_invitation"


@transaction.atomic
def give_card(*, pathway: Pathway, by: Actor) -> PrintedCard:
    """Print a card for a worker without e-mail; one given before is over.

    Who prints it sees the number of the fold, which is the worker's first word: never a tutor.
    """
    locked = begun(pathway, "give_card", by=by)
    _no_tutor(locked, by)
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


def _no_tutor(pathway: Pathway, by: Actor) -> None:
    """Who hands out a worker's way in could come in by it, and sign beside themselves."""
    tutoring = CaseRole.objects.filter(role=CaseRoleKind.TUTOR, until__isnull=True)
    if tutoring.filter(worker_id=pathway.worker_id, person_id=by.id).exists():
        raise RuleBroken(_("You are this worker's tutor: somebody else of the office does this."))


@transaction.atomic
def take_card(*, pathway: Pathway, by: Actor) -> int:
    """Take the card away: whoever has it is signed out at once."""
    locked = begun(pathway, "take_card", by=by)
    person = people([locked.worker.person_id]).get(locked.worker.person_id)
    ended = end_cards(person=person, by=by) if person else 0
    noted(by, "card.taken", locked)
    return ended


@transaction.atomic
def invite_worker(*, pathway: Pathway, confirmed: str, by: Actor) -> None:
    """Write to the worker's own address: with the link they sign in by e-mail from then on.

    A tutor may have written it down. Who opens that mailbox signs as the worker, so the office
    first asks the worker and confirms this very address; to one written since nothing is sent.
    """
    locked = begun(pathway, "invite_worker", by=by)
    _no_tutor(locked, by)
    worker = Worker.objects.get(pk=locked.worker_id)
    if not worker.email:
        raise RuleBroken(_("Write down the worker's e-mail address first."))
    if signs_in_by_email(worker):
        raise RuleBroken(_("The worker signs in by e-mail already."))
    if worker.email.lower() in verified_emails(by.id):
        raise RuleBroken(_("This is your own address. Write down the worker's."))
    if confirmed.strip().lower() != worker.email.strip().lower():
        raise RuleBroken(_("Ask the worker for the address and confirm it."), field="confirmed")
    count_letter(by=by)
    app.configure_task(DELIVER).defer(worker=str(worker.pk), address=address_print(worker))
    noted(by, "worker.invited", locked)


def deliver_worker_invitation(*, worker: UUID, address: str, by: Actor) -> bool:
    """Send an invitation that was asked for, unless settled meanwhile or the address is another."""
    if not by.is_job:
        raise Refused(DELIVER)
    found = Worker.objects.filter(pk=worker).first()
    if found is None or not found.email or signs_in_by_email(found):
        return False
    if address_print(found) != address:
        return False
    notifications.invite_worker(found)
    return True


@transaction.atomic
def accept_worker_invitation(*, token: str, by: Actor) -> Worker:
    """Link the account of who came by the link; who has a card adds the address to it."""
    if not by.is_person:
        raise Refused("pathways.accept_worker_invitation")
    # The invited is nobody in the case yet and sees no row of it; the link says which worker.
    with acting(Actor.job("pathways.accept_worker_invitation")):
        worker = invited_by(token, lock=True)
        if worker.person_id is None:
            _link(worker, by)
    if worker.person_id != by.id:
        raise RuleBroken(_("Sign in with your card. Then open the link again."))
    if signs_in_by_email(worker):
        return worker
    add_proved_email(person=by.id, email=worker.email, by=by)
    return worker


def _link(worker: Worker, by: Actor) -> None:
    if worker.email.strip().lower() not in verified_emails(by.id):
        raise RuleBroken(_("Sign in with the address to which the letter came."))
    cases = list(Pathway.objects.filter(worker=worker, state__in=UNDER_WAY))
    bodies = {worker.office_id, worker.employer_id, *(one.company_id for one in cases)}
    has_part = CaseRole.objects.filter(worker=worker, person_id=by.id, until__isnull=True)
    if bodies & set(permissions.held(by)) or has_part.exists():
        raise RuleBroken(_("Whoever works on the case cannot be its worker."))
    worker.person_id = by.id
    worker.save(update_fields=["person"])
    for case in cases:
        appoint(case, by.id, CaseRoleKind.WORKER, by=by)
    record(by=by, what="worker.joined", on=worker, organization=worker.office_id)


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
