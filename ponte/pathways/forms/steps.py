"""What each step of a case asks for; `given` is what its action is told."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.kit.actor import Actor
from ponte.kit.lines import Line
from ponte.pathways.forms.fields import chosen, day, line, lines, one_of, tick, whole
from ponte.pathways.models import Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.queries.agreements import WORDS as CLAUSE_LABELS
from ponte.pathways.queries.choosing import openings_to_choose
from ponte.pathways.queries.facts import case_facts, nearest_km
from ponte.pathways.rules.agreements import CLAUSES, AgreementTerms, template_on, usual
from ponte.pathways.rules.article30 import FARTHEST_KM, FarReason, TasksChange
from ponte.pathways.rules.cases import Contract
from ponte.pathways.rules.limits import LAST_MONTH, LEAST_HOURS, MONTHS, MOST_HOURS
from ponte.pathways.states import (
    CaseRoleKind,
    LegalBasis,
    Means,
    OutcomeKind,
    PathwayState,
    Pause,
    Side,
    WhyNot,
)

OWN = {CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE}


class StepForm(forms.Form):
    """A step of one case; `seen` is the state of the case that the reader was shown."""

    seen = Line(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, pathway: Pathway, mine: CaseRoles, actor: Actor, **options):
        super().__init__(*args, **options)
        self.pathway, self.mine, self.actor = pathway, mine, actor
        self.fields["seen"].initial = seen_of(pathway)

    def given(self) -> dict:
        """Return what the action is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    @property
    def typed(self) -> list[dict]:
        """Return what was typed, for a page that can no longer take it."""
        return [
            {"label": one.label, "text": one.value()}
            for one in self.visible_fields()
            if one.value()
        ]


def seen_of(pathway: Pathway) -> str:
    """Return a word that changes whenever the case moves."""
    return f"{pathway.state}-{pathway.state_since.timestamp():.6f}"


class PlainForm(StepForm):
    """A step that asks for nothing more than the button."""


class ShareForm(StepForm):
    """The meeting of co-operative and service."""

    shared_on = day(_("Day of the meeting with the service"))
    support_actions = lines(
        _("Support that was agreed"), hint=_("Who does what, from when. No diagnosis, please.")
    )


class OwnWordForm(StepForm):
    """The worker's own word; whoever writes it down for the worker holds it on paper."""

    kept = tick(_("I hold the sheet that the worker signed."), required=True)
    own_opinion = lines(
        _("What the worker says about it"),
        most=500,
        rows=3,
        hint=_("Ask them, and write their own words; or that they would not say."),
    )
    reason = one_of(_("Reason, if the worker wants to give one"), required=False)
    on = day(_("Day on the sheet"))
    asks_day, asks_reason = False, True

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.is_own = bool(self.mine.roles & OWN)
        if CaseRoleKind.REPRESENTATIVE not in self.mine.roles:
            del self.fields["own_opinion"]
        if self.is_own:
            del self.fields["kept"]
        if self.is_own or not self.asks_day:
            del self.fields["on"]
        if self.asks_reason:
            self.fields["reason"].choices = [("", _("No reason")), *WhyNot.choices]
        else:
            del self.fields["reason"]

    def given(self) -> dict:
        found = {name: one for name, one in super().given().items() if name != "kept"}
        return {**found, "means": Means.ACCOUNT if self.is_own else Means.PAPER}


class AcceptForm(OwnWordForm):
    """A yes."""

    asks_day, asks_reason = True, False


