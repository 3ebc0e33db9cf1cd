"""Stating something without an account: by a link, or by a code on a device that is handed over."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.appointed import require_appointed
from ponte.pathways.actions.moving import begun
from ponte.pathways.actions.signing import SIGN_BY_LINK, by_link, code_of, is_typed, use
from ponte.pathways.actions.stating import Said, stated_word
from ponte.pathways.models import Signatory, SigningPass, Statement
from ponte.pathways.queries.statements_asked import speaks_beside, statement_by
from ponte.pathways.states import Party, SigningMeans, StatedOf


def state_by_link(*, signing_pass: SigningPass, seen: str, by: Actor) -> Statement:
    """State what the link opened; pressing twice, or after a lost connection, states it once."""
    with by_link(signing_pass, by, again=True) as found:
        if not found.of:
            raise Refused(SIGN_BY_LINK)
        before = statement_by(found)
        if before is not None:
            return before
        if found.opened_at is None:
            raise RuleBroken(_("Open the text first."))
        return _stated(found, SigningMeans.LINK, seen, by)


@transaction.atomic
def state_by_code(
    *, signatory: Signatory, of: str, code: str, seen: str, by: Actor
) -> Statement | None:
    """State it on somebody's device with the code that only the speaker has; None if it is wrong.

    Who hands the device over only hands it over: the permission is the one of signing so.
    """
    pathway = begun(signatory.pathway_id, "sign_by_code", by=by)
    found = code_of(signatory, StatedOf(of))
    before = statement_by(found)
    if not is_typed(found, code, by, again=before is not None):
        return None
    found.pathway = pathway
    return before or _stated(found, SigningMeans.CODE, seen, by)


def _stated(found: SigningPass, means: SigningMeans, seen: str, by: Actor) -> Statement:
    named = found.signatory
    if named.party == Party.WORKER:
        require_appointed(found.pathway, named.person_id)
    if seen != found.bound_to:
        raise RuleBroken(_("The text has changed since you read it. Read it again, then sign."))
    said = Said(
        means,
        named.name,
        timezone.localdate(),
        person=named.person_id,
        beside_id=_beside(found),
        signing_pass=found,
    )
    made = stated_word(found.pathway, StatedOf(found.of), Party(named.party), seen, said, by=by)
    use(found)
    return made


def _beside(found: SigningPass) -> UUID | None:
    return found.signatory.person_id if speaks_beside(found) else None
