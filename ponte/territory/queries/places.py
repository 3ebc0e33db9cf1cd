"""Places for other flats: one by code, some by what is typed, all that hold one."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from time import monotonic

from django.conf import settings
from django.db.models import Count, Max

from ponte.territory.models import Area, CodeChange, Municipality, Province, Region
from ponte.territory.rules.gazetteer import Gazetteer, Place

COUNTRY = "IT"
ITALY = Place(COUNTRY, "Italia", 42.5, 12.5, names=("Italy",), covered_by=frozenset({COUNTRY}))


class _Edition:
    """Which state of the tables is in memory, and until when nobody asks whether it still holds."""

    state: tuple = ()
    good_until = float("-inf")


def gazetteer() -> Gazetteer:
    """Every place in memory; now and then a query asks whether the tables are still the same."""
    if monotonic() >= _Edition.good_until:
        towns = Municipality.objects.aggregate(rows=Count("pk"), last=Max("istat_code"))
        areas = Area.objects.aggregate(rows=Count("pk"), last=Max("slug"))
        members = Area.municipalities.through.objects.aggregate(rows=Count("pk"), last=Max("pk"))
        _Edition.state = (*towns.values(), *areas.values(), *members.values())
        _Edition.good_until = monotonic() + settings.PLACES_ASKED_EVERY
    return _built(_Edition.state)


@lru_cache(maxsize=2)
def _built(_state: tuple) -> Gazetteer:
    areas_of, area_places = _areas()
    places, old_codes = _municipalities(areas_of)
    return Gazetteer([ITALY, *places, *_wholes(places), *area_places(places)], old_codes)


def _areas():
    """Area codes by municipality, and a function that makes the areas' own places."""
    areas = list(Area.objects.all())
    pairs = Area.municipalities.through.objects.values_list(
        "area__slug", "municipality__istat_code"
    )
    areas_of: dict[str, set[str]] = defaultdict(set)
    for slug, istat_code in pairs.order_by("id"):
        areas_of[istat_code].add("A" + slug)

    def places(municipalities: Iterable[Place]) -> list[Place]:
        found = []
        for area in areas:
            code = "A" + area.slug
            members = [p for p in municipalities if code in p.covered_by]
            if members:
                found.append(_middle(code, area.name, members, slug=area.slug))
        return found

    return areas_of, places


def _municipalities(areas_of) -> tuple[list[Place], list[tuple[str, str]]]:
    old_names: dict[str, list[str]] = defaultdict(list)
    old_codes = []
    for change in CodeChange.objects.select_related("municipality"):
        old_codes.append((change.old_code, change.municipality.istat_code))
        if change.kind == "merged":
            old_names[change.municipality.istat_code].append(change.old_name)
    rows = Municipality.objects.select_related("province__region")
    places = [
        Place(
            code="M" + row.istat_code,
            name=row.name,
            latitude=row.latitude,
            longitude=row.longitude,
            population=row.population or 0,
            acronym=row.province.acronym,
            names=tuple(filter(None, (row.name_other, *old_names[row.istat_code]))),
            postcodes=tuple(row.caps),
            covered_by=frozenset(
                {
                    COUNTRY,
                    "R" + row.province.region.code,
                    "P" + row.province.code,
                    "M" + row.istat_code,
                    *areas_of[row.istat_code],
                }
            ),
            slug=row.slug,
        )
        for row in rows
    ]
    return places, old_codes


def _wholes(municipalities: list[Place]) -> list[Place]:
    """Provinces and regions, each at the middle of its people."""
    members: dict[str, list[Place]] = defaultdict(list)
    for place in municipalities:
        for code in place.covered_by:
            members[code].append(place)
    provinces = [
        _middle(
            "P" + row.code,
            row.name,
            members["P" + row.code],
            acronym=row.acronym,
            names=(f"Provincia di {row.name}", row.acronym),
            slug=row.slug,
            above={"R" + row.region.code},
        )
        for row in Province.objects.select_related("region")
        if members["P" + row.code]
    ]
    regions = [
        _middle("R" + row.code, row.name, members["R" + row.code], slug=row.slug)
        for row in Region.objects.all()
        if members["R" + row.code]
    ]
    return provinces + regions


def _middle(code, name, members, *, above=frozenset(), **more) -> Place:
    people = sum(max(place.population, 1) for place in members)
    return Place(
        code=code,
        name=name,
        latitude=sum(p.latitude * max(p.population, 1) for p in members) / people,
        longitude=sum(p.longitude * max(p.population, 1) for p in members) / people,
        population=people,
        covered_by=frozenset({COUNTRY, code, *above}),
        **more,
    )


def find_places(text: str, limit: int = 10, kinds: str = "MPRA") -> list[Place]:
    """The places a person may mean: by words, beginnings, postcode, code, and with slips."""
    return gazetteer().find(text, limit, kinds)


def place_by_code(code: str) -> Place | None:
    """The place of a code as in `served`: IT, R01, P004, M004078, Abeatrice."""
    return _of_code(gazetteer(), code)


def names_by_code(codes: Iterable[str]) -> dict[str, str]:
    """The names of the places of several codes, old codes too; unknown ones have none."""
    known = gazetteer()
    found = {code: _of_code(known, code) for code in codes}
    return {code: place.name for code, place in found.items() if place}


def _of_code(known: Gazetteer, code: str) -> Place | None:
    return known.municipality(code[1:]) if code[:1] == "M" else known.by_code.get(code)


def places_by_code(codes: Iterable[str]) -> list[Place]:
    """The places of several codes, in their order, without those nobody knows."""
    known = gazetteer().by_code
    return [known[code] for code in codes if code in known]


def municipality_by_code(code: str) -> Municipality | None:
    """The municipality that answers today for an ISTAT code of any year, or a land-register one."""
    rows = Municipality.objects.select_related("province__region")
    found = rows.filter(istat_code=code).first() or rows.filter(belfiore=code.upper()).first()
    if found is None:
        change = CodeChange.objects.filter(old_code=code).order_by("id").first()
        found = rows.get(pk=change.municipality_id) if change else None
    return found


def municipality_codes() -> dict[str, str]:
    """Every code of every year with today's code: what a join of old tables needs."""
    known = gazetteer()
    today = {code[1:]: code[1:] for code in known.by_code if code[0] == "M"}
    return {**known.now, **today}


def codes_covering(municipality: Municipality | str) -> set[str]:
    """Codes of all that hold a municipality: country, region, province, itself, its areas."""
    istat_code = municipality if isinstance(municipality, str) else municipality.istat_code
    place = gazetteer().municipality(istat_code)
    return set(place.covered_by) if place else set()


def places_within(place: Place, km: float, limit: int | None = None) -> list[Place]:
    """Municipalities at most `km` from a place, nearest first."""
    return gazetteer().within(place, km, limit)


def areas_of(municipality: Municipality) -> list[Area]:
    """The free areas a municipality belongs to."""
    return list(Area.objects.filter(municipalities=municipality).order_by("slug"))
