"""A citizen's page is light, still, and keeps nothing on the citizen's machine; in the yard too,
tutor, worker and company load little."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.journeys.pages import PAGES, UNCLAIMED
from tests.journeys.people import HEIGHTS

pytestmark = pytest.mark.journey

LIMIT = 70_000  # HTML, CSS and JavaScript together, as they travel
YARD = 150_000  # everything that travels
SIGNS_BY_LINK = ""  # somebody of a company without an account
ROLES_IN_THE_YARD = ("tutor", "worker", "signatory", "referent", SIGNS_BY_LINK)
# What somebody opens beside the pages that are listed for them alone.
COMPANY = {"pathways:case-list", "pathways:case-detail", "pathways:agreement"}
ALSO = {
    "signatory": COMPANY,
    "referent": COMPANY,
    SIGNS_BY_LINK: {"pathways:signing-page", "pathways:signing-again"},
}
STILL = 0.02
CITIZENS = {
    "home": "/it/",
    "search": "/it/search/?kind=service&q=anziani",
    "search for suppliers": "/it/search/?kind=enterprise&q=pulizie&place=Torino",
    "results in another language": "/en/search/?kind=service&q=anziani",
    "map of the country": "/it/search/?view=map",
    "map of a region": "/it/search/?place=R01&view=map",
    "map of the largest province": "/it/search/?place=P001&view=map",
    "card": "/it/services/assistenza-a-casa-di-esempio/",
    "card from a document": "/it/services/assistente-sociale-di-fabbrica/",
    "imported card": "/it/services/casa-della-comunita-di-amelia-consultorio/",
    "enterprise": "/it/enterprises/cooperativa-esempio-pulito/",
    "unclaimed enterprise": "/it/enterprises/{unclaimed}/",
    "call-back": "/it/services/assistenza-a-casa-di-esempio/call-me/",
}
SHIFTS = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => tell(sum), 400);
})"""


def address(stage, name: str) -> str:
    """Where a page is; an enterprise that nobody claimed has another address each time."""
    found = CITIZENS[name]
    return found.format(unclaimed=stage.one(UNCLAIMED)) if "{" in found else found


def weigh(page, path: str) -> Counter:
    """Bytes of bodies by kind of resource, for a first visit with an empty cache."""
    finished = []
    page.on("requestfinished", lambda request: finished.append(request))
    answer = page.goto(path, wait_until="networkidle")
    assert answer.status == 200 and urlsplit(page.url).path == urlsplit(path).path, page.url
    weight = Counter()
    for request in finished:
        weight[request.resource_type] += request.sizes()["responseBodySize"]
    return weight


@pytest.mark.parametrize("name", CITIZENS)
def test_page_is_light(people, stage, name, record_property):
    weight = weigh(people.enter(width=360), address(stage, name))
    record_property("weight", dict(weight))
    ours = {kind: weight[kind] for kind in ("document", "stylesheet", "script")}
    assert ours["document"] and ours["stylesheet"]
    assert sum(ours.values()) <= LIMIT, dict(weight)


@pytest.mark.parametrize("role", ROLES_IN_THE_YARD)
def test_pages_in_the_yard_are_light(people, stage, role, record_property):
    weights, also = {}, ALSO.get(role, set())
    listed = [one for one in PAGES if one.url in also or (role and one.role == role)]
    assert listed and also <= {one.url for one in listed}, "pages of this role are listed"
    for visit in listed:
        page = people.enter(width=320, role=role)
        weights[visit.name] = sum(weigh(page, visit.path(stage, "it")).values())
        page.context.close()
    record_property("weights", weights)
    assert {name: weight for name, weight in weights.items() if weight > YARD} == {}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", CITIZENS)
def test_page_does_not_jump(people, stage, name, width):
    page = people.enter(width=width)
    page.goto(address(stage, name), wait_until="networkidle")
    shifted = page.evaluate(SHIFTS)
    page.mouse.wheel(0, HEIGHTS[width])
    assert max(shifted, page.evaluate(SHIFTS)) < STILL


@pytest.mark.parametrize("name", CITIZENS)
def test_page_leaves_no_cookie(people, stage, name):
    page = people.enter()
    answer = page.goto(address(stage, name))
    assert answer.status == 200
    assert page.context.cookies() == []
    assert "cookie" not in (answer.header_value("vary") or "").lower()
