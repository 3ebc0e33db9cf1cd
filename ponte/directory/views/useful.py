"""The question under every listing: was this page useful?"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ponte.directory.actions.useful import count_answer
from ponte.directory.models import Enterprise, ServiceCard
from ponte.directory.queries.listings import version_for_public
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.allow import allow
from ponte.kit.same_site import require_same_site

MODELS = {"services": (ServiceCard, "service"), "enterprises": (Enterprise, "enterprise")}
TRIES, SECONDS = 20, 3_600


# A reader has no session that a forged request could use, and gets no cookie.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def listing_useful(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    """Ask once more with a button, then count: a link alone changes nothing."""
    require_same_site(request)
    model, kind = MODELS[section]
    found = version_for_public(model, slug)
    if found.state != "published":
        raise Http404
    shown = {
        "section": section,
        "answer": request.GET.get("answer", ""),
        "back": reverse(f"directory:{kind}-detail", kwargs={"slug": slug}),
        "mistake_url": reverse(f"directory:{kind}-mistake", kwargs={"slug": slug}),
        "is_counted": False,
        "error": "",
    }
    if request.method != "POST":
        return render(request, "directory/listing_useful.html", shown)
    return _counted(request, found.pk, shown)


def _counted(request: HttpRequest, pk, shown: dict) -> HttpResponse:
    address = request.META.get("REMOTE_ADDR", "")
    if not allow("useful", address, limit=TRIES, seconds=SECONDS):
        return render(request, "429.html", status=429)
    answer = request.POST.get("answer", "")
    try:
        count_answer(listing_id=pk, answer=answer, by=request.actor)
    except RuleBroken as broken:
        return render(
            request, "directory/listing_useful.html", {**shown, "error": str(broken)}, status=422
        )
    told = {**shown, "answer": answer, "is_counted": True}
    return render(request, "directory/listing_useful.html", told)
