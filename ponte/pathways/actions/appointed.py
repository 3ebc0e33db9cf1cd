"""Who signs for the worker by a court's appointment: in the worker's place, or with the worker."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ponte.accounts.public import people
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.pathways.actions.moving import noted
from ponte.pathways.models import Pathway, Representative, Signatory, SigningPass
from ponte.pathways.queries.adhesion import decide_together
from ponte.pathways.queries.signers import appointed_to_sign, is_over
from ponte.pathways.rules.representing import worker_signs_too
from ponte.pathways.states import Party


def name_appointed(pathway: Pathway, *, by: Actor) -> None:
    """Name whom today's appointments have sign; who was named by one that is over is let go.

    Beside the worker means both: then the worker is named too. In the worker's place means that
    the worker's own signature is not asked for.
    """
    found = appointed_to_sign(pathway.worker_id)
    named = list(_open(pathway))
    _let_go(pathway, named, {one.person_id for one in found}, by)
    persons = people({one.person_id for one in found} | {pathway.worker.person_id} - {None})
    known = {one.person_id for one in named}
    for one in found:
        person = persons.get(one.person_id)
        if person is not None and one.person_id not in known:
            _name(pathway, str(person), person, _capacity(one, person.language), by)
    if found and worker_signs_too([one.manner for one in found]):
        worker = pathway.worker
        if not any(is_worker(one, pathway) for one in named):
            _name(pathway, worker.name, persons.get(worker.person_id), "", by)


def must_sign(signatory: Signatory, pathway: Pathway) -> bool:
    """Say whether an appointment of today asks for this person's signature."""
    if signatory.party != Party.WORKER:
        return False
    found = appointed_to_sign(pathway.worker_id)
    if signatory.person_id in {one.person_id for one in found}:
        return True
    both = found and worker_signs_too([one.manner for one in found])
    return bool(both) and is_worker(signatory, pathway)


def is_worker(signatory: Signatory, pathway: Pathway) -> bool:
    """Say whether a signatory is the worker in person."""
    worker = pathway.worker
    if signatory.person_id is None:
        return signatory.name == worker.name
    return signatory.person_id == worker.person_id


def require_appointed(pathway: Pathway, person, day=None) -> None:
    """Refuse the signature of somebody whose appointment does not hold on its day."""
    if person and person != pathway.worker.person_id and is_over(pathway.worker_id, person, day):
        raise RuleBroken(_("The court's appointment of this person does not hold on this day."))


def require_own_yes(worker) -> None:
    """Refuse a yes that one gives alone where a court has two give it."""
    if decide_together(worker):
        raise RuleBroken(
            _(
                "By a court's appointment somebody decides together with the worker. "
                "Each says yes on the page of what was agreed to, with their own account; or both "
                "sign it on paper."
            )
        )


def close_passes(appointment: Representative, *, by: Actor) -> None:
    """The links and codes of somebody whose appointment ended sign nothing any more."""
    closed = SigningPass.objects.filter(
        pathway__worker_id=appointment.worker_id,
        signatory__party=Party.WORKER,
        signatory__person_id=appointment.person_id,
        used_at__isnull=True,
        revoked_at__isnull=True,
    ).update(revoked_at=timezone.now())
    if closed:
        told = {"organization": appointment.office_id, "passes": closed}
        record(by=by, what="signing_pass.revoked", on=appointment, **told)


def _open(pathway: Pathway):
    return Signatory.objects.filter(pathway=pathway, party=Party.WORKER, ended_at__isnull=True)


def _let_go(pathway: Pathway, named: list[Signatory], wanted: set, by: Actor) -> None:
    appointed = set(
        Representative.objects.filter(worker_id=pathway.worker_id).values_list(
            "person_id", flat=True
        )
    )
    over = [one.pk for one in named if one.person_id in appointed - wanted]
    if over:
        _open(pathway).filter(pk__in=over).update(ended_at=timezone.now())
        noted(by, "agreement.signatory_ended", pathway, party=Party.WORKER.value)


def _capacity(one: Representative, language: str) -> str:
    with override(language):
        return f"{one.get_kind_display()}, {one.get_manner_display()}"


def _name(pathway: Pathway, name: str, person, capacity: str, by: Actor) -> None:
    more = {"email": person.email or "", "language": person.language} if person else {}
    Signatory.objects.create(
        pathway=pathway,
        party=Party.WORKER,
        name=name[:120],
        capacity=capacity[:120],
        person_id=person.pk if person else None,
        named_by_id=by.id,
        **more,
    )
    noted(by, "agreement.signatory_named", pathway, party=Party.WORKER.value)
