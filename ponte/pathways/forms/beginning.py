"""What is asked before there is a case: a worker, a candidate."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.kit.actor import Actor
from ponte.pathways import permissions
from ponte.pathways.actions.workers import WorkerFacts
from ponte.pathways.forms.fields import Town, chosen, day, line, one_of, tick, whole
from ponte.pathways.forms.openings import offer
from ponte.pathways.models import Worker
from ponte.pathways.queries.choosing import (
    bodies_named,
    town_label,
    tutors_to_name,
    workers_to_propose,
)


class WorkerForm(forms.Form):
    """Somebody whom the co-operative employs; nothing of why the programme takes them in."""

    name = line(_("Name and surname"), 120)
    employed_since = day(_("Employed by the co-operative since"))
    birth_year = whole(_("Year of birth"), 1900, 2100, required=False)
    phone = line(_("Phone"), 40, required=False, inputmode="tel")
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Many have none: a card with a code will do."),
    )
    municipality = Town(label=_("Where they live"), required=False)
    employer = chosen(_("Co-operative"))
    office = chosen(_("Placement office"))
    why = {
        "employed_since": _("After six months somebody can be proposed for a pathway."),
        "birth_year": _("The programme aims at 30 to 50 years; the age never excludes anybody."),
    }

    def __init__(self, *args, actor: Actor, **options):
        super().__init__(*args, **options)
        employers = bodies_named(permissions.OPEN_CASES)
        offices = bodies_named(permissions.PLACE_WORKERS)
        mine = permissions.bodies_of(actor, permissions.OPEN_CASES)
        placing = permissions.bodies_of(actor, permissions.PLACE_WORKERS)
        own = {pk: name for pk, name in employers.items() if pk in mine}
        offer(self.fields, "employer", employers if placing else own)
        own = {pk: name for pk, name in offices.items() if pk in placing}
        offer(self.fields, "office", offices if mine else own)

    def facts(self) -> WorkerFacts:
        """Return what is known of the worker."""
        data = {
            name: one
            for name, one in self.cleaned_data.items()
            if name not in ("employer", "office", "municipality")
        }
        return WorkerFacts(**data, municipality_id=self.cleaned_data["municipality"])


class CorrectForm(forms.Form):
    """What is known of a worker, to be put right; of their own data workers write three."""

    name = line(_("Name and surname"), 120)
    phone = line(_("Phone"), 40, required=False, inputmode="tel")
    email = forms.EmailField(label=_("E-mail address"), required=False)
    employed_since = day(_("Employed by the co-operative since"))
    birth_year = whole(_("Year of birth"), 1900, 2100, required=False)
    municipality = Town(label=_("Where they live"), required=False)
    OWN = ("name", "phone", "email")

    def __init__(self, *args, worker: Worker, own: bool, **options):
        known = {name: getattr(worker, name) for name in self.base_fields}
        known["municipality"] = town_label(worker.municipality)
        super().__init__(*args, initial=known, **options)
        self.worker = worker
        for name in set(self.fields) - set(self.OWN) if own else ():
            del self.fields[name]

    def given(self) -> dict:
        """Return what the action is told."""
        known = {name: getattr(self.worker, name) for name in ("employed_since", "birth_year")}
        data = {**known, "municipality": self.worker.municipality_id, **self.cleaned_data}
        return {"facts": WorkerFacts(municipality_id=data.pop("municipality"), **data)}


class CandidateForm(forms.Form):
    """A worker whose way may lead to a company."""

    worker = one_of(_("Worker"))
    skills_adequate = tick(
        _("I judge the professional and transversal skills adequate."), required=True
    )
    age_reason = line(_("Why it fits, if younger than 30 or older than 50"), 300, required=False)
    tutor = chosen(_("Tutor"))

    def __init__(self, *args, actor: Actor, **options):
        super().__init__(*args, **options)
        self.workers = {str(one.pk): one for one in workers_to_propose(actor)}
        self.fields["worker"].choices = [(pk, one.name) for pk, one in self.workers.items()]
        tutors = tutors_to_name(actor)
        self.fields["tutor"].choices = [(str(pk), name) for pk, name in tutors.items()]
        self.fields["tutor"].initial = str(actor.id)

    def given(self) -> dict:
        """Return what the action is told."""
        data = dict(self.cleaned_data)
        worker, tutor = self.workers[data.pop("worker")], UUID(data.pop("tutor"))
        return {**data, "worker": worker, "tutor": tutor}
