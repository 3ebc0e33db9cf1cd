"""The living style page: every component in every state, in the demonstration only."""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from ponte.kit.lines import Line
from ponte.project import design_samples as samples


class SampleForm(forms.Form):
    """One field of each kind, as the form renderer writes them."""

    why = {"tax": _("With it we find what the registers already say, so you type less.")}

    name = Line(label=_("Name of the service"), help_text=_("As people call it."))
    tax = Line(label=_("Tax code"), max_length=16)
    email = forms.EmailField(label=_("E-mail"), required=False)
    kind = forms.ChoiceField(
        label=_("Type"), choices=[("", "-"), ("home", _("At home")), ("desk", _("At a desk"))]
    )
    age = forms.IntegerField(label=_("Youngest age"), required=False, min_value=0)
    start = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    days = forms.MultipleChoiceField(
        label=_("Open on"),
        choices=[("1", _("Monday")), ("2", _("Tuesday")), ("3", _("Wednesday"))],
        widget=forms.CheckboxSelectMultiple,
    )
    cost = forms.ChoiceField(
        label=_("Cost"),
        choices=[("free", _("Free")), ("paid", _("To pay"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("What one gets"), widget=forms.Textarea, required=False)
    paper = forms.FileField(label=_("Document"), required=False)
    agree = forms.BooleanField(label=_("I have read the rules of use"))


PAGES = {
    "": "design/index.html",
    "forms": "design/forms.html",
    "working": "design/working.html",
    "home": "home/home.html",
    "search": "directory/search.html",
    "nothing": "directory/search.html",
    "service": "directory/service_detail.html",
    "bare": "directory/service_detail.html",
    "enterprise": "directory/enterprise_detail.html",
    "unclaimed": "directory/enterprise_detail.html",
}


def _context(name: str) -> Mapping:
    if name in {"", "working"}:
        return samples.components()
    if name == "forms":
        return {"empty": SampleForm(prefix="empty"), "wrong": SampleForm({"tax": "RSS"})}
    return samples.sample(name)


@login_not_required
def design(request: HttpRequest, name: str = "") -> HttpResponse:
    """Show one page of samples; elsewhere than in the demonstration there is nothing here."""
    if not settings.DEMO or name not in PAGES:
        raise Http404
    return render(request, PAGES[name], _context(name))


urlpatterns = [
    path("design/", design, name="design"),
    path("design/<slug:name>/", design, name="design-page"),
]
