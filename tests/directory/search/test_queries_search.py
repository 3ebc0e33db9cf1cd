"""What a search finds, in which order, and what it says when it finds nothing."""

from datetime import timedelta

import pytest

from ponte.directory.actions import index
from ponte.directory.models import SearchDocument
from ponte.directory.rules.numbers import Group, facet_number
from tests.directory.search import world


@pytest.fixture
def towns(rows):
    return world.places()


@pytest.mark.parametrize(
    ("text", "typed", "is_found"),
    [
        ("Compagnia agli anziani", "anziano", True),
        ("Compagnia a un anziano", "anziani", True),
        ("La città dei bambini", "citta", True),
        ("La citta dei bambini", "CITTÀ", True),
        ("Sportello lavoro", "sportelli lavori", True),
        ("Sportello lavoro", "sport", True),  # the beginning of a word, as nothing else fits
        ("Servizi socio-sanitari", "sociosanitari", True),
        ("Aiuto compiti a scuola", '"aiuto compiti"', True),
        ("Compiti: aiuto a scuola", '"aiuto compiti"', False),
        ("Asilo nido estivo", "asilo -estivo", False),
        ("Asilo nido", "asilo -estivo", True),
        ("Assistenza domiciliare", "assitenza", True),  # mended
        ("Assistenza domiciliare", "la", False),
        ("Trasporto disabili", "zzzzzz", False),
    ],
)
def test_words_are_met_by_stem_accent_beginning_phrase_and_slip(towns, text, typed, is_found):
    world.card(text, town=towns["Cuneo"])
    assert bool(world.names(q=typed)) is is_found


@pytest.mark.parametrize(
    "typed", ["badante", "assistenza domiciliare", "elderly care", "opiekunka"]
)
def test_words_for_a_category_find_its_cards_in_any_language(towns, typed):
    world.card("Mani amiche", categories=["home_care"])
    world.card("Altro", categories=["nurseries"])
    language = "pl" if typed == "opiekunka" else "it"
    assert world.names(language, q=typed) == ["Mani amiche"]


def test_a_slip_is_mended_and_said(towns):
    world.card("Cooperativa agricola")
    answer = world.find(q="coperativa")
    assert answer.total == 1
    assert answer.mended == "cooperativa"


def test_little_found_by_a_rare_word_suggests_the_common_one(towns):
    world.card("Coperativa", description="scritto così")
    for number in range(4):
        world.card(f"Cooperativa {number}")
    answer = world.find(q="coperativa")
    assert (answer.total, answer.mended) == (1, "")


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("it", "nido", "Nido estivo"),
        ("en", "nursery", "Summer nursery"),
        ("en", "nido", "Summer nursery"),
        ("fr", "nido", "Nido estivo"),
    ],
)
def test_each_language_is_shown_one_row_of_a_listing(towns, language, typed, shown):
    made = world.card("Nido estivo")
    world.translated(made, "en", name="Summer nursery")
    assert SearchDocument.objects.count() == 2
    assert world.names(language, q=typed) == [shown]


@pytest.mark.parametrize(
    ("place", "radius", "found"),
    [
        ("Cuneo", 20, {"Qui", "Vicino"}),
        ("12100", 20, {"Qui", "Vicino"}),
        ("M004078", 5, {"Qui"}),
        ("Cuneo", 30, {"Qui", "Vicino", "Mondovì"}),
        ("P004", 20, {"Qui", "Vicino", "Mondovì"}),
        ("Piemonte", 20, {"Qui", "Vicino", "Mondovì", "Torino"}),
        ("Lombardia", 20, {"Bergamo"}),
    ],
)
def test_a_place_finds_what_stands_there(towns, place, radius, found):
    for name, town in {
        "Qui": "Cuneo", "Vicino": "Borgo San Dalmazzo", "Mondovì": "Mondovì",
        "Torino": "Torino", "Bergamo": "Bergamo",
    }.items():  # fmt: skip
        world.card(name, town=towns[town])
    assert set(world.names(place=place, radius=radius)) == found


@pytest.mark.parametrize(
    ("served", "place", "is_found"),
    [
        ("IT", "Cuneo", True),
        ("R01", "Cuneo", True),
        ("P004", "Cuneo", True),
        ("M004078", "Cuneo", True),
        ("M004078", "P004", True),  # serves something within the province
        ("P016", "Cuneo", False),
        ("M004130", "Cuneo", False),
        ("Aval-seriana", "Albino", True),
        ("P016", "Aval-seriana", True),
        ("M016008", "Aval-seriana", True),
        ("R01", "R03", False),
    ],
)
def test_who_serves_a_place_counts_as_there(towns, served, place, is_found):
    world.card("Serve", town=towns["Torino"] if served != "R03" else None, served=[served])
    assert bool(world.names(place=place, radius=5)) is is_found


def test_a_national_supplier_never_vanishes_from_a_local_search(towns):
    world.enterprise("Nazionale", town=towns["Bergamo"], served=["IT"])
    near = world.enterprise("Locale", town=towns["Cuneo"])
    assert world.names(place="Cuneo", radius=5) == ["Locale", "Nazionale"]
    assert near


def test_a_card_with_two_places_is_as_near_as_the_nearer(towns):
    world.card("Due sedi", at=[towns["Torino"], towns["Cuneo"]])
    [hit] = world.find(place="Cuneo", radius=5).hits
    assert hit.km < 1


def test_results_say_how_far_and_nearer_ones_come_first(towns):
    world.card("Lontano", town=towns["Mondovì"])
    world.card("Vicino", town=towns["Borgo San Dalmazzo"])
    answer = world.find(place="Cuneo", radius=30)
    assert [hit.shown["name"] for hit in answer.hits] == ["Vicino", "Lontano"]
    assert 6 < answer.hits[0].km < 10


