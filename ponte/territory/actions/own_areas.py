"""Load a territory's own areas from its file: all or nothing, and twice the same is once.

An own area keeps an identifier of its own kind, so that the shipped areas, loaded again with each
release, never write over what a territory says of itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation

from ponte.engines.text.normalise import slugify
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.ids import uuid_from
from ponte.kit.spreadsheets import open_table
from ponte.territory.models import Area, AreaKind, CodeChange, Municipality
from ponte.territory.rules.own_areas import (
    OwnArea,
    Reading,
    Said,
    Town,
    Towns,
    columns_of,
    key_of,
    kinds_by_words,
    read_areas,
)

LOAD_AREAS = "territory.load_own_areas"
OWN = "area.own"


@dataclass(slots=True)
class AreasLoaded:
    """What a file says, what it changes, and whether that was written."""

    faults: list[Said]
    notes: list[Said]
    changes: list[str] = field(default_factory=list)
    unchanged: int = 0
    written: bool = False


@transaction.atomic
def load_own_areas(
    *, file: Path, by: Actor, replace: bool = False, check: bool = False
) -> AreasLoaded:
    """Write the areas of a file unless a line is at fault; an area that differs needs `replace`."""
    if not by.is_job:
        raise Refused(LOAD_AREAS)
    names: dict[str, Town] = _towns()
    reading = _read(file, names)
    present = {key_of(a.kind, a.name): a for a in Area.objects.select_for_update()}
    loaded = AreasLoaded(reading.faults, reading.notes)
    todo = []
    for told in reading.areas:
        before = present.get(key_of(told.kind, told.name))
        changes = _changes(told, before, names)
        if before and changes and not replace:
            words = f"'{before.name}' is there already and differs; --replace writes this one."
            loaded.faults.append(Said(told.line, words))
        if changes:
            todo.append((told, before))
        loaded.changes += changes
        loaded.unchanged += not changes
    if not loaded.faults and not check:
        for told, before in todo:
            _write(told, before)
        loaded.written = bool(todo)
    return loaded


def _read(file: Path, towns: dict[str, Town]) -> Reading:
    table = open_table(file)
    places, lacks = columns_of(table.header)
    if lacks:
        raise RuleBroken(f"The first line lacks {', '.join(lacks)}.", field="file")
    lines = (
        (row.number, defaultdict(str, {name: row.cells[at].strip() for name, at in places.items()}))
        for row in table.rows()
    )
    now = defaultdict(set)
    for old, code in CodeChange.objects.values_list("old_code", "municipality__istat_code"):
        now[old].add(code)
    return read_areas(lines, Towns(towns.values(), now), kinds_by_words(_kinds()))


def _towns() -> dict[str, Town]:
    merged = defaultdict(list)
    changes = CodeChange.objects.order_by("old_code", "id")
    for old, code in changes.values_list("old_name", "municipality__istat_code"):
        merged[code].append(old)
    rows = Municipality.objects.order_by("istat_code").values_list(
        "istat_code", "name", "name_other", "province__acronym"
    )
    return {
        code: Town(code, name, province, tuple(filter(None, (other, *merged[code]))))
        for code, name, other, province in rows
    }


def _kinds() -> Iterator[tuple[str, str]]:
    for kind in AreaKind:
        yield kind.value, kind.value
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                yield kind.value, str(kind.label)


def _changes(told: OwnArea, before: Area | None, towns: dict[str, Town]) -> list[str]:
    """Say as a difference what the file makes of an area, line by line."""
    if before is None:
        return [
            f"new: {told.name} ({told.kind}), {told.source}, {told.year}",
            *(f"  + {towns[code].label}" for code in sorted(told.towns)),
        ]
    held = set(before.municipalities.values_list("istat_code", flat=True))
    facts = (
        ("name", before.name, told.name),
        ("source", before.source, told.source),
        ("year", before.source_year or "", told.year),
        ("note", before.note, ""),
        ("complete", "yes" if before.is_complete else "no", "yes"),
    )
    lines = [
        *(f"  {name}: '{new}' instead of '{old}'" for name, old, new in facts if old != new),
        *(f"  + {towns[code].label}" for code in sorted(told.towns.keys() - held)),
        *(f"  - {towns[code].label}" for code in sorted(held - told.towns.keys())),
    ]
    return [f"changed: {before.name} ({before.kind})", *lines] if lines else []


def _write(told: OwnArea, before: Area | None) -> None:
    """An area of before gives its address to the own one, so that what names it still holds."""
    slug = before.slug if before else _slug(told)
    if before:
        before.delete()
    area = Area.objects.create(
        id=uuid_from(OWN, slug),
        kind=told.kind,
        name=told.name,
        slug=slug,
        source=told.source,
        source_year=told.year,
    )
    area.municipalities.set(Municipality.objects.filter(istat_code__in=list(told.towns)))


def _slug(told: OwnArea) -> str:
    """Two kinds of area may bear one name; the address of the later one tells its kind."""
    slug = slugify(told.name, otherwise=told.kind.replace("_", "-"))
    taken = set(Area.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    kind = f"{slug}-{told.kind.replace('_', '-')}"
    ways = (slug, kind, *(f"{kind}-{number}" for number in range(2, len(taken) + 3)))
    return next(way for way in ways if way not in taken)
