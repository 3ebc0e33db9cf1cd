"""A buyer finds a supplier: by category, town and type of enterprise; compares two; shares one."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_find_service import narrow, search
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey

TYPED = {"it": "pulizie", "en": ""}  # in English the category alone, by the filter


@pytest.mark.parametrize("language", list(TYPED))
def test_a_buyer_compares_two_suppliers_and_shares_one(people, language):
    say = words_of(language)
    page = people.enter(language=language)
    page.goto(f"/{language}/")
    page.get_by_role("link", name=say("A supplier for an organization")).click()
    search(page, say, TYPED[language], "Torino")
    filters = page.get_by_role("form", name=say("Filters"))
    filters.get_by_label(say("How far")).select_option("100")
    with page.expect_navigation():
        filters.get_by_role("button", name=say("Apply the filters")).click()
    narrow(page, say, "Product or service on sale", choices=9)
    narrow(page, say, "Type of enterprise")
    results = page.get_by_role("region", name=say("Results")).get_by_role("heading", level=3)
    expect(results.first).to_be_visible()
    address = page.url

    seen = []
    for number in (0, 1):
        results.nth(number).get_by_role("link").click()
        seen.append(page.get_by_role("heading", level=1).inner_text())
        for heading in ("Who we are", "What we sell", "How to reach us"):
            expect(page.get_by_role("heading", name=say(heading))).to_be_visible()
        page.go_back()
        assert page.url == address, "a search keeps its address"
    assert len(set(seen)) == 2

    results.first.get_by_role("link").click()
    page.get_by_text(say("Share"), exact=True).click()
    shared = page.get_by_label(say("Address of this page")).input_value()
    friend = people.enter(language=language)
    friend.goto(shared)
    expect(friend.get_by_role("heading", level=1)).to_have_text(seen[0])
