"""Places in bulk, for who keeps an index of what lies where."""

from ponte.territory import public
from ponte.territory.models import Municipality


def test_towns_are_the_places_of_municipalities(places):
    cuneo = Municipality.objects.get(istat_code="004078")
    assert public.towns([cuneo.pk])[cuneo.pk].label == "Cuneo (CN)"
    assert public.municipality_ids()["004078"] == cuneo.pk


def test_above_names_what_wholly_holds_a_place(places):
    held = public.above(["M004078", "P004", "R01", "Abeatrice", "IT"])
    assert held["P004"] == {"R01", "IT"}
    assert held["R01"] == {"IT"}
    assert {"P004", "R01", "IT"} <= held["M004078"]
    assert {"P016", "R03", "IT"} <= held["Abeatrice"]
    assert held["IT"] == set()
    assert public.above([]) == {}


def test_towns_in_a_place_are_its_municipalities(places):
    assert len(public.towns_in(public.place_by_code("Abeatrice"))) == 42
    assert len(public.towns_in(public.place_by_code("P004"))) == 247
