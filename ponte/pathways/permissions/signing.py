"""For which party of an agreement somebody signs."""

from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway
from ponte.pathways.permissions import holding
from ponte.pathways.permissions.cases import roles_in
from ponte.pathways.states import Party

SIGNS_FOR = {
    Party.OFFICE: holding.SIGN_FOR_OFFICE,
    Party.COOPERATIVE: holding.SIGN_FOR_COOPERATIVE,
    Party.COMPANY: holding.SIGN_FOR_COMPANY,
}
BODY = {Party.OFFICE: "office_id", Party.COOPERATIVE: "cooperative_id", Party.COMPANY: "company_id"}


def signs_for(actor: Actor, pathway: Pathway) -> frozenset[Party]:
    """Return the parties that the actor may sign for, if nobody else is named."""
    if not actor.is_person:
        return frozenset()
    held = holding.held(actor)
    found = {
        party
        for party, permission in SIGNS_FOR.items()
        if permission in held.get(getattr(pathway, BODY[party]), ())
    }
    if roles_in(actor, pathway).is_own_word("sign_agreement"):
        found.add(Party.WORKER)
    return frozenset(found)
