"""The search page: its addresses, its words, its limits."""

from datetime import timedelta

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ponte.directory.models import FailedSearch, FailedSearchAsk
from ponte.directory.rules.asked import canonical, pairs, parse
from ponte.directory.rules.facets import FACETS
from ponte.directory.views import search as search_view
from tests.directory.search import world

NAMES = ["q", "place", "radius", "open", "sort", "view", "page", "x", *(f.name for f in FACETS)]
VALUES = st.one_of(
    st.text(max_size=300),
    st.sampled_from(["now", "best", "name", "near", "map", "20", "50", "3", "service", "M004078"]),
    st.sampled_from([code for facet in FACETS for code in sorted(facet.codes)]),
)

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def towns(rows):
    return world.places()


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(VALUES, max_size=3)))
def test_every_search_has_one_address(parameters):
    once = parse(parameters)
    again: dict[str, list[str]] = {}
    for name, value in pairs(once):
        again.setdefault(name, []).append(value)
    assert parse(again) == once
    assert canonical(parse(again)) == canonical(once)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("q=nido&place=&radius=20&page=1", "q=nido"),
        ("place=Cuneo", "place=M004078"),
        ("place=Cuneo&radius=50", "place=M004078&radius=50"),
        ("utm=1&fee=free&fee=paid", "kind=service&fee=free&fee=paid"),
        ("category=nothing", ""),
        ("page=7&q=nido", "q=nido"),
    ],
)
def test_other_addresses_lead_to_the_permanent_one(client, towns, typed, address):
    world.card("Nido", town=towns["Cuneo"], fee_kind="free")
    response = client.get(f"/it/search/?{typed}")
    assert response.status_code == 302
    assert response["Location"] == "/it/search/" + (f"?{address}" if address else "")
    assert client.get(response["Location"]).status_code == 200


def test_results_say_where_and_why(client, towns):
    world.card(
        "Nido del bosco", town=towns["Borgo San Dalmazzo"], categories=["nurseries"],
        summary="Un asilo nido fra gli alberi",
    )  # fmt: skip
    response = client.get("/en/search/?q=nido&place=M004078")
    text = response.content.decode()
    for words in ("1 result", "Borgo San Dalmazzo (CN), 8 km", "in the name", "near Cuneo"):
        assert words in text, words


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("place=Xyzzy", 400, "We do not know the place"),
        ("q=" + "a" * 10_000, 400, "a" * 200),
        ("q=%00", 400, ""),
        ("q=%ff", 400, ""),
        ("q=%3Cscript%3E", 200, "&lt;script&gt;"),
        ("q=%27%3B+DROP+TABLE+x%3B--", 200, ""),
        ("q=-", 200, ""),
        ("page=99999999999", 302, ""),
        ("radius=abc", 302, ""),
    ],
)
def test_bad_input_is_answered_in_words(client, towns, query, status, says):
    response = client.get(f"/en/search/?{query}")
    assert response.status_code == status
    assert says in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "", "q=nido", "kind=service&category=nurseries", "place=M004078", "q=zzzz",
        "q=asilo&place=M004078&kind=service&fee=free", "place=P004&view=map", "view=map",
    ],
)  # fmt: skip
def test_a_page_asks_the_database_at_most_twelve_times(client, towns, query):
    for number in range(25):
        world.card(f"Nido {number}", town=towns["Mondovì"], indexed=number == 24, fee_kind="paid")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/it/search/?{query}").status_code == 200
    # The test's own transaction adds a savepoint, its end, and a context put back.
    assert len(asked) - 3 <= 12, "\n".join(q["sql"][:90] for q in asked)


