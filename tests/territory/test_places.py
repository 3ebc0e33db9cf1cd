"""Loading the shipped places, and asking for them through the door."""

import pytest

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.territory import public
from ponte.territory.models import Area, CodeChange, Municipality, Province, Region
from ponte.territory.queries import places as queries

JOB = Actor.job("test")


@pytest.mark.parametrize("action", [public.load_places, public.load_areas])
def test_only_a_job_loads_places(rows, action):
    with pytest.raises(Refused):
        action(by=Actor.anonymous())


def test_every_municipality_is_loaded_and_loading_again_changes_nothing(places):
    assert places["municipalities"] == Municipality.objects.count() == 7894
    assert Region.objects.count() == 20
    before = set(Municipality.objects.order_by("pk").values_list("pk", "slug", "province_id"))
    links = Area.municipalities.through.objects.count()
    public.load_places(by=JOB)
    public.load_areas(by=JOB)
    assert before == set(
        Municipality.objects.order_by("pk").values_list("pk", "slug", "province_id")
    )
    assert links == Area.municipalities.through.objects.count()


def test_a_municipality_called_none_and_a_province_called_na_are_kept(places):
    assert Municipality.objects.get(istat_code="001168").name == "None"
    assert Province.objects.get(acronym="NA").name == "Napoli"


@pytest.mark.parametrize(
    ("code", "name"),
    [("004078", "Cuneo"), ("D205", "Cuneo"), ("d205", "Cuneo"), ("005110", "Moransengo-Tonengo")],
)
def test_a_code_of_any_year_leads_to_the_municipality_of_today(places, code, name):
    assert public.municipality_by_code(code).name == name
    assert public.municipality_by_code("999999") is None


def test_old_codes_join_old_tables(places):
    codes = public.municipality_codes()
    assert codes["005079"] == "005122"
    assert codes["004078"] == "004078"
    assert len(codes) == 7894 + CodeChange.objects.count()


def test_codes_covering_names_all_that_hold_a_municipality(places):
    albino = Municipality.objects.get(istat_code="016004")
    expected = {"IT", "R03", "P016", "M016004", "Abeatrice", "Avalle-seriana"}
    assert public.codes_covering(albino) == expected
    assert public.codes_covering("016004") == expected
    assert public.codes_covering("000000") == set()
    assert [area.slug for area in public.areas_of(albino)] == ["beatrice", "valle-seriana"]


def test_the_network_of_val_seriana_has_42_municipalities(places):
    assert Area.objects.get(slug="beatrice").municipalities.count() == 42


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cuneo", "M004078"),
        ("provincia di cuneo", "P004"),
        ("piemonte", "R01"),
        ("beatrice", "Abeatrice"),
        ("tonengo", "M005122"),
        ("savilgiano", "M004215"),
    ],
)
def test_find_places_finds_every_kind(places, typed, code):
    assert public.find_places(typed, 3)[0].code == code


def test_a_place_is_found_by_the_code_that_listings_carry(places):
    assert public.place_by_code("IT").name == "Italia"
    assert public.place_by_code("P004").name == "Cuneo"
    assert public.place_by_code("M005079").code == "M005122"
    assert public.place_by_code("Abeatrice").kind == "area"
    assert public.place_by_code("X1") is None
    assert public.place_by_code("") is None
    assert [p.code for p in public.places_by_code(["R01", "no", "P004"])] == ["R01", "P004"]


def test_places_within_are_near(places):
    cuneo = public.place_by_code("M004078")
    near = public.places_within(cuneo, 10)
    assert near[0].code == "M004078"
    assert all(public.distance_km(cuneo, place) <= 10 for place in near)


def test_new_areas_are_noticed(places):
    assert public.place_by_code("Anew") is None
    area = Area.objects.create(kind="other", name="New", slug="new")
    area.municipalities.add(Municipality.objects.get(istat_code="004078"))
    assert public.place_by_code("Anew").name == "New"


def test_an_area_without_municipalities_lies_nowhere(places):
    Area.objects.create(kind="other", name="Empty", slug="empty")
    assert public.place_by_code("Aempty") is None


def test_for_some_seconds_nobody_asks_whether_places_changed(
    places, settings, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(queries._Edition, "good_until", float("-inf"))
    settings.PLACES_ASKED_EVERY = 3600
    known = public.place_by_code("P004")
    with django_assert_num_queries(0):
        assert public.place_by_code("P004") is known


def test_areas_say_what_they_do_not_know(places):
    assert Area.objects.filter(is_complete=False).exists()
    assert not Area.objects.filter(is_complete=False, note="").exists()
    assert not Area.objects.filter(source="").exists()


def test_models_read_as_their_names(places):
    assert str(Region.objects.get(code="01")) == "Piemonte"
    assert str(Province.objects.get(code="004")) == "Cuneo"
    assert str(Municipality.objects.get(istat_code="004078")) == "Cuneo"
    assert str(Area.objects.get(slug="beatrice")).startswith("Rete Beatrice")
    assert str(CodeChange.objects.get(old_code="005079")) == "005079 Moransengo"
