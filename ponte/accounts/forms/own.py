"""What is asked at sign-up beside the e-mail address, and the preferences."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ponte.kit.lines import Line


class NameAtSignup(forms.Form):
    """Ask how to call the person; allauth asks for the rest."""

    name = Line(
        label=_("Your name"),
        max_length=120,
        help_text=_("Shown to the people of the organizations you work for."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.language = request.LANGUAGE_CODE
        user.save(update_fields=["name", "language"])


class PreferencesForm(forms.Form):
    """How to call a person, and which language to write to them."""

    name = Line(
        label=_("Your name"),
        max_length=120,
        help_text=_("Shown to the people of the organizations you work for."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail you get"),
        choices=settings.LANGUAGES,
        help_text=_("You can read every page in any language."),
    )
