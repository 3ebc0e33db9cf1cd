"""What an administrator says before the glass of a case is broken, and what its head says after."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import chosen, line


class GlassForm(forms.Form):
    """Whose case, which one, and why it cannot wait."""

    office = chosen(_("Which office"))
    code = line(_("Code of the case"), 20, hint=_("Who asked you for help knows it."))
    reason = line(
        _("Why it cannot wait for a second person"),
        300,
        hint=_("The worker and the office read it. Nothing of health, and no name."),
    )

    def __init__(self, *args, offices: list[tuple[UUID, str]], **options):
        super().__init__(*args, **options)
        self.fields["office"].choices = [(str(pk), name) for pk, name in offices]

    def given(self) -> dict:
        """Return what the action is told."""
        return {**self.cleaned_data, "office": UUID(self.cleaned_data["office"])}


class ReviewForm(forms.Form):
    """What the head of the office found."""

    note = line(
        _("What you found"),
        300,
        hint=_("Whether there was a need, and what was agreed. The worker reads it."),
    )
