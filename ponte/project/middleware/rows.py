"""Opens the transaction in which the database knows who asks."""

import time
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused
from ponte.kit.journal.record import record_denial
from ponte.organizations.public import row_scope
from ponte.pathways.public import assisted_actor, assisted_is_over
from ponte.project.logs import without_links

ASSISTED_LATE = 12 * 3600  # seconds for which a page that was left open may still be sent
ASSISTED = "ponte_beside"  # in the session of a tutor who sits beside a worker


def _keeps_what_was_typed(request, kept) -> bool:
    """Say whether this sends what was typed while both sat there: it is written, and that is all.

    The page had been opened in time. Nothing more is shown for it than what was typed.
    """
    if request.method != "POST" or assisted_is_over(kept, time.time() - ASSISTED_LATE):
        return False
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return False
    request.assisted_is_over = found.view_name in settings.ASSISTED_KEEPS
    return request.assisted_is_over


def _ended(request, response):
    """Sign out after what was typed too late was kept, and say so; an error is mended first."""
    if not getattr(request, "assisted_is_over", False) or response.status_code != HTTPStatus.FOUND:
        return response
    list(messages.get_messages(request))
    logout(request)
    messages.info(
        request,
        _("What you had typed is kept. Filling in together is over. Sign in again to go on."),
    )
    return redirect_to_login(response["Location"])


class RowContextOfRequest:
    """Set `request.actor` and run the whole request, rendering included, within `acting`.

    The session is looked at only where the browser sent its cookie, so that public pages
    neither set a cookie nor vary on one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = self._actor(request)
        with acting(request.actor):
            if request.actor.kind is ActorKind.ANONYMOUS:
                return self.get_response(request)
            organizations, platform = row_scope(request.actor)
            with acting(request.actor, organizations=organizations, platform=platform):
                return _ended(request, self.get_response(request))

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            path = without_links(request.path)
            record_denial(by=request.actor, permission=exception.permission, path=path)

    @staticmethod
    def _actor(request) -> Actor:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            kept = request.session.get(ASSISTED)
            if not assisted_is_over(kept) or _keeps_what_was_typed(request, kept):
                return assisted_actor(Actor.of_person(request.user), kept)
            # The device may be in the worker's hands: nothing of the tutor's opens by waiting.
            logout(request)
            messages.info(request, _("Filling in together is over. Sign in again to go on."))
        return Actor.anonymous(translation.get_language() or settings.HOME_LANGUAGE)