class ChooseOpeningForm(StepForm):
    """An opening of the same office that has a free seat."""

    opportunity = one_of(_("Opening"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        found = openings_to_choose(self.actor, self.pathway)
        self.openings = {str(one.opening.pk): one.opening for one in found}
        self.fields["opportunity"].choices = [(str(one.opening.pk), one.label) for one in found]

    def given(self) -> dict:
        return {"opportunity": self.openings[self.cleaned_data["opportunity"]]}


class AppointmentForm(StepForm):
    """When the worker is expected at the office."""

    appointment_on = day(_("Day of the appointment"))


class ReasonForm(StepForm):
    """A person's reason."""

    reason = lines(_("Reason"), most=1000, hint=_("Whoever works on the case reads it."))


class ApproveForm(StepForm):
    """Why it fits, and what the four parties will sign."""

    reason = lines(
        _("Why it fits"), most=1000, rows=3, hint=_("Whoever works on the case reads it.")
    )
    legal_basis = one_of(_("What the secondment rests on in law"), LegalBasis.choices)
    legal_evidence = line(_("What proves it"), 300, hint=_("For example: resolution 3 of 2 May."))
    planned_hours = whole(_("Hours in all"), LEAST_HOURS, MOST_HOURS, hint=_("From 250 to 500."))
    weekly_hours = whole(_("Hours a week"), 1, 48)
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"))
    backdated_because = line(
        _("Why the first day lies in the past"), 300, required=False, hint=_("Only if it does.")
    )
    place = line(_("Place of work"), 200, required=False)
    tasks = lines(_("Tasks"), required=False, rows=3)
    tasks_change = one_of(
        _("Are the tasks other than the worker's present ones?"),
        TasksChange.choices,
        hint=_("Art. 30 c. 3 D.Lgs 276/2003: other tasks only with the worker's own consent."),
    )
    distance_km = whole(
        _("Kilometres from the site where the worker works now to the workplace"), 0, FARTHEST_KM
    )
    far_reason = one_of(
        _("If it is more than 50 km: for which reason"),
        [("", _("50 km or less")), *FarReason.choices],
        required=False,
        hint=_("Art. 30 c. 3 D.Lgs 276/2003: beyond 50 km only for proven reasons."),
    )
    far_proof = line(_("What proves this reason"), 300, required=False)
    objectives = lines(_("Objectives that can be verified"), hint=_("One a line."))
    safety = lines(_("Safety training"), rows=3, hint=_("Which, how long, who gives it."))
    cover = lines(_("Insurance cover"), rows=3, hint=_("INAIL and liability: who holds which."))
    template_name = "pathways/agreement/_terms_form.html"

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, words in usual(template_on(timezone.localdate())).items():
            self.fields[name] = lines(CLAUSE_LABELS[name], required=False, rows=2)
            self.initial.setdefault(name, words)
        opening = self.pathway.opportunity
        if opening is not None:
            self.initial.setdefault("objectives", opening.objectives)
            self.initial.setdefault("weekly_hours", opening.weekly_hours)
        nearest = nearest_km(self.pathway)
        if nearest is not None:
            self.fields["distance_km"].help_text = AS_THE_CROW_FLIES % {"km": nearest}

    @property
    def in_text(self) -> list:
        """The fields of the clauses that have a usual wording."""
        return [self[name] for name in CLAUSES]

    @property
    def is_wrong_in_text(self) -> bool:
        return bool(set(CLAUSES) & set(self.errors)) if self.is_bound else False

    def given(self) -> dict:
        data = super().given()
        reason = data.pop("reason")
        return {"reason": reason, "terms": AgreementTerms(**data)}


AS_THE_CROW_FLIES = _(
    "The co-operative's nearest site is %(km)s km away as the crow flies; the way there is longer."
)


class StartForm(StepForm):
    """What was seen to before the first day, and the post that is held."""

    notified_on = day(
        _("Mandatory communication sent on"), hint=_("UniLav, within five days of the start.")
    )
    safety_checked_on = day(_("Insurance and safety checked on"))
    late_because = line(
        _("If it was sent later: why"), 300, required=False, hint=_("Kept with this step.")
    )
    post = line(_("Post held at the co-operative"), 160, hint=_("For example: gardener, 30 hours."))
    cover = line(_("Who covers it meanwhile"), 300, required=False)


class SuspendForm(StepForm):
    """A reason from the list; never a word about health."""

    pause = one_of(_("Reason"), Pause.choices, hint=_("Nothing about health is kept."))


class CompleteForm(StepForm):
    """The last day; an end before the planned hours is agreed by each party on its own page."""

    on = day(_("Last day worked"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate


class InterruptForm(StepForm):
    """Who broke it off, when and why."""

    side = one_of(_("On whose side it was broken off"), Side.choices)
    on = day(_("Last day"))
    reason = lines(_("Reason"), most=1000, rows=3, hint=_("What happened; nothing about health."))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate


class HireForm(StepForm):
    """The contract of the hire."""

    on = day(_("First day of the contract"))
    contract_type = line(_("Type of contract"), 80, hint=_("For example: permanent, apprentice."))
    weekly_hours = whole(_("Hours a week"), 1, 48)
    collective_agreement = line(_("Collective agreement"), 120)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        opening = self.pathway.opportunity
        self.initial.setdefault("contract_type", opening.contract_type if opening else "")

    def given(self) -> dict:
        return {"contract": Contract(kind=OutcomeKind.HIRED.value, **super().given())}


class ReturnForm(StepForm):
    """Back in the same job."""

    on = day(_("First day back in the same job"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate


class OtherExitForm(StepForm):
    """Neither hired by the company nor back."""

    kind = one_of(
        _("How it ended"),
        [one for one in OutcomeKind.choices if one[0] not in ("hired", "returned")],
    )
    on = day(_("From which day"))


class FollowUpForm(StepForm):
    """A look back after some months."""

    month = one_of(_("Which look back"))
    checked_on = day(_("Day of the look back"))
    still_employed = chosen(
        _("Still employed?"),
        [("", _("not known")), ("yes", _("yes")), ("no", _("no"))],
        required=False,
    )
    weekly_hours = whole(_("Hours a week"), 1, 48, required=False)
    support_needed = tick(_("Support is needed again."))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        held = case_facts(self.pathway, PathwayState.CLOSED).looked_back
        left = [(str(one), MONTH_WORDS[one]) for one in MONTHS if one not in held]
        self.fields["month"].choices = left
        self.fields["month"].initial = left[0][0] if left else None
        self.fields["checked_on"].initial = timezone.localdate

    def given(self) -> dict:
        told = {"": None, "yes": True, "no": False}
        data = super().given()
        still = told[data.pop("still_employed")]
        return {**data, "month": int(data["month"]), "still_employed": still}


MONTH_WORDS = {
    3: _("after 3 months"),
    6: _("after 6 months"),
    12: _("after 12 months"),
    24: _("after 24 months"),
}


class CloseForm(StepForm):
    """The end; with a reason where nobody looked back after a year."""

    reason = lines(_("Reason for closing early"), most=1000, rows=3)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if LAST_MONTH in case_facts(self.pathway, PathwayState.CLOSED).looked_back:
            del self.fields["reason"]
