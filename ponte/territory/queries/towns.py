"""Municipalities in bulk, each with the codes of the places that hold it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from ponte.territory.models import Area, Municipality, Province


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality as a point, and what it lies in: province, region, areas, Italy."""

    code: str
    name: str
    label: str
    latitude: float
    longitude: float
    above: tuple[str, ...]


def towns(ids: Collection[UUID]) -> dict[UUID, Town]:
    """Return municipalities by their identifiers."""
    return {pk: town for pk, town in _read(pk__in=ids)}


def above(codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each place code, the codes of the places that wholly hold it."""
    found = {code: ("IT",) for code in codes if code != "IT"}
    wanted = [code[1:] for code in codes if code.startswith("M")]
    if wanted:
        found |= {town.code: town.above for _pk, town in _read(istat_code__in=wanted)}
    wanted = [code[1:] for code in codes if code.startswith("P")]
    if wanted:
        rows = Province.objects.filter(code__in=wanted).values_list("code", "region__code")
        found |= {f"P{code}": (f"R{region}", "IT") for code, region in rows}
    return found


def _read(**wanted) -> list[tuple[UUID, Town]]:
    names = (
        "pk",
        "istat_code",
        "name",
        "latitude",
        "longitude",
        "province__code",
        "province__acronym",
        "province__region__code",
    )
    rows = list(Municipality.objects.filter(**wanted).values_list(*names))
    areas: dict[UUID, list[str]] = defaultdict(list)
    held = Area.objects.filter(municipalities__in=[row[0] for row in rows])
    for slug, pk in held.values_list("slug", "municipalities").order_by("slug"):
        areas[pk].append(f"A{slug}")
    return [
        (
            pk,
            Town(
                code=f"M{code}",
                name=name,
                label=f"{name} ({acronym})",
                latitude=latitude,
                longitude=longitude,
                above=(f"P{province}", f"R{region}", "IT", *areas.get(pk, ())),
            ),
        )
        for pk, code, name, latitude, longitude, province, acronym, region in rows
    ]
