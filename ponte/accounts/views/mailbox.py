"""The mail folder of a demonstration: sign-in codes are read here."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ponte.accounts.queries.mailbox import letters


@login_not_required
@never_cache
@require_safe
def mail_list(request):
    if not settings.DEMO:
        raise Http404
    to = request.GET.get("to", "")[:254]
    return render(request, "accounts/mail_list.html", {"letters": letters(to), "to": to})
