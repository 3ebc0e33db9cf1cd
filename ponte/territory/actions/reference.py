"""Load the shipped places. Loading twice changes nothing: identifiers come from the codes."""

import csv
import gzip
from collections import Counter
from pathlib import Path

from ponte.engines.text.normalise import slugify, sort_key
from ponte.kit.actor import Actor
from ponte.kit.described import described
from ponte.kit.errors import Refused
from ponte.kit.ids import uuid_from
from ponte.territory.models import Area, CodeChange, Municipality, Province, Region

DATA = Path(__file__).resolve().parents[1] / "data"
BATCH = 2000
LOAD_PLACES = "territory.load_places"
LIFETIME_OF_A_CODE = "belfiore"  # stays when a province is made or unmade


def load_places(*, by: Actor) -> dict[str, int]:
    """Write regions, provinces, municipalities and old codes; return how many of each."""
    _require_job(by)
    regions = _regions()
    provinces = _provinces()
    municipalities = _municipalities()
    changes = _changes({m.istat_code: m for m in municipalities})
    return {
        "regions": _write(Region, regions, "code"),
        "provinces": _write(Province, provinces, "code"),
        "municipalities": _write(Municipality, municipalities, "id"),
        "code_changes": _write(CodeChange, changes, "id"),
    }


def load_areas(*, by: Actor) -> int:
    """Write the free areas with their municipalities; return how many.

    Where a territory has loaded its own area in the place of one, that one stays away.
    """
    _require_job(by)
    shipped = {
        uuid_from("area", one["slug"]): one for one in described(DATA / "areas.yaml")["areas"]
    }
    own = set(
        Area.objects.exclude(pk__in=list(shipped)).order_by("slug").values_list("slug", flat=True)
    )
    entries = [one for one in shipped.values() if one["slug"] not in own]
    areas = [
        Area(
            id=uuid_from("area", entry["slug"]),
            kind=entry["kind"],
            name=entry["name"],
            slug=entry["slug"],
            source=entry["source"],
            source_year=entry["year"],
            note=entry["note"],
            is_complete=entry["complete"],
        )
        for entry in entries
    ]
    _write(Area, areas, "id")
    known = dict(Municipality.objects.order_by("istat_code").values_list("istat_code", "pk"))
    for area, entry in zip(areas, entries, strict=True):
        area.municipalities.set([known[code] for code in entry["municipalities"]])
    return len(areas)


def _require_job(by: Actor) -> None:
    if not by.is_job:
        raise Refused(LOAD_PLACES)


def _read(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(model, rows, key: str) -> int:
    fields = [f.name for f in model._meta.concrete_fields if f.name not in ("id", key)]
    model.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=[key],
        update_fields=fields,
    )
    return len(rows)


def _regions() -> list[Region]:
    return [
        Region(
            id=uuid_from("istat.region", row["code"]),
            code=row["code"],
            name=row["name"],
            slug=slugify(row["name"]),
        )
        for row in _read("regions")
    ]


def _provinces() -> list[Province]:
    return [
        Province(
            id=uuid_from("istat.province", row["code"]),
            code=row["code"],
            acronym=row["acronym"],
            name=row["name"],
            slug=slugify(row["name"]),
            region_id=uuid_from("istat.region", row["region_code"]),
        )
        for row in _read("provinces")
    ]


def _municipalities() -> list[Municipality]:
    rows = _read("municipalities")
    same = Counter(slugify(row["name"]) for row in rows)
    acronyms = {row["code"]: row["acronym"].lower() for row in _read("provinces")}
    return [_municipality(row, same, acronyms[row["province_code"]]) for row in rows]


def _municipality(row: dict[str, str], same: Counter, acronym: str) -> Municipality:
    slug = slugify(row["name"])
    return Municipality(
        id=uuid_from(LIFETIME_OF_A_CODE, row["belfiore"]),
        istat_code=row["istat_code"],
        istat_code_2023=row["istat_code_2023"],
        belfiore=row["belfiore"],
        name=row["name"],
        name_other=row["name_other"],
        slug=slug if same[slug] == 1 else f"{slug}-{acronym}",
        sort_key=sort_key(row["name"]),
        province_id=uuid_from("istat.province", row["province_code"]),
        caps=row["caps"].split(),
        population=int(row["population"]) if row["population"] else None,
        area_km2=float(row["area_km2"]) if row["area_km2"] else None,
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        is_province_capital=row["is_province_capital"] == "1",
        is_region_capital=row["is_region_capital"] == "1",
    )


def _changes(municipalities: dict[str, Municipality]) -> list[CodeChange]:
    return [
        CodeChange(
            id=uuid_from("istat.old", row["old_code"]),
            old_code=row["old_code"],
            old_belfiore=row["old_belfiore"],
            old_name=row["old_name"],
            kind=row["kind"],
            municipality=municipalities[row["new_code"]],
        )
        for row in _read("code_changes")
    ]
