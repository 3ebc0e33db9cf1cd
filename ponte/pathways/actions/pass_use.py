"""Using a link or a code once: to sign the agreement, or to state something."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.contrib.auth.hashers import check_password
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.moving import begun, locked_case, noted
from ponte.pathways.models import Signatory, SigningPass
from ponte.pathways.queries.signers import pass_state
from ponte.pathways.rules.signing import TRIES, is_alive, is_same_name
from ponte.pathways.states import SigningTool

SIGN_BY_LINK = "pathways.sign_by_link"
Given = TypeVar("Given")  # a signature, or a statement


def open_link(*, signing_pass: SigningPass, name: str, by: Actor) -> bool:
    """A person pressed the button and said who they are; a wrong name is counted."""
    with _by_link(signing_pass, by) as found:
        if not is_same_name(name, found.signatory.name):
            _miss(found)
            return False
        SigningPass.objects.filter(pk=found.pk, opened_at__isnull=True).update(
            opened_at=timezone.now()
        )
        noted(by, "agreement.link_opened", found.pathway)
        return True


def used_once_by_link(
    signing_pass: SigningPass,
    *,
    states: bool,
    before: Callable[[SigningPass], Given | None],
    use: Callable[[SigningPass], Given],
    by: Actor,
) -> Given:
    """Do what a link is for, once; again, return what was given `before`.

    A link to sign does not state (`states`), and one to state does not sign.
    """
    with _by_link(signing_pass, by, again=True) as found:
        if bool(found.of) is not states:
            raise Refused(SIGN_BY_LINK)
        given = before(found)
        if given is not None:
            return given
        if found.opened_at is None:
            raise RuleBroken(_("Open the text first."))
        given = use(found)
        _spend(found)
        return given


def used_once_by_code(
    signatory: Signatory,
    code: str,
    *,
    of: str,
    before: Callable[[SigningPass], Given | None],
    use: Callable[[SigningPass], Given],
    by: Actor,
) -> Given | None:
    """Do with a code what it is for, once; None if it is wrong. Call it in a transaction.

    Who hands the device over only hands it over: the permission is the same for every use.
    """
    pathway = begun(signatory.pathway_id, "sign_by_code", by=by)
    found = _code_of(signatory, of)
    given = before(found)
    if not _is_typed(found, code, by, again=given is not None):
        return None
    if given is not None:
        return given
    found.pathway = pathway
    given = use(found)
    _spend(found)
    return given


def _code_of(signatory: Signatory, of: str) -> SigningPass:
    """Return the newest code of somebody, locked."""
    found = SigningPass.objects.select_for_update(of=("self",))
    found = found.select_related("agreement", "signatory", "pathway").filter(
        signatory=signatory, of=of, tool=SigningTool.CODE, revoked_at__isnull=True
    )
    newest = found.order_by("-made_at").first()
    if newest is None or not newest.secret:
        raise RuleBroken(_("No code was made for this person. Ask the office for one."))
    return newest


def _is_typed(found: SigningPass, code: str, by: Actor, *, again: bool) -> bool:
    """Say whether somebody typed the code; a wrong one is counted, the last one kills it."""
    digits = "".join(sign for sign in code if sign.isdigit())
    is_right = check_password(digits, found.secret)
    if again and is_right:
        return True
    _require_alive(found)
    if found.made_by_id == by.id:
        raise RuleBroken(_("Whoever made the code does not hold the device it is used on."))
    if not is_right:
        _miss(found)
    return is_right


@contextmanager
def _by_link(signing_pass: SigningPass, by: Actor, *, again: bool = False) -> Iterator[SigningPass]:
    """The pass of a link and its case, locked, as a job sees them; who holds the link acts."""
    is_holder = by.kind is ActorKind.LINK and by.name == SIGN_BY_LINK
    if not is_holder or by.id != signing_pass.signatory_id:
        raise Refused(SIGN_BY_LINK)
    with acting(Actor.job(SIGN_BY_LINK)):
        pathway = locked_case(signing_pass.pathway_id)
        found = SigningPass.objects.select_related("agreement", "signatory").get(pk=signing_pass.pk)
        found.pathway = pathway
        if not (again and found.used_at):
            _require_alive(found)
        yield found


def _require_alive(found: SigningPass) -> None:
    """Refuse a link or a code that was used, withdrawn, tried too often, or is too old."""
    if not is_alive(pass_state(found)):
        raise RuleBroken(_("This can no longer be used to sign. Ask for a new one."))


def _miss(found: SigningPass) -> None:
    """Count a wrong name or code; the last one kills it."""
    SigningPass.objects.filter(pk=found.pk, tries__lt=TRIES).update(tries=F("tries") + 1)


def _spend(found: SigningPass) -> None:
    """A link or a code is used once; what else was made for the same person dies with it."""
    now = timezone.now()
    SigningPass.objects.filter(pk=found.pk).update(used_at=now)
    others = SigningPass.objects.filter(signatory_id=found.signatory_id, used_at__isnull=True)
    others.filter(revoked_at__isnull=True).update(revoked_at=now)
