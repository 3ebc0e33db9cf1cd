"""How somebody looks at their listings, begins one, and translates one."""

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ponte.directory.forms.fields import line, long_text
from ponte.directory.queries.missing import PERIODS
from ponte.directory.rules.steps import FIELD_TITLES
from ponte.directory.states import ListingState
from ponte.kit.lists import Narrowing

KINDS = [("card", _("Service card")), ("enterprise", _("Enterprise profile"))]
ORDERS = [
    ("changed", _("Last changed first")),
    ("name", _("By name")),
    ("verified", _("Longest unchecked first")),
]


class WantedForm(Narrowing):
    """The filters of my listings, in the page's address."""

    words = line(_("Words in the name"), 100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *KINDS])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *ListingState.choices]
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)


class MissingNarrowed(Narrowing):
    """The filters of the searches in vain; three months come without being asked."""

    standing = {"days": str(PERIODS[1])}

    words = line(_("Words in the search or the place"), 100)
    days = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[(str(one), format_lazy(_("last {days} days"), days=one)) for one in PERIODS],
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All")), *settings.LANGUAGES]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("askers", _("Most askers first")), ("words", _("By words"))],
    )


class StartForm(forms.Form):
    """The first question: what, for whom, under which name."""

    kind = forms.ChoiceField(
        label=_("What do you want to write?"), choices=KINDS, widget=forms.RadioSelect
    )
    organization = forms.ChoiceField(label=_("Organization"))
    name = line(
        _("Name of the service"), 150, help_text=_("Only for a service card. You can change it.")
    )

    why = {
        "kind": _("A card is read by people who need a service, a profile by those who buy."),
        "organization": _("Only organizations whose listings you write are shown."),
    }

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.organizations = {str(one.pk): one for one in organizations}
        choices = [(pk, one.name) for pk, one in self.organizations.items()]
        self.fields["organization"].choices = choices

    def clean(self):
        data = super().clean()
        if data.get("kind") == "card" and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Give the service a name."))
        return data

    @property
    def chosen(self):
        """Return the organization, as offered."""
        return self.organizations[self.cleaned_data["organization"]]


class TranslationForm(forms.Form):
    """The texts of a listing in another language, each beside its source."""

    def __init__(self, *args, names, listing, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for name in names:
            source = getattr(listing, name)
            if not source:
                continue
            most = listing._meta.get_field(name).max_length
            make = line if most <= 160 else long_text
            self.fields[name] = make(FIELD_TITLES[name], most)
            self.fields[name].source = source
        self.fields["signed"] = forms.BooleanField(
            label=_("I have read the whole translation and answer for it"), required=False
        )

    def texts(self) -> dict[str, str]:
        """Return what was typed, by field."""
        return {name: text for name, text in self.cleaned_data.items() if name != "signed"}
