"""What is asked about the people of a case."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ponte.accounts.public import person_by_email
from ponte.pathways.forms.fields import chosen, line, one_of, whole
from ponte.pathways.models import Pathway
from ponte.pathways.queries.people import members_to_assign, trainings
from ponte.pathways.rules.cases import Training
from ponte.pathways.rules.limits import TUTOR_HOURS
from ponte.pathways.states import CaseRoleKind


class AssignForm(forms.Form):
    """A member of office, co-operative or company, and the part in this case."""

    whom = chosen(_("Who, as what"))

    def __init__(self, *args, pathway: Pathway, **options):
        super().__init__(*args, **options)
        found = members_to_assign(pathway)
        trained = trainings(pathway, set(found.get(CaseRoleKind.TUTOR, {})))
        self.fields["whom"].choices = [
            (
                role.label,
                [
                    (f"{role.value}={pk}", _named(name, trained.get(pk), role))
                    for pk, name in sorted(people.items(), key=lambda one: one[1])
                ],
            )
            for role, people in found.items()
            if people
        ]

    def given(self) -> dict:
        """Return what the action is told."""
        role, person = self.cleaned_data["whom"].split("=")
        return {"role": role, "person": UUID(person)}


def _named(name: str, training: Training | None, role: CaseRoleKind) -> str:
    if role != CaseRoleKind.TUTOR or training is None:
        return name
    return f"{name} ({training_said(training)})"


def training_said(training: Training) -> str:
    """Say in a few words whether a tutor is trained."""
    if training.recognised_for.strip():
        return gettext("experience recognised")
    hours = {"hours": sum(training.hours), "wanted": TUTOR_HOURS}
    if training.is_enough:
        return gettext("trained, %(hours)s hours") % hours
    return gettext("not trained yet: %(hours)s of %(wanted)s hours, in four areas") % hours


class OutsideForm(forms.Form):
    """Somebody of the referring service, or an auditor, by the address they sign in with."""

    email = line(_("E-mail address"), 254, inputmode="email")
    role = one_of(
        _("As what"),
        [(one.value, one.label) for one in (CaseRoleKind.SERVICE, CaseRoleKind.AUDITOR)],
    )

    def clean_email(self):
        found = person_by_email(self.cleaned_data["email"].strip())
        if found is None:
            raise forms.ValidationError(_("Nobody with this address has an account yet."))
        return found

    def given(self) -> dict:
        """Return what the action is told."""
        return {"role": self.cleaned_data["role"], "person": self.cleaned_data["email"].pk}


class TrainingForm(forms.Form):
    """Hours by area, or experience that the office recognises."""

    legal = whole(_("Law, hours"), 0, 500)
    business = whole(_("Business and organisation, hours"), 0, 500)
    policy = whole(_("Employment policy, hours"), 0, 500)
    guidance = whole(_("Guidance and groups, hours"), 0, 500)
    recognised_for = line(
        _("Or experience recognised, with its evidence"),
        300,
        required=False,
        hint=_("For example: tutor from 2015 to 2020, certificate of the co-operative."),
    )

    @classmethod
    def told(cls, training: Training) -> dict:
        """Return what the form shows for a training that is known."""
        areas = dict(zip(("legal", "business", "policy", "guidance"), training.hours, strict=True))
        return {**areas, "recognised_for": training.recognised_for}

    def given(self) -> dict:
        """Return what the action is told."""
        data = dict(self.cleaned_data)
        recognised = data.pop("recognised_for")
        return {"training": Training(tuple(data.values()), recognised)}
