"""The steps of an enterprise's public profile."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ponte.directory.forms.cards import ContactsForm, ServedForm
from ponte.directory.forms.fields import Code, Codes, Perhaps, Text, line, long_text
from ponte.directory.forms.rows import OfferRow, ReferenceRow
from ponte.directory.forms.steps import StepForm

MOST_CERTIFICATES = 20


class Lines(Text):
    """A short list, one entry a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        found = [text.strip() for text in super().clean(value).splitlines() if text.strip()]
        if len(found) > MOST_CERTIFICATES:
            raise ValidationError(_("At most %(most)s lines."), params={"most": MOST_CERTIFICATES})
        for text in found:
            if len(text) > 80:
                raise ValidationError(_("Keep each line within 80 characters."))
        return found


class WhoForm(StepForm):
    tagline = line(_("In one line"), 160)
    description = long_text(_("Who you are and how you work"), 6000, rows=8)
    prevailing_mission = Code("missions", label=_("Prevailing mission"))
    other_missions = Codes("missions", label=_("Other missions"))
    languages = Codes("languages", label=_("Languages spoken"))
    certifications = Lines(
        label=_("Certifications"), required=False, help_text=_("One a line, for example ISO 9001")
    )

    needed = ("description", "prevailing_mission")
    why = {
        "tagline": _("Buyers read it in the list of results."),
        "prevailing_mission": _("Buyers filter by it. One mission comes first, others may follow."),
        "certifications": _("Many tenders ask for them."),
    }


class OffersForm(StepForm):
    rows = {"offers": OfferRow}
    row_titles = {"offers": _("Products and services on sale")}
    row_hints = {"offers": _("One for each thing that a buyer may order.")}


class WhereForm(ServedForm):
    needed = ("served_add",)
    why = {"served_add": _("A buyer looks for whoever delivers to their town.")}


class CapacityForm(StepForm):
    capacity_note = long_text(
        _("What you can take on"), 1000, help_text=_("For example: 20 offices a day, 300 meals")
    )
    crew_hours_week = forms.IntegerField(
        label=_("Hours of work available each week"),
        required=False,
        min_value=0,
        max_value=1_000_000,
    )
    lead_time_days = forms.IntegerField(
        label=_("Days you need before starting"), required=False, min_value=0, max_value=1000
    )
    minimum_lot = line(_("Smallest order"), 120)
    staff = forms.IntegerField(
        label=_("People employed"), required=False, min_value=0, max_value=1_000_000
    )
    disadvantaged_share = forms.DecimalField(
        label=_("Share of disadvantaged workers (%)"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("Shown as declared, until the platform's office has seen proof."),
    )
    art14_ready = Perhaps(label=_("Ready for article 14 conventions (D.Lgs. 276/2003)"))

    why = {
        "lead_time_days": _("A buyer must know whether you can start in time."),
        "disadvantaged_share": _(
            "Count heads, over the other workers. No person is named and no kind of disadvantage."
        ),
        "art14_ready": _("Companies may place work orders with you instead of hiring directly."),
    }


class ReferencesForm(StepForm):
    rows = {"references": ReferenceRow}
    row_titles = {"references": _("Clients you worked for")}
    row_hints = {
        "references": _(
            "Ask the client first. It is shown as declared by you, until the client confirms it."
        )
    }


class ConfirmationForm(ContactsForm):
    rows = {}
    booking_url = None
    why = {
        "review_months": _("A profile that is out of date costs you orders."),
        "confirm": _("Readers see the day of the last check."),
    }

    def values(self) -> dict[str, Any]:
        return {"review_months": super().values()["review_months"]}


ENTERPRISE_FORMS = {
    "who": WhoForm,
    "offers": OffersForm,
    "where": WhereForm,
    "capacity": CapacityForm,
    "references": ReferencesForm,
    "confirmation": ConfirmationForm,
}
