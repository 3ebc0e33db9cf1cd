"""No page escapes the judges: every address is in the list of pages, or says why it is not."""

from tests.house.routes import addresses
from tests.journeys.pages import NOT_PAGES, PAGES

LISTED = {one.url for one in PAGES}


def test_every_address_with_a_page_is_listed():
    assert sorted(set(addresses()) - LISTED - set(NOT_PAGES)) == []


def test_what_is_listed_exists_and_is_listed_once():
    assert sorted((LISTED | set(NOT_PAGES)) - set(addresses())) == []
    assert LISTED & set(NOT_PAGES) == set()
    assert len({one.name for one in PAGES}) == len(PAGES)
