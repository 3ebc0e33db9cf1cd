"""What is kept about a worker, in words that the worker reads: kinds, rows, readers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ponte.engines.questionnaires.visible import asked
from ponte.kit.audit.models import Interface, Reading
from ponte.pathways.events import SENTENCES
from ponte.pathways.models import Document, Worker
from ponte.pathways.models.reading_need import NeedPurpose
from ponte.pathways.permissions.purposes import Use
from ponte.pathways.queries.holding import Kept
from ponte.pathways.queries.sheet_words import parts_of
from ponte.pathways.rules import instruments
from ponte.pathways.states import CaseRoleKind, DisadvantageType

MOST_READINGS = 200
KINDS = {
    "worker": gettext_lazy("Who I am and how to reach me"),
    "disadvantage": gettext_lazy("Why I am in the programme"),
    "justicenote": gettext_lazy("Measures of a court"),
    "readingneed": gettext_lazy("Why somebody was let read more"),
    "emergencyreading": gettext_lazy("When my case was opened in an emergency"),
    "emergencyword": gettext_lazy("What was said of it afterwards"),
    "pathway": gettext_lazy("My pathways"),
    "caserole": gettext_lazy("Who has a part in my pathway"),
    "transition": gettext_lazy("The steps of my pathway"),
    "document": gettext_lazy("Sheets"),
    "sheetfile": gettext_lazy("Files"),
    "sitting": gettext_lazy("Sittings of the skills assessment"),
    "hoursentry": gettext_lazy("Hours"),
    "amendment": gettext_lazy("Hours added to the plan"),
    "agreement": gettext_lazy("Agreement"),
    "signatory": gettext_lazy("Who signs"),
    "signature": gettext_lazy("Signatures"),
    "statement": gettext_lazy("What I and others stated"),
    "interview": gettext_lazy("Talks"),
    "issue": gettext_lazy("Difficulties"),
    "outcome": gettext_lazy("How it ended"),
    "postheld": gettext_lazy("The post kept for me"),
    "followup": gettext_lazy("How it went later"),
    "costline": gettext_lazy("Costs"),
    "abilityprofile": gettext_lazy("What I can do"),
    "pairreview": gettext_lazy("Openings compared with me"),
    "agendaitem": gettext_lazy("Talked about in meetings"),
    "consent": gettext_lazy("What I said yes to"),
    "consenthalf": gettext_lazy("A yes that waited for another"),
    "paperword": gettext_lazy("Papers that waited for a second person"),
    "consentpaper": gettext_lazy("What I signed on paper"),
    "rightsrequest": gettext_lazy("What I asked about my data"),
    "representative": gettext_lazy("Who acts for me"),
}
DATA = {
    "assessment": gettext_lazy("skills assessment"),
    "agreement": gettext_lazy("agreement and plan"),
    "case": gettext_lazy("the case"),
    "consent": gettext_lazy("what I said yes to, on paper"),
    "company_interview": gettext_lazy("talks with the company"),
    "disadvantage": gettext_lazy("why I am in the programme"),
    "emergency": gettext_lazy("the case, opened in an emergency"),
    "everything": gettext_lazy("everything kept about me"),
    "justice": gettext_lazy("measures of a court"),
    "limits": gettext_lazy("limits at work"),
    "logbook": gettext_lazy("my diary"),
    "observation": gettext_lazy("observation grid"),
    "reasons": gettext_lazy("reasons of the steps"),
    "referring_service": gettext_lazy("which service follows me"),
    "report": gettext_lazy("final report"),
    "request": pgettext_lazy("kind of data", "requests"),
    "worker_interview": gettext_lazy("talks with me"),
}
# What a part reads for, and what a second person was told it would be read for.
FOR_WHAT = {
    Use.OWN: gettext_lazy("on my behalf"),
    Use.GUIDE: gettext_lazy("to accompany my pathway"),
    Use.CARE: gettext_lazy("to follow me beside the pathway"),
    Use.HOST: gettext_lazy("to work with me in the company"),
    Use.CHECK: gettext_lazy("to control what was done"),
    Use.EMERGENCY: gettext_lazy("because something could not wait for a second person"),
    Use.ANSWER: gettext_lazy("to answer what I asked about my data"),
    Use.COUNT: gettext_lazy("to count, without a name"),
    **dict(NeedPurpose.choices),
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of data: its title, and each row in a line with its details."""

    code: str
    title: str
    lines: list["Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is, and pairs of question and answer where it is a sheet."""

    text: str
    pairs: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked, on one day."""

    day: date
    who: str
    role: str
    data: str
    how: str
    why: str
    times: int


def shelves(kept: list[Kept], language: str) -> list[Shelf]:
    """Return everything kept, in the order of the list above."""
    order = {name: place for place, name in enumerate(KINDS)}
    found = sorted(kept, key=lambda one: order.get(one.name, len(order)))
    return [
        Shelf(one.name, str(KINDS.get(one.name, one.name)), [*_lines(one, language)])
        for one in found
    ]


def _lines(kept: Kept, language: str):
    say = SAYINGS.get(kept.name, _dated)
    for row, told in zip(kept.objects, kept.rows, strict=True):
        pairs = _answers(row, told, language) if isinstance(row, Document) else []
        yield Line(say(row), pairs)


def _answers(sheet: Document, told: dict[str, Any], language: str) -> list[dict[str, str]]:
    spec, answers = instruments.spec_of(sheet.instrument, sheet.version), told["answers"]
    if spec is None:
        return [{"label": code, "text": str(value)} for code, value in answers.items()]
    parts = parts_of(spec, answers, told.get("unread") or {}, asked(spec, answers), language)
    return [
        {"label": line.label, "text": line.text or " / ".join(", ".join(r) for r in line.rows)}
        for part in parts
        for line in part.lines
        if line.code in answers
    ]


def _dated(row: models.Model) -> str:
    """A row of a kind that has no words of its own: its days."""
    days = [
        getattr(row, field.name)
        for field in row._meta.concrete_fields
        if isinstance(field, models.DateField) and getattr(row, field.name)
    ]
    return date_format(days[0]) if days else _("kept")


def _worker(row) -> str:
    known = (row.name, row.phone, row.email, str(row.birth_year or ""))
    return ", ".join(one for one in known if one)


def _disadvantage(row) -> str:
    kind = dict(DisadvantageType.choices).get(row.kind, row.kind)
    return ", ".join(str(one) for one in (kind, row.referring_service) if one)


def _hours(row) -> str:
    hours = number_format(row.minutes / 60, 1)
    told = {"day": date_format(row.day), "hours": hours, "kind": row.get_kind_display()}
    return _("%(day)s: %(hours)s hours, %(kind)s") % told


def _named(*names: str) -> Callable[[models.Model], str]:
    """Say the values of some fields, choices in words and days as days."""

    def say(row: models.Model) -> str:
        found = []
        for name in names:
            value = getattr(row, f"get_{name}_display", lambda n=name: getattr(row, n))()
            if isinstance(value, date):
                value = date_format(value)
            if value not in (None, ""):
                found.append(str(value))
        return ", ".join(found)

    return say


def _step(row) -> str:
    told = str(SENTENCES.get(int(row.new), row.new))
    day = date_format(timezone.localdate(row.at))
    return f"{day}: {told} {row.reason}".strip()


SAYINGS: dict[str, Callable[[Any], str]] = {
    "worker": _worker,
    "disadvantage": _disadvantage,
    "justicenote": _named("note"),
    "readingneed": _named("what", "purpose", "reason", "opened_at", "until"),
    "emergencyreading": _named("reason", "opened_at", "until"),
    "emergencyword": _named("kind", "note", "at"),
    "pathway": _named(
        "code", "state", "starts_on", "ends_on", "support_actions", "age_reason", "own_opinion"
    ),
    "caserole": _named("role", "since"),
    "transition": _step,
    "document": _named("instrument", "occasion", "created_at", "state"),
    "hoursentry": _hours,
    "agreement": _named("version", "starts_on", "ends_on", "planned_hours", "extra_hours"),
    "statement": _named("of", "party", "stated_on"),
    "signature": _named("party", "at"),
    "interview": _named("kind", "held_on", "rating"),
    "issue": _named("kind", "raised_on", "action"),
    "outcome": _named("kind", "on", "contract_type"),
    "postheld": _named("title", "held_since", "ended_on"),
    "followup": _named("month", "checked_on"),
    "costline": _named("kind", "on"),
    "consent": _named("purpose", "recipient", "channel", "given_at", "withdrawn_at"),
    "consenthalf": _named("purpose", "recipient", "said_at"),
    "paperword": _named("kind", "about", "signed_on", "reference", "without_scan"),
    "consentpaper": _named("signed_on", "reference"),
    "rightsrequest": _named("kind", "asked_at", "outcome", "lifted_at", "lifted_why"),
    "pairreview": _named("verdict", "reviewed_at", "reason"),
}


def looks_at(worker: Worker) -> list[Look]:
    """Return who has looked at a worker's special data, newest first, a line a day and person."""
    found: dict[tuple, int] = {}
    readings = Reading.objects.filter(about_id=worker.pk, shown=True).order_by("-at", "-id")
    for one in readings[:MOST_READINGS]:
        words = ", ".join(str(DATA.get(name, name)) for name in one.data)
        who = one.actor_name or _("the office's program")
        why = ", ".join(str(FOR_WHAT.get(name, name)) for name in one.purposes or ())
        key = (timezone.localdate(one.at), who, _role(one.role), words, one.interface, why)
        found[key] = found.get(key, 0) + 1
    how = dict(Interface.choices)
    return [
        Look(day, who, role, words, str(how.get(through, through)), why, times)
        for (day, who, role, words, through, why), times in found.items()
    ]


def _role(text: str) -> str:
    names = dict(CaseRoleKind.choices)
    return ", ".join(str(names.get(one, one)) for one in text.split(",") if one)
