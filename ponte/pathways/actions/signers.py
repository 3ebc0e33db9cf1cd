"""Who signs for a party, and the links and codes sent to those who sign without an account."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from ponte.accounts.public import person_by_email
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import notifications
from ponte.pathways.actions.agreements import settle
from ponte.pathways.actions.appointed import must_sign, require_appointed
from ponte.pathways.actions.moving import begun, noted, whole
from ponte.pathways.models import Agreement, Pathway, Signatory, SigningPass
from ponte.pathways.queries.agreements import is_up_for_signing, text_up_for_signing
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.queries.signers import awaited_at, pass_state
from ponte.pathways.queries.signing import standing_of
from ponte.pathways.queries.statements import subject
from ponte.pathways.queries.statements_asked import asked_to_state, is_asked_of, is_stated_now
from ponte.pathways.rules.signing import CODE_DAYS, CODE_DIGITS, LINK_DAYS, is_alive
from ponte.pathways.states import Party, SigningTool, StatedOf

DAYS = {SigningTool.LINK: LINK_DAYS, SigningTool.CODE: CODE_DAYS}
DELIVER = "pathways.deliver_signing_pass"


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code that is shown once, to be printed for its signer, and the row that outlives it."""

    signing_pass: SigningPass
    code: str


@transaction.atomic
def name_signatory(
    *,
    pathway: Pathway,
    party: str,
    name: str,
    by: Actor,
    capacity: str = "",
    email: str = "",
) -> Signatory:
    """Say that this person has to sign for a party; all who are named have to."""
    locked = begun(pathway, "name_signatory", by=by)
    if not is_stated_now(locked):
        _require_open(locked)
    name = whole(name, field="name")[:120]
    party = Party(party)
    person = person_by_email(email.strip()) if email.strip() else None
    known = {"person": person} if person else {"name": name, "email": email.strip()}
    known |= {} if person else {"person": None, "capacity": capacity.strip()[:120]}
    named = Signatory.objects.filter(pathway=locked, party=party, ended_at__isnull=True)
    if named.filter(**known).exists():
        raise RuleBroken(_("This person is named already."), field="name")
    made = Signatory.objects.create(
        pathway=locked,
        party=party,
        name=name,
        capacity=capacity.strip()[:120],
        person_id=person.pk if person else None,
        email=email.strip(),
        language=person.language if person else settings.HOME_LANGUAGE,
        named_by_id=by.id,
    )
    noted(by, "agreement.signatory_named", locked, party=party.value)
    return made


@transaction.atomic
def end_signatory(*, signatory: Signatory, by: Actor) -> Signatory:
    """Say that this person need not sign any more; what they signed stands."""
    locked = begun(signatory.pathway_id, "end_signatory", by=by)
    text = _require_open(locked)
    if must_sign(signatory, locked):
        raise RuleBroken(
            _("A court's appointment asks for this signature. End the appointment if it is over.")
        )
    now = timezone.now()
    Signatory.objects.filter(pk=signatory.pk, ended_at__isnull=True).update(ended_at=now)
    _revoke(SigningPass.objects.filter(signatory=signatory))
    noted(by, "agreement.signatory_ended", locked, party=signatory.party)
    settle(locked, text, by=by)
    signatory.refresh_from_db()
    return signatory


@transaction.atomic
def send_signing_link(*, signatory: Signatory, by: Actor, of: str = "") -> SigningPass:
    """Write a link to somebody who signs without an account; an older one is dead.

    `of` names what is to be stated, where it is not the agreement that is to be signed.
    """
    locked = begun(signatory.pathway_id, "send_signing_link", by=by)
    _require_address(signatory)
    return _sent(locked, signatory, SigningTool.LINK, by, of)


@transaction.atomic
def send_signing_code(*, signatory: Signatory, by: Actor, of: str = "") -> SigningPass:
    """Send a short code to the signer alone; it is made when it leaves."""
    locked = begun(signatory.pathway_id, "send_signing_code", by=by)
    _require_address(signatory)
    return _sent(locked, signatory, SigningTool.CODE, by, of)


@transaction.atomic
def issue_signing_code(*, signatory: Signatory, by: Actor, of: str = "") -> IssuedCode:
    """Make a short code to be printed for a signer without an address; it is shown once."""
    locked = begun(signatory.pathway_id, "issue_signing_code", by=by)
    made = _made(locked, signatory, SigningTool.CODE, by, of=of)
    code = _new_code(made)
    SigningPass.objects.filter(pk=made.pk).update(sent_at=timezone.now())
    made.refresh_from_db()
    return IssuedCode(made, code)


@transaction.atomic
def revoke_signing_pass(*, signing_pass: SigningPass, by: Actor) -> SigningPass:
    """Make a link or a code worthless."""
    locked = begun(signing_pass.pathway_id, "revoke_signing_pass", by=by)
    if signing_pass.used_at:
        raise RuleBroken(_("This has been used: the signature stands."))
    _revoke(SigningPass.objects.filter(pk=signing_pass.pk))
    noted(by, "agreement.pass_withdrawn", locked, tool=signing_pass.tool)
    signing_pass.refresh_from_db()
    return signing_pass


