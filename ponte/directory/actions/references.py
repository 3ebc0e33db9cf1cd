"""Having a client confirm a reference: asked by letter, answered with one button."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.directory import notifications, permissions
from ponte.directory.actions.changes import lock, store
from ponte.directory.models import Reference
from ponte.directory.queries import references as queries
from ponte.directory.rules.references import check_client_address, check_may_ask
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import record
from ponte.kit.limits.letters import count_letter


@transaction.atomic
def ask_client(*, reference: Reference, client=None, email: str = "", by: Actor) -> Reference:
    """Ask the client, who is an organization here or reads an address of its own domain."""
    listing = lock(reference.enterprise)
    permissions.require_edit(by, listing)
    reference = Reference.objects.select_for_update(of=("self",)).get(pk=reference.pk)
    today = timezone.localdate()
    check_may_ask(
        settled=reference.confirmed_on is not None,
        denied=reference.denied_on is not None,
        days_since=(today - reference.asked_on).days if reference.asked_on else None,
    )
    letters, who = _addressees(listing, reference, client, email, by)
    for _to in letters:
        count_letter(by=by)
    reference.asked_on, reference.client = today, client
    reference.save(update_fields=["asked_on", "client"])
    record(
        by=by,
        what="enterprise.reference_asked",
        on=listing,
        organization=listing.organization_id,
        reference=str(reference.pk),
    )
    for to, language in letters:
        notifications.ask_client(reference, to, language, who)
    return reference


def _addressees(listing, reference, client, email: str, by: Actor):
    """Return (address, language) of each letter, and whose word the answer will be."""
    if client is None:
        try:
            validate_email(email)
        except ValidationError:
            raise RuleBroken(
                _("This is not an e-mail address. It looks like name@example.org."), field="email"
            ) from None
        return [(email, by.language)], check_client_address(email, queries.own_domains(listing))
    if client.pk not in {one.pk for one in queries.clients_named(reference)}:
        raise RuleBroken(_("Choose the client from the list."), field="client")
    # Who acts for another organization is nobody's to read: the letters find them.
    with acting(Actor.job("directory.ask_client")):
        people = queries.answerers_of(client, listing)
    if people:
        return [(one.email, one.language) for one in people], client.name
    if client.takes_codes:
        return [(client.email, by.language)], client.name
    raise RuleBroken(
        _("Nobody answers for it here yet. Choose none of these, and write an address."),
        field="client",
    )


@transaction.atomic
def answer_reference(*, reference: Reference, is_right: bool, who: str, by: Actor) -> Reference:
    """The client says that it is so, or that it is not: then readers do not see it."""
    permissions.require_reference_link(by, reference)
    listing = lock(reference.enterprise)
    reference = Reference.objects.select_for_update(of=("self",)).get(pk=reference.pk)
    if reference.confirmed_on or reference.denied_on:
        raise RuleBroken(_("This question has been answered already."))
    today = timezone.localdate()
    if is_right:
        reference.confirmed_on, reference.confirmed_by = today, who[:250]
        with acting(Actor.job("directory.know_client")):
            reference.is_checked = queries.is_known_client(reference)
    else:
        reference.denied_on = today
    reference.save(update_fields=["confirmed_on", "confirmed_by", "is_checked", "denied_on"])
    what = "enterprise.reference_confirmed" if is_right else "enterprise.reference_denied"
    store(listing, by=by, what=what, fields=[], reference=str(reference.pk))
    return reference