def test_too_many_searches_from_one_address_are_asked_to_wait(client, towns, monkeypatch):
    monkeypatch.setattr(search_view, "SEARCHES", 2)
    monkeypatch.setattr(search_view, "SECONDS", 3_601)
    answers = [client.get("/it/search/", REMOTE_ADDR="192.0.2.7").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_a_single_kind_is_no_choice_and_stays_in_the_filters(client, towns):
    world.card("Nido", town=towns["Cuneo"], fee_kind="free")
    world.card("Altro nido", town=towns["Cuneo"], fee_kind="paid")
    tree = lxml.html.fromstring(client.get("/en/search/?q=nido&kind=service").content)
    [filters] = tree.xpath('//form[contains(@class, "filters")]')
    assert not filters.xpath('.//input[@type="radio"]')
    kept = {one.get("name"): one.get("value") for one in filters.xpath('./input[@type="hidden"]')}
    assert kept == {"q": "nido", "kind": "service"}
    world.enterprise("Nido delle imprese", town=towns["Cuneo"])
    tree = lxml.html.fromstring(client.get("/en/search/?q=nido&kind=service").content)
    assert len(tree.xpath('//form[contains(@class, "filters")]//input[@type="radio"]')) == 2


def test_the_map_and_its_list_say_the_same(client, towns):
    world.card("Nido", town=towns["Cuneo"])
    tree = lxml.html.fromstring(client.get("/en/search/?place=P004&view=map").content)
    [title] = [t.text for t in tree.xpath("//svg//a//title") if t.text.startswith("Cuneo:")]
    assert title == "Cuneo: 1"
    assert tree.xpath('//*[@class="results"]//a[contains(@href, "/services/")]')


def test_on_the_map_only_places_with_results_are_links(client, towns):
    world.card("Nido", town=towns["Cuneo"])
    tree = lxml.html.fromstring(client.get("/en/search/?place=P004&view=map").content)
    [drawn] = tree.xpath('//*[@class="map-frame"]/svg')
    assert [link.get("href") for link in drawn.xpath("./a")] == ["?place=M004078&view=map"]
    [others] = drawn.xpath('./path[@class="band-0"]')
    assert others.get("d").count("M") >= 246  # each other municipality, in one outline


def test_a_region_is_drawn_by_its_provinces(client, towns):
    world.card("Nido", town=towns["Cuneo"])
    world.card("Altro nido", town=towns["Mondovì"])
    page = client.get("/en/search/?place=R01&view=map")
    tree = lxml.html.fromstring(page.content)
    [link] = tree.xpath('//*[@class="map-frame"]/svg/a')
    assert "place=P004" in link.get("href")
    assert link.text_content().strip() == "Cuneo: 2"
    assert "by province" in tree.xpath('string(//*[@class="map-frame"]/svg/title)')
    assert "Press a province" in tree.text_content()


def test_a_region_of_one_province_is_drawn_by_its_municipalities(client, towns):
    world.card("Nido", town=towns["Albino"])
    tree = lxml.html.fromstring(client.get("/en/search/?place=R03&view=map").content)
    [link] = tree.xpath('//*[@class="map-frame"]/svg/a')
    assert link.text_content().strip() == "Albino: 1"


def test_where_nothing_can_be_drawn_the_map_is_left_out_and_the_reason_said(client, towns):
    world.card("Nido", served=["M004078"])
    tree = lxml.html.fromstring(client.get("/en/search/?place=M004078&view=map").content)
    assert not tree.xpath('//*[@class="map-frame"]')
    assert "each serves an area" in tree.text_content()
    assert tree.xpath('//*[@class="results"]//a[contains(@href, "/services/")]')
    world.card("Altro nido", town=towns["Cuneo"])
    tree = lxml.html.fromstring(client.get("/en/search/?place=M004078&view=map").content)
    assert tree.xpath('//*[@class="map-frame"]')
    assert "1 result serves an area and gives no address" in tree.text_content()


def test_nothing_found_offers_steps_that_find_something(client, towns):
    world.card("Nido", town=towns["Mondovì"], fee_kind="paid")
    tree = lxml.html.fromstring(client.get("/it/search/?q=nido&kind=service&fee=free").content)
    steps = [one.get("href") for one in tree.xpath('//*[@class="empty"]//a')]
    assert steps
    for step in steps:
        assert "Nido" in client.get(step).content.decode()


def test_nothing_found_leads_to_people_who_help(client, towns):
    world.card("Sportello welfare", categories=["welfare_desks"])
    tree = lxml.html.fromstring(client.get("/it/search/?q=xyzzy").content)
    (desks,) = tree.xpath('//a[contains(@href, "category=welfare_desks")]/@href')
    assert "Sportello welfare" in client.get(desks).content.decode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("coop", "cooperativa"), ("citt", "città"), ("aiuto coo", "aiuto cooperativa")],
)
def test_words_are_suggested_while_typing(client, towns, typed, found):
    world.card("Cooperativa della città")
    assert found in client.get("/it/search/words/", {"q": typed}).json()


def test_categories_and_places_are_suggested(client, towns):
    labels = [
        one["label"]
        for one in client.get("/it/search/words/", {"q": "badant"}).json()
        if isinstance(one, dict)
    ]
    assert labels == ["Assistenza a casa"]
    assert client.get("/it/search/places/", {"q": "mondo"}).json() == ["Mondovì (CN)"]


@pytest.mark.django_db(databases=["default", "aside"], transaction=True)
def test_a_search_without_result_is_counted_by_its_known_words_only(client):
    from django.db import connections

    from ponte.directory.actions.failed import fold_failed_searches
    from ponte.directory.figures import failed_searches
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor

    job = Actor.job("test")
    with acting(job):
        world.places()
        world.card("Nido estivo")
    for number in range(5):
        for _ in range(2):
            client.get(
                "/it/search/?q=nido+Rossi+gratis&place=M004078", REMOTE_ADDR=f"192.0.2.{number}"
            )
    with acting(job):
        assert FailedSearchAsk.objects.count() == 5
        assert {ask.words for ask in FailedSearchAsk.objects.all()} == {"nido"}
        day = FailedSearchAsk.objects.first().day
        assert fold_failed_searches(by=job, today=day) == 0
        assert fold_failed_searches(by=job, today=day + timedelta(days=1)) == 1
        assert not FailedSearchAsk.objects.exists()
        assert {one.pk.version for one in FailedSearch.objects.all()} == {7}
        [shown] = failed_searches(day, day)
        assert (shown.words, shown.place, shown.askers) == ("nido", "M004078", 5)
    connections["aside"].close()


@pytest.mark.django_db(databases=["default", "aside"], transaction=True)
def test_counts_too_small_to_show_are_put_together_over_the_province():
    from django.db import connections
    from django.utils import timezone

    from ponte.directory.actions.failed import fold_failed_searches
    from ponte.directory.figures import failed_searches
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.kit.ids import uuid7

    job, day = Actor.job("test"), timezone.localdate() - timedelta(days=1)
    with acting(job):
        world.places()
        for number, place in enumerate(["M004078"] * 3 + ["P004"] * 2):
            FailedSearchAsk.objects.create(
                id=uuid7(), day=day, words="nido", place=place, language="it", asker=bytes([number])
            )
        assert fold_failed_searches(by=job) == 2
        [shown] = failed_searches(day, day)
        assert (shown.words, shown.place, shown.language, shown.askers) == ("nido", "P004", "", 5)
    connections["aside"].close()