def test_filters_join_by_and_across_and_by_or_within(towns):
    world.card("A", categories=["nurseries"], fee_kind="free")
    world.card("B", categories=["home_care"], fee_kind="free")
    world.card("C", categories=["home_care"], fee_kind="paid")
    assert set(world.names(category=["nurseries", "home_care"], fee="free")) == {"A", "B"}
    answer = world.find(category="home_care", fee="free")
    count = answer.counts.get
    assert answer.total == 1
    assert count(facet_number(Group.CATEGORY, "nurseries")) == 1  # instead of home_care
    assert count(facet_number(Group.FEE, "paid")) == 1  # instead of free
    assert count(facet_number(Group.FEE, "free")) == 1


def test_enterprises_are_filtered_as_the_buyer_does(towns):
    world.enterprise(
        "Verde",
        kinds=[("social_cooperative_b", "verified")],
        prevailing_mission="work_integration",
        offers=[("service", "Cura dei giardini", "gardening")],
        art14_ready=True,
    )
    world.enterprise("Altra", offers=[("product", "Sedie", "furniture")])
    assert world.names(type="social_cooperative_b") == ["Verde"]
    assert world.names(mission="work_integration", product="gardening") == ["Verde"]
    assert world.names(offer="product") == ["Altra"]
    assert world.names(standing="verified") == world.names(art14="yes") == ["Verde"]
    assert world.names(q="giardino") == ["Verde"]


def test_a_summer_nursery_open_in_august(towns):
    world.card("Nido estivo", valid_from="2027-06-15", valid_to="2027-08-31")
    world.card("Nido", indexed=True)
    assert world.names(q="nido", month="8") == ["Nido estivo"]
    assert world.names(q="nido", month="12") == []


def test_open_now_looks_at_the_hours(towns):
    is_open, closed = world.card("Aperto"), world.card("Chiuso")
    world.hours(is_open, 0, "09:00", "12:00")
    world.hours(closed, 0, "15:00", "18:00")
    assert world.names(open="now") == ["Aperto"]


def test_a_stale_card_says_so_ranks_lower_and_then_leaves(towns):
    world.card("Fresco", summary="doposcuola")
    long_ago = world.TODAY - timedelta(days=200)
    world.card("Stantio doposcuola", verified_on=long_ago)
    world.card("Perso doposcuola", verified_on=world.TODAY - timedelta(days=400))
    answer = world.find(q="doposcuola")
    assert {hit.shown["name"]: hit.stale for hit in answer.hits} == {
        "Fresco": False, "Stantio doposcuola": True,
    }  # fmt: skip
    assert [hit.shown["name"] for hit in world.find(sort="best").hits][-1] == "Stantio doposcuola"


def test_an_imported_card_never_confirmed_stays(towns):
    world.card(
        "Consultorio",
        origin="imported",
        source="Ministero",
        source_date="2024-01-01",
        verified_on=None,
    )
    assert world.names(q="consultorio") == ["Consultorio"]


@pytest.mark.parametrize("state", ["draft", "suspended", "retired"])
def test_what_is_not_published_is_not_found(towns, state):
    made = world.card("Sparita")
    made.state = state
    made.save()
    index.index_listings([made])
    assert world.names() == []
    assert not SearchDocument.objects.exists()


@pytest.mark.parametrize(
    ("sort", "order"),
    [("name", ["Alfa", "Élite", "Zeta"]), ("recent", ["Zeta", "Élite", "Alfa"])],
)
def test_results_are_sorted_as_asked(towns, sort, order):
    for days, name in ((3, "Alfa"), (1, "Zeta"), (2, "Élite")):
        world.card(name, verified_on=world.TODAY - timedelta(days=days))
    assert world.names(sort=sort) == order


def test_a_word_in_the_name_counts_more_than_in_the_text(towns):
    world.card("Altro", description="Qui si parla di teatro, teatro e teatro.")
    world.card("Teatro sociale")
    assert world.names(q="teatro") == ["Teatro sociale", "Altro"]


def test_pages_are_stable_and_never_repeat_a_result(towns):
    for number in range(45):
        world.card(f"Corso {number:02d}", indexed=False)
    index.reindex(today=world.TODAY)
    pages = [world.names(q="corso", page=page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({name for page in pages for name in page}) == 45
    assert pages[0] == world.names(q="corso")


def test_nothing_found_says_which_filter_to_drop_and_what_is_near(towns):
    world.card("Nido", town=towns["Mondovì"], categories=["nurseries"], fee_kind="paid")
    answer = world.find(q="nido", place="Cuneo", radius=5, fee="free")
    assert answer.total == 0
    assert {step.kind for step in answer.relaxations} >= set()
    answer = world.find(q="nido", place="Cuneo", radius=10)
    assert {step.kind: step.total for step in answer.relaxations} == {"place": 1}
    assert answer.nearest.shown["name"] == "Nido"
    answer = world.find(q="nido", place="Cuneo", radius=20)
    assert {step.kind: step.total for step in answer.relaxations} == {"radius": 1, "place": 1}
    answer = world.find(q="nido", fee="free")
    assert [(step.kind, step.group, step.total) for step in answer.relaxations] == [
        ("filter", Group.FEE, 1), ("filter", Group.KIND, 0),
    ][:1]  # fmt: skip


def test_the_index_can_be_made_again_from_nothing(towns):
    world.card("Uno")
    world.enterprise("Due")
    before = list(SearchDocument.objects.order_by("id").values())
    SearchDocument.objects.all().delete()
    seen = []
    assert index.reindex(progress=lambda done, of: seen.append((done, of)), today=world.TODAY) == 2
    assert list(SearchDocument.objects.order_by("id").values()) == before
    assert seen == [(2, 2)]
