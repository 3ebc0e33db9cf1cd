"""Stating something without an account: by a link, or by a code on a device that is handed over."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.pathways.actions.appointed import require_appointed
from ponte.pathways.actions.pass_use import used_once_by_code, used_once_by_link
from ponte.pathways.actions.stating import Said, stated_word
from ponte.pathways.models import Signatory, SigningPass, Statement
from ponte.pathways.queries.statements_asked import speaks_beside, statement_by
from ponte.pathways.states import Party, SigningMeans, StatedOf


def state_by_link(*, signing_pass: SigningPass, seen: str, by: Actor) -> Statement:
    """State what the link opened; pressing twice, or after a lost connection, states it once."""
    return used_once_by_link(
        signing_pass,
        states=True,
        before=statement_by,
        use=lambda found: _stated(found, SigningMeans.LINK, seen, by),
        by=by,
    )


@transaction.atomic
def state_by_code(
    *, signatory: Signatory, of: str, code: str, seen: str, by: Actor
) -> Statement | None:
    """State it on somebody's device with the code only the speaker has; None if it is wrong."""
    return used_once_by_code(
        signatory,
        code,
        of=StatedOf(of),
        before=statement_by,
        use=lambda found: _stated(found, SigningMeans.CODE, seen, by),
        by=by,
    )


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
    return stated_word(found.pathway, StatedOf(found.of), Party(named.party), seen, said, by=by)


def _beside(found: SigningPass) -> UUID | None:
    return found.signatory.person_id if speaks_beside(found) else None
