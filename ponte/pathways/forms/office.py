"""What the office and the association are asked: money, calls, meetings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.pathways.actions.calls import CallFacts
from ponte.pathways.actions.funding import FundingFacts
from ponte.pathways.actions.meetings import MeetingFacts
from ponte.pathways.forms.fields import Company, Euros, chosen, day, line, lines, one_of
from ponte.pathways.states import MeetingKind


class FundingForm(forms.Form):
    """One call of one funder."""

    funder = line(_("Who pays"))
    call = line(_("Under which call"), hint=_("Its name or number, as the report names it."))
    first_day = day(_("First day paid for"))
    last_day = day(_("Last day paid for"))
    report_on = day(_("Report due on"))
    budget = Euros(label=_("Budget in euros"))

    def facts(self) -> FundingFacts:
        """Return what was written, in cents."""
        told = dict(self.cleaned_data)
        return FundingFacts(budget_cents=told.pop("budget"), **told)

    @staticmethod
    def told(funding) -> dict:
        """Return the form's first values from a funding."""
        names = ("funder", "call", "first_day", "last_day", "report_on")
        cents = funding.budget_cents
        return {
            **{name: getattr(funding, name) for name in names},
            "budget": f"{cents // 100}.{cents % 100:02}",
        }


class MemberForm(forms.Form):
    """A firm that belongs to the association."""

    company = Company(
        label=_("Firm"), max_length=160, help_text=_("Its tax code, or its name as on the list.")
    )


class CallForm(forms.Form):
    """What an association asks its firms for."""

    office = chosen(_("Placement office that follows the firms"))
    title = line(_("Title"))
    text = lines(
        _("What you ask for"),
        hint=_("Which work, where, from when. Never a word about any worker."),
    )
    last_day = day(_("Last day to answer"))

    def __init__(self, *args, offices=(), **kwargs):
        super().__init__(*args, **kwargs)
        if offices:
            self.fields["office"].choices = [(str(pk), name) for pk, name in offices]
        else:
            del self.fields["office"]

    def facts(self) -> CallFacts:
        """Return what was written."""
        told = self.cleaned_data
        return CallFacts(told["title"], told["text"], told["last_day"])


class AnswerCallForm(forms.Form):
    """A firm says that it has an opening."""

    company = chosen(_("Company"))
    title = line(_("Which work"), hint=_("In a few words; the office calls you for the rest."))

    def __init__(self, *args, companies=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["company"].choices = [(str(pk), name) for pk, name in companies]


class MeetingForm(forms.Form):
    """With whom, when and where."""

    kind = one_of(_("With whom"), MeetingKind.choices)
    on = day(_("Day"))
    place = line(_("Place"), 200, required=False)

    def facts(self) -> MeetingFacts:
        """Return what was written."""
        return MeetingFacts(**self.cleaned_data)


class ItemForm(forms.Form):
    """A point of the agenda."""

    case_code = line(_("Code of a case"), 20, required=False)
    subject = line(
        _("Or a subject"), 200, required=False, hint=_("Cases by their code only, without names.")
    )


class DecisionForm(forms.Form):
    """What was decided about one point."""

    decision = lines(_("What was decided"), hint=_("What follows, without names or diagnoses."))


class GuestForm(forms.Form):
    """Somebody who is asked to come."""

    email = forms.EmailField(
        label=_("E-mail of the person"), help_text=_("The address of the person's account here.")
    )


class TaskForm(forms.Form):
    """Who does what by when."""

    person = chosen(_("Who"))
    what = line(_("What"), 300)
    due_on = day(_("By"))

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(pk), name) for pk, name in people]
