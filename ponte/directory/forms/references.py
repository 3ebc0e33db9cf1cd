"""Whom to ask about a reference: the client that is here, or an address of its own domain."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClientForm(forms.Form):
    client = forms.ChoiceField(
        label=_("Is the client one of these?"), required=False, widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label=_("E-mail address of the client"),
        required=False,
        max_length=254,
        help_text=_("Of the client's own domain. Readers see the domain, never the address."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    why = {
        "client": _("Whoever acts for the client here answers on the platform."),
        "email": _("A confirmation counts only if it comes from the client and not from you."),
    }

    def __init__(self, *args, clients, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.clients = {str(one.pk): one for one in clients}
        named = [(pk, _named(one)) for pk, one in self.clients.items()]
        self.fields["client"].choices = [*named, ("", _("None of these: I write an address"))]
        if not named:
            del self.fields["client"]
            self.fields["email"].required = True

    def clean(self):
        data = super().clean()
        if not data.get("client") and not data.get("email") and not self.errors:
            self.add_error("email", _("Choose the client, or write an address of theirs."))
        return data

    def chosen(self) -> dict:
        """Return the client or the address, as the action is told."""
        client = self.clients.get(self.cleaned_data.get("client", ""))
        return {"client": client, "email": "" if client else self.cleaned_data["email"]}


def _named(one) -> str:
    return f"{one.name}, {one.municipality.name}" if one.municipality else one.name