def ask_again(*, email: str) -> None:
    """Ask for one's link again; the job finds out whether there is one, whoever asks."""
    app.configure_task("pathways.send_links_again").defer(email=email.strip()[:254])


def send_links_again(*, email: str, by: Actor) -> int:
    """Send a new link for everything that waits for an address; return how many."""
    if not by.is_job:
        raise Refused("pathways.send_links_again")
    again = [(one, text, "") for one, text in awaited_at(email)] + asked_to_state(email)
    return sum(
        send_link_now(signatory=signatory, agreement=agreement, by=by, of=of)
        for signatory, agreement, of in again
    )


def send_link_now(*, signatory: Signatory, agreement: Agreement, by: Actor, of: str = "") -> bool:
    """Send a new link from within a job; the one before is dead."""
    if not by.is_job:
        raise Refused(DELIVER)
    made = _made(agreement.pathway, signatory, SigningTool.LINK, by, agreement, of=of)
    return deliver(signing_pass=made.pk, by=by)


def deliver(*, signing_pass: UUID, by: Actor) -> bool:
    """Send a link or a code that was asked for; what became of it is kept, not the secret."""
    if not by.is_job:
        raise Refused(DELIVER)
    found = SigningPass.objects.select_related("signatory", "agreement").get(pk=signing_pass)
    if not is_alive(pass_state(found)) or _is_outdated(found):
        return False
    try:
        if found.tool == SigningTool.LINK:
            notifications.send_link(found)
        else:
            notifications.send_code(found, _new_code(found))
    except OSError:  # what a mail server says no with; the page shows it and offers to try again
        SigningPass.objects.filter(pk=found.pk).update(failed_at=timezone.now())
        return False
    SigningPass.objects.filter(pk=found.pk).update(sent_at=timezone.now(), failed_at=None)
    return True


def _is_outdated(found: SigningPass) -> bool:
    if found.of:
        return subject(found.pathway_id, StatedOf(found.of)) != found.bound_to
    return found.agreement.voided_at is not None


def _sent(
    pathway: Pathway, signatory: Signatory, tool: SigningTool, by: Actor, of: str
) -> SigningPass:
    made = _made(pathway, signatory, tool, by, of=of)
    app.configure_task(DELIVER).defer(signing_pass=str(made.pk))
    return made


def _made(
    pathway: Pathway,
    signatory: Signatory,
    tool: SigningTool,
    by: Actor,
    agreement: Agreement | None = None,
    of: str = "",
) -> SigningPass:
    if signatory.ended_at:
        raise RuleBroken(NOTHING_WAITS)
    if signatory.party == Party.WORKER:
        require_appointed(pathway, signatory.person_id)
    if of:
        agreement = _require_unstated(pathway, signatory, StatedOf(of))
    else:
        agreement = _require_unsigned(pathway, signatory, agreement)
    _revoke(SigningPass.objects.filter(signatory=signatory, tool=tool))
    made = SigningPass.objects.create(
        pathway=pathway,
        agreement=agreement,
        signatory=signatory,
        of=of,
        bound_to=subject(pathway.pk, StatedOf(of)) if of else "",
        tool=tool,
        made_by_id=by.id or signatory.pk,
        expires_at=timezone.now() + timedelta(days=DAYS[tool]),
    )
    noted(by, "agreement.pass_made", pathway, tool=tool.value, party=signatory.party)
    return made


def _require_unsigned(
    pathway: Pathway, signatory: Signatory, agreement: Agreement | None
) -> Agreement:
    agreement = agreement or text_up_for_signing(pathway)
    if agreement is None or not is_up_for_signing(agreement, pathway):
        raise RuleBroken(_("There is no text to sign now."))
    standing = standing_of(agreement)[Party(signatory.party)]
    if standing.is_carried:
        raise RuleBroken(NOTHING_WAITS)
    if signatory.pk in {one.signatory_id for one in standing.signatures}:
        raise RuleBroken(_("This person has signed already."))
    return agreement


def _require_unstated(pathway: Pathway, signatory: Signatory, of: StatedOf) -> Agreement:
    """The agreement in force goes with the pass; what is stated is bound beside it."""
    agreement = agreement_in_force(pathway.pk)
    if agreement is None or not is_asked_of(pathway, of, signatory):
        raise RuleBroken(NOTHING_WAITS)
    return agreement


NOTHING_WAITS = gettext_lazy("Nothing waits for this person's signature.")


def _new_code(signing_pass: SigningPass) -> str:
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    SigningPass.objects.filter(pk=signing_pass.pk).update(secret=make_password(code))
    return code


def _revoke(passes) -> None:
    passes.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _require_address(signatory: Signatory) -> None:
    if not signatory.email:
        raise RuleBroken(_("No e-mail address is known for this person."), field="email")


def _require_open(pathway: Pathway) -> Agreement:
    text = text_up_for_signing(pathway)
    if text is None:
        raise RuleBroken(_("There is no text to sign now."))
    return text
