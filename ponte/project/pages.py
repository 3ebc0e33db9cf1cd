"""Pages about the site itself: what it is, whose data, privacy, accessibility, a problem."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ponte.kit import mail
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.allow import allow
from ponte.kit.limits.letters import count_letter
from ponte.kit.lines import Line
from ponte.project.sources import SOURCES, WRITTEN_FROM

REPORTS_PER_HOUR = 5


class ProblemForm(forms.Form):
    """A problem with the site; a mistake on a card is reported on the card."""

    what = forms.CharField(
        label=_("What went wrong?"),
        help_text=_("Do not write about a person's health or private life here."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    page = Line(label=_("On which page?"), max_length=300, required=False)
    email = forms.EmailField(
        label=_("Your e-mail, if you want an answer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@require_safe
@login_not_required
def about(request):
    return render(request, "pages/about.html", {"section": "about"})


@require_safe
@login_not_required
def help_page(request):
    desks = f"{reverse('directory:search')}?kind=service&category=welfare_desks"
    return render(request, "pages/help.html", {"desks_url": desks})


@require_safe
@login_not_required
def privacy(request):
    return render(request, "pages/privacy.html", {"office": settings.OFFICE_EMAIL})


@require_safe
@login_not_required
def accessibility(request):
    return render(request, "pages/accessibility.html", {"office": settings.OFFICE_EMAIL})


@require_safe
@login_not_required
def sources(request):
    context = {
        "columns": [_("Data"), _("Made by"), _("Licence"), _("What was changed")],
        "rows": [(row.data, row.maker, row.licence, row.changes) for row in SOURCES],
        "documents": WRITTEN_FROM,
    }
    return render(request, "pages/sources.html", context)


@login_not_required
def report(request):
    """Send a problem with the site to the office; nothing typed is lost."""
    form = ProblemForm(request.POST or None, initial={"page": request.GET.get("page", "")[:300]})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "pages/report.html", {"form": form}, status=status)
    try:
        _count_report(request)
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return render(request, "pages/report.html", {"form": form}, status=429)
    mail.send(
        template="site_problem",
        to=settings.OFFICE_EMAIL,
        language=settings.HOME_LANGUAGE,
        context=form.cleaned_data,
    )
    return render(request, "pages/reported.html")


def _count_report(request) -> None:
    """A few in an hour, and no more in a day than other letters."""
    address = request.META["REMOTE_ADDR"]
    if not allow("report", address, limit=REPORTS_PER_HOUR, seconds=3600):
        raise RuleBroken(_("You sent several reports in a short time. Try again in an hour."))
    count_letter(by=request.actor, address=address)
