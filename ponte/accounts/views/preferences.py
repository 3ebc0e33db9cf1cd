"""My account: my name and language, and the ways I sign in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.translation import gettext as _

from ponte.accounts import actions, queries
from ponte.accounts.forms import PreferencesForm
from ponte.kit.errors import RuleBroken


def preferences(request):
    person = request.user
    told = {"name": person.name, "language": person.language}
    form = PreferencesForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_preferences(person=person, by=request.actor, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("Saved."))
            here = translate_url(request.path, form.cleaned_data["language"])
            return redirect(here)
    context = {"form": form, "email": person.email, "ways": queries.ways_in(person)}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/preferences.html", context, status=status)
