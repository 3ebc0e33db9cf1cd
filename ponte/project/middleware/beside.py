"""While a tutor sits beside a worker, the device reaches the pages of that, and no other."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ponte.kit.actor import ActorKind


class AssistedSessions:
    """Lead back whoever asks for a page that is not open to both."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.actor.kind is not ActorKind.ASSISTED:
            return None
        if request.resolver_match.view_name in settings.ASSISTED_OPENS:
            return None
        messages.info(request, _("First end what you fill in together."))
        return redirect("pathways:worker-home")
