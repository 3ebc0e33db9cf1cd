"""A citizen's page is light, still, and keeps nothing on the citizen's machine; in the yard too,
tutor, worker and company load little."""

import re
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
SEE_CASES = {"signatory", "referent"}  # of their company, beside the pages listed for them alone
BY_LINK = {"pathways:signing-page", "pathways:signing-again"}
CASE = re.compile(r"/it/pathways/[0-9a-f-]{36}/")
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


def opened_in_the_yard(people, stage, role: str) -> dict[str, str]:
    """Address by name of what somebody of this role opens."""
    mine = [one for one in PAGES if (one.role == role if role else one.url in BY_LINK)]
    found = {one.name: one.path(stage, "it") for one in mine}
    if role in SEE_CASES:
        page = people.enter(width=320, role=role)
        page.goto("/it/pathways/")
        links = [one.get_attribute("href") for one in page.locator("main a[href]").all()]
        case = next(CASE.match(link)[0] for link in links if CASE.match(link))
        found |= {"cases": "/it/pathways/", "case": case, "agreement": f"{case}agreement/"}
        page.context.close()
    assert found, "pages of this role are listed"
    return found


@pytest.mark.parametrize("role", ROLES_IN_THE_YARD)
def test_pages_in_the_yard_are_light(people, stage, role, record_property):
    weights = {}
    for name, path in opened_in_the_yard(people, stage, role).items():
        page = people.enter(width=320, role=role)
        weights[name] = sum(weigh(page, path).values())
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
