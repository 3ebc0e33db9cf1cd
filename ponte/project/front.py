"""The root redirect, the front page and the signed-in home."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation


@login_not_required
def root(request):
    """Send a visitor to the front page in a language of theirs, else in the territory's."""
    wanted = [code for code, _ in _accepted(request)]
    code = next((code for code in wanted if code in dict(settings.LANGUAGES)), None)
    return redirect(f"/{code or settings.HOME_LANGUAGE}/")


def _accepted(request):
    header = request.headers.get("Accept-Language", "")
    pairs = translation.trans_real.parse_accept_lang_header(header.lower())
    return [(code.split("-")[0], weight) for code, weight in pairs]


@login_not_required
def front(request):
    return render(request, "home/home.html", {})


def home(request):
    return render(request, "home/waiting.html", {})
