"""The page that a signing link opens, without an account: a name, the text, one button.

Opening the address changes nothing and tells nothing: mail scanners and strangers open links.
The name, which the message does not say, opens the text; the text says who has signed and
nothing of anybody's condition. After the signature the link is dead.
"""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ponte.kit import links
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.allow import allow
from ponte.kit.limits.letters import count_letter
from ponte.kit.same_site import require_same_site
from ponte.pathways import actions
from ponte.pathways.actions.pass_use import SIGN_BY_LINK
from ponte.pathways.actions.signers import ask_again
from ponte.pathways.forms.agreements import AddressForm, NameForm
from ponte.pathways.notifications import SIGNING_LINK
from ponte.pathways.queries.signers import pass_behind, pass_state, signature_by
from ponte.pathways.queries.statements_asked import is_outdated, text_of
from ponte.pathways.rules.signing import OPENED_DAYS, is_alive
from ponte.pathways.states import Delivery, StatedOf
from ponte.pathways.views.agreement_shown import text_shown
from ponte.pathways.views.ending import LEADS, TITLES

OPENED = "agreement.opened"
TRIES, SECONDS = 5, 3600


# The link itself is the secret that a forged request would need: no cookie is asked for.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def signing_page(request, token: str):
    try:
        found = pass_behind(UUID(links.read(SIGNING_LINK, token)["pass"]))
    except RuleBroken as broken:
        return _page(request, {"broken": broken.message}, status=410)
    if found is None:
        return _page(request, {"broken": _("This link is not valid any more.")}, status=410)
    if request.method == "POST" and request.POST.get("then") == "sign":
        return _signed(request, found)
    if found.of and not found.used_at and is_outdated(found):
        return _page(request, {"broken": _ended(Delivery.REVOKED)}, status=410)
    state = pass_state(found)
    if not is_alive(state):
        return _page(request, {"broken": _ended(state)}, status=410)
    if request.method == "POST":
        return _opened(request, found)
    return _page(request, {"form": NameForm()})


def _opened(request, found):
    form = NameForm(request.POST, use_required_attribute=False)
    if not form.is_valid():
        return _page(request, {"form": form}, status=422)
    by = Actor.link(SIGN_BY_LINK, found.signatory_id, request.actor.language)
    try:
        is_right = actions.open_link(signing_pass=found, name=form.cleaned_data["name"], by=by)
    except RuleBroken as broken:
        return _page(request, {"broken": broken.message}, status=410)
    if is_right:
        return _text(request, found)
    form.add_error("name", _("The link was not made for this name. After five tries it is dead."))
    return _page(request, {"form": form}, status=422)


def _text(request, found, broken: str = "", status: int = 200):
    shown = {
        "text": found.agreement,
        "seen": found.bound_to or found.agreement.text_hash,
        **(_to_state(request, found) if found.of else {"blocks": text_shown(found.agreement)}),
        "signatory": found.signatory,
        "opened": links.make(OPENED, {"pass": str(found.pk)}, days=OPENED_DAYS),
        "problem": broken,
    }
    return _page(request, shown, status=status)


def _to_state(request, found) -> dict:
    """What is stated: its words, and the text in the part that is for this party's eyes."""
    of = StatedOf(found.of)
    by = Actor.link(SIGN_BY_LINK, found.signatory_id, request.actor.language)
    with acting(Actor.job("pathways.read_link")):
        blocks = text_of(found.pathway, of, found.signatory.party, by=by)
    return {"blocks": blocks, "title": TITLES[of], "lead": LEADS[of]}


def _signed(request, found):
    """Sign, once however often it is pressed; whoever did not say the name gets no text."""
    try:
        opened = links.read(OPENED, request.POST.get("opened", ""))["pass"]
    except RuleBroken:
        opened = ""
    if opened != str(found.pk):
        return redirect(request.path)
    by = Actor.link(SIGN_BY_LINK, found.signatory_id, request.actor.language)
    try:
        seen = request.POST.get("seen", "")
        if found.of:
            made = actions.state_by_link(signing_pass=found, seen=seen, by=by)
            return _page(request, {"stated": made})
        made = actions.sign_by_link(signing_pass=found, seen=seen, by=by)
    except RuleBroken as broken:
        return _page(request, {"broken": broken.message}, status=410)
    return _page(request, {"receipt": signature_by(found), "signed_as": made.signer_name})


def _ended(state: Delivery) -> str:
    return {
        Delivery.USED: _("This link has been used: what it was for is signed."),
        Delivery.EXPIRED: _("This link has expired. Ask for a new one."),
        Delivery.BLOCKED: _("Too many wrong names were tried: this link is dead."),
    }.get(state, _("This link is not valid any more: the text was changed, or a newer link sent."))


def _page(request, shown: dict, status: int = 200):
    response = render(request, "pathways/agreement/signing.html", shown, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def signing_again(request):
    """Send somebody their link again; the answer is the same whoever asks."""
    require_same_site(request)
    form = AddressForm(request.POST or None, use_required_attribute=False)
    status = 422 if form.is_bound else 200
    shown = {"form": form}
    if form.is_valid():
        try:
            _count(request)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
            status = 429
        else:
            ask_again(email=form.cleaned_data["email"])
            shown, status = {"is_sent": True}, 200
    return render(request, "pathways/agreement/again.html", shown, status=status)


def _count(request) -> None:
    """A few in an hour from one place of the network or for one address, known or not."""
    address = request.META.get("REMOTE_ADDR", "")
    asked = request.POST.get("email", "").strip().casefold()
    keys = (("signing again", address), ("signing again for", asked))
    if not all([allow(*key, limit=TRIES, seconds=SECONDS) for key in keys]):
        raise RuleBroken(_("That is many messages in one hour. Wait a little, please."))
    count_letter(by=request.actor, address=address)
