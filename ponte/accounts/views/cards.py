"""Signing in with a card, the first time and every other."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ponte.accounts import actions
from ponte.accounts.actions.cards import TooManyTries
from ponte.accounts.adapters import enter_by_card
from ponte.accounts.forms.card import CardForm, FirstTimeForm
from ponte.accounts.rules import digits
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken


@login_not_required
@never_cache
@sensitive_post_parameters()
def card_sign_in(request):
    """The number of the card and the PIN."""
    form = CardForm(request.POST or None, initial=_read_off(request))
    if form.is_bound and form.is_valid():
        return _opened(request, form, actions.open_by_card, "accounts/card.html")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/card.html", {"form": form}, status=status)


@login_not_required
@never_cache
@sensitive_post_parameters()
def card_first_time(request):
    """The number of the folded part chooses the PIN, once."""
    form = FirstTimeForm(request.POST or None, initial=_read_off(request))
    if form.is_bound and form.is_valid():
        return _opened(request, form, actions.activate_card, "accounts/card_first.html")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/card_first.html", {"form": form}, status=status)


def _read_off(request) -> dict:
    """The drawing on the card carries its number."""
    return {"code": digits(request.GET.get("code", ""))[:20]}


def _opened(request, form, opening, template: str):
    given = {name: text for name, text in form.cleaned_data.items() if name != "again"}
    try:
        card = opening(**given, address=request.META["REMOTE_ADDR"], by=Actor.anonymous())
    except RuleBroken as broken:
        form.add_error(broken.field, str(broken))
        status = 429 if isinstance(broken, TooManyTries) else 422
        return render(request, template, {"form": form}, status=status)
    return enter_by_card(request, card)
