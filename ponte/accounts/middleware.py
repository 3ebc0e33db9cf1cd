"""What a session opened with a card may do: little, for a short while, while the card lives."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ponte.accounts.queries import is_live
from ponte.accounts.rules import IDLE_MINUTES, SESSION_KEY

SEEN_AGAIN_AFTER = 60  # seconds: not every page writes the session


class CardSessions:
    """End what a shared phone forgot to end; keep to the addresses of `CARD_OPENS`."""

    def __init__(self, get_response, clock=time.time):
        self.get_response, self.clock = get_response, clock

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            self._go_on_or_end(request, request.session[SESSION_KEY])
        return self.get_response(request)

    def _go_on_or_end(self, request, kept: dict) -> None:
        idle = self.clock() - kept["seen"]
        if idle > IDLE_MINUTES * 60 or not is_live(kept["card"], request.user.pk):
            logout(request)
            messages.info(request, _("You are signed out. Sign in with your card again."))
        elif idle > SEEN_AGAIN_AFTER:
            request.session[SESSION_KEY] = {**kept, "seen": int(self.clock())}

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Whoever finds the phone can neither add a way in nor read the account."""
        if (
            settings.SESSION_COOKIE_NAME not in request.COOKIES
            or SESSION_KEY not in request.session
        ):
            return None
        if not getattr(view_func, "login_required", True) or is_open(request.resolver_match):
            return None
        return redirect("home")


def is_open(match) -> bool:
    """Say whether an address is one of those that a card opens."""
    return match.view_name in settings.CARD_OPENS or match.namespace in settings.CARD_OPENS
