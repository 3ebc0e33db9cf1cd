"""What is asked about a post that is free."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.pathways.forms.fields import chosen, day
from ponte.pathways.models import Pathway
from ponte.pathways.queries.posts import candidates_for


class FillPostForm(forms.Form):
    """Who has the post now, and since when."""

    worker = chosen(_("Who has the post now"))
    on = day(_("From which day"))

    def __init__(self, *args, pathway: Pathway, **options):
        super().__init__(*args, **options)
        self.workers = {str(one.pk): one for one in candidates_for(pathway)}
        offered = [(pk, f"{one.name}, {one.code}") for pk, one in self.workers.items()]
        self.fields["worker"].choices = [("", _("Choose")), *offered]
        self.fields["on"].initial = timezone.localdate

    def given(self) -> dict:
        """Return what the action is told."""
        return {**self.cleaned_data, "worker": self.workers[self.cleaned_data["worker"]]}
