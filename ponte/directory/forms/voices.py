"""What a citizen writes without an account, and how it is answered."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ponte.directory.events import OUTCOMES
from ponte.directory.forms.fields import Text, line, long_text
from ponte.directory.queries.voice_list import LATE
from ponte.directory.states import VoiceState
from ponte.kit.lists import Narrowing

_PHONE = re.compile(r"^[+\d][\d\s./()-]{4,}$")


class Asked(forms.Form):
    """A field that people never see, and that programs fill in."""

    homepage = Text(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_homepage(self):
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("Leave this field empty: it is a trap for programs."))
        return ""


class CallbackForm(Asked):
    name = line(_("Your name"), 120, required=True, autocomplete="name")
    phone = line(_("Phone"), 40, autocomplete="tel", inputmode="tel")
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput({"autocomplete": "email"})
    )
    best_time = line(
        _("When is best?"), 40, help_text=_("For example: in the morning, after 17:00")
    )
    note = long_text(
        _("What is it about?"),
        1000,
        help_text=_("A few words. Nothing about illness or other private matters, please."),
    )

    why = {
        "note": _("It helps the right person to call. You can tell the rest on the phone."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("phone", "email"):
            self.fields[name].aside = _("one of the two is enough")

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and not _PHONE.match(phone):
            raise ValidationError(_("Write the number with digits only, for example 333 1234567."))
        return phone

    def clean(self):
        data = super().clean()
        has_errors = {"phone", "email"} & set(self.errors)
        if not has_errors and not (data.get("phone") or data.get("email")):
            self.add_error("phone", _("Give a phone number or an e-mail address, to be reached."))
        return data


class MistakeForm(Asked):
    text = long_text(_("What is wrong?"), 2000, rows=5, required=True)
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        help_text=_("Only if you want to be told when it is mended."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class AnswerForm(forms.Form):
    """What came of a voice; the words depend on its kind."""

    outcome = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect)

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["outcome"].choices = list(OUTCOMES[kind].items())


class VoicesNarrowed(Narrowing):
    """The filters of who waits for an answer; those who still wait come without being asked."""

    standing = {"state": VoiceState.OPEN}

    words = line(_("Words in the name"), 100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All")),
            ("callback", _("Asks to be called back")),
            ("mistake", _("Reports a mistake")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), (LATE, _("waiting too long")), *VoiceState.choices],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("due", _("Promised first")),
            ("newest", _("Asked last first")),
            ("provider", _("By organization")),
        ],
    )


FORMS = {"callback": CallbackForm, "mistake": MistakeForm}
