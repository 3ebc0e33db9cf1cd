"""Everything that is kept about one worker, found by walking the models: nothing can be left out.

A model belongs to a worker if its foreign keys lead to one. What concerns others is removed:
who of the staff wrote a line, other signatories, passes to sign with, and in the company's talks
who said it and who is to do what.
"""

from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from pghistory.models import Event

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.sealing.fields import SealedField
from ponte.pathways.models import Document, Pathway, Worker
from ponte.pathways.permissions.owning import looks_as
from ponte.pathways.queries import special
from ponte.pathways.states import CaseRoleKind, Instrument

GATHERING = Actor.job("holding.gather")
# They open a door for others, are the office's notes on its own keeping, or wait for their writer.
LEFT_OUT = {"signingpass", "retentionhold", "yardphone", "yardentry"}
OF_OTHERS = {"signer_name", "evidence", "present"}
IN_COMPANY_TALK = {"with", "actions", "support_wanted"}


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows of one kind: the model's name, and each row as plain values by field."""

    name: str
    rows: list[dict[str, Any]]
    objects: list[models.Model]


@cache
def paths() -> dict[type[models.Model], str]:
    """Return, by model, how its rows lead to their worker."""
    found, queue = {Worker: ""}, deque([Worker])
    ours = [one for one in apps.get_app_config("pathways").get_models() if not _is_event(one)]
    while queue:
        target = queue.popleft()
        for model in ours:
            for field in model._meta.local_fields:
                if _only_mentions(field):
                    continue
                if model not in found and field.is_relation and field.related_model is target:
                    found[model] = "__".join(filter(None, (field.name, found[target])))
                    queue.append(model)
    return found


def _only_mentions(field: models.Field) -> bool:
    """A row that names a worker and lives on without is another's: the post somebody took."""
    return field.is_relation and field.remote_field.on_delete is models.SET_NULL


def _is_event(model: type[models.Model]) -> bool:
    return issubclass(model, Event)


def workers_of(actor: Actor) -> list[Worker]:
    """Return the workers whose own pages an actor may open: oneself, and whom one represents."""
    if not actor.is_person:
        return []
    ids = set(Worker.objects.filter(person_id=actor.id).values_list("pk", flat=True))
    ids |= set(
        Pathway.objects.filter(
            roles__person_id=actor.id,
            roles__role=CaseRoleKind.REPRESENTATIVE,
            roles__until__isnull=True,
        ).values_list("worker_id", flat=True)
    )
    found = Worker.objects.select_related("office", "employer").filter(pk__in=ids)
    return [one for one in found.order_by("code") if looks_as(actor, one)]


def worker_for(actor: Actor, pk: UUID) -> Worker | None:
    """Return the worker whose own pages these are; None for everybody else."""
    return next((one for one in workers_of(actor) if one.pk == pk), None)


def kept_about(worker: Worker, *, by: Actor, through: str = special.Interface.PAGE) -> list[Kept]:
    """Return all rows about a worker; the worker's own reading is nobody's business."""
    with special.everything_open(worker, by=by, through=through), acting(GATHERING):
        found = []
        for model, path in paths().items():
            if model._meta.model_name in LEFT_OUT:
                continue
            rows = list(model.objects.filter(**{path or "pk": worker.pk}))
            if rows:
                told = [_plain(one) for one in rows]
                _unsealed(rows, told)
                found.append(Kept(model._meta.model_name, told, rows))
        return found


def _unsealed(rows: list[models.Model], told: list[dict[str, Any]]) -> None:
    """Put what was opened, less what was removed, into the rows: for this page alone."""
    for row, values in zip(rows, told, strict=True):
        for field in row._meta.concrete_fields:
            if isinstance(field, SealedField) and field.name in values:
                setattr(row, field.name, values[field.name])


def _plain(row: models.Model) -> dict[str, Any]:
    """Field by field, opened, without what concerns others."""
    told = {}
    for field in row._meta.concrete_fields:
        if _is_of_others(field):
            continue
        value = getattr(row, field.attname)
        if field.name in ("answers", "unread") and _is_company_talk(row):
            value = {
                code: one for code, one in (value or {}).items() if code not in IN_COMPANY_TALK
            }
        told[field.name] = value
    return told


def _is_of_others(field: models.Field) -> bool:
    names_staff = field.name.endswith(("_by_id", "author_id", "_by")) or field.name == "by_id"
    person = field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL
    return names_staff or person or field.name in OF_OTHERS


def _is_company_talk(row: models.Model) -> bool:
    return isinstance(row, Document) and row.instrument == Instrument.INTERVIEW_COMPANY


def copy_of(worker: Worker, *, by: Actor) -> dict[str, Any]:
    """Return a copy that other programs can read."""
    kept = kept_about(worker, by=by, through=special.Interface.EXPORT)
    return {"worker": worker.code, "kept": {one.name: one.rows for one in kept}}
