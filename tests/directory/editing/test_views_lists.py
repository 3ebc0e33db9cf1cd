import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ponte.directory.models import Enterprise, ServiceCard, Translation
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def coop(rows):
    return make.organization("Coop Sole", phone="0171 1")


@pytest.fixture
def ada(coop):
    return make.member(coop)


@pytest.fixture
def browser(client, ada):
    client.force_login(ada)
    return client


def url(name, listing=None, **more):
    if listing is not None:
        more["kind"] = "card" if isinstance(listing, ServiceCard) else "enterprise"
        more["pk"] = listing.pk
    return reverse(f"directory:{name}", kwargs=more)


def errors_of(answer):
    return re.findall(r'<li><a href="#[^"]*">([^<]*)', answer.content.decode())


def no_rows(name):
    return {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}


def test_a_translation_is_drafted_signed_and_marked_when_its_source_changes(browser, coop):
    card = make.card(coop, summary="In breve")
    page = url("listing-translate", card, language="en")
    browser.post(page, {"name": "Shopping", "summary": "In short"})
    assert Translation.objects.get().status == "draft"
    browser.post(page, {"name": "Shopping", "summary": "In short", "signed": "on"})
    assert Translation.objects.get().status == "signed"
    assert "changed since" not in browser.get(page).content.decode()
    card.refresh_from_db()
    typed = {"name": card.name, "summary": "Diverso", "version": card.content_version}
    browser.post(url("listing-step", card, step="what"), typed)
    assert browser.get(page).content.decode().count("changed since it was translated") == 1
    assert "the source has changed since" in browser.get(url("listing-edit", card)).content.decode()


def test_the_list_filters_counts_and_finds_nothing_usefully(browser, coop):
    make.card(coop, name="Alpha")
    make.published(coop, name="Beta")
    make.whole_enterprise(coop)
    page = browser.get(url("listing-list")).content.decode()
    assert "3 listings" in page and "Alpha" in page and "Coop Sole" in page
    page = browser.get(url("listing-list"), {"state": "published", "words": "bet"}).content.decode()
    assert "1 listing" in page and "Alpha" not in page
    page = browser.get(url("listing-list"), {"words": "nothing"}).content.decode()
    assert "Nothing fits these filters" in page
    for forged in ({"state": "x"}, {"sort": "x"}, {"page": "x"}, {"kind": "x"}, {"page": "999"}):
        assert browser.get(url("listing-list"), forged).status_code == 200


def test_an_empty_list_says_what_to_do_next(client, rows):
    client.force_login(make.person("New"))
    assert "My organizations" in client.get(url("listing-list")).content.decode()


def test_the_list_asks_the_database_as_often_for_many_as_for_few(browser, coop):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(url("listing-list"))
        return len(captured)

    make.published(coop)
    make.whole_enterprise(coop)
    few = asked()
    for number in range(12):
        make.published(coop, name=f"Card {number}")
    assert asked() == few


def test_what_is_taken_away_never_starts_a_formula(browser, coop):
    make.card(coop, name="=HYPERLINK(1)")
    lines = browser.get(url("listing-export", form="csv")).content.decode()
    assert "'=HYPERLINK(1)" in lines and ";=HYPERLINK" not in lines
    answer = browser.get(url("listing-export", form="xlsx"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    table = book.get_sheet_by_index(0).to_python()
    assert table[1][1] == "'=HYPERLINK(1)" and len(table) == 2
    assert browser.get(url("listing-export", form="exe")).status_code == 404


def test_a_profile_is_written_with_codes_that_follow_from_plain_words(browser, coop):
    make.municipality()
    answer = browser.post(
        url("listing-start"), {"kind": "enterprise", "organization": str(coop.pk)}
    )
    profile = Enterprise.objects.get()
    assert answer.status_code == 302
    typed = {
        "offers-TOTAL_FORMS": "1",
        "offers-INITIAL_FORMS": "0",
        "offers-0-kind": "service",
        "offers-0-name": "Office cleaning",
        "offers-0-category": "cleaning",
        "version": "1",
        "then": "more",
    }
    answer = browser.post(url("listing-step", profile, step="offers"), typed)
    assert answer.headers["Location"] == url("listing-step", profile, step="offers")
    offer = profile.offers.get()
    assert "90910000-9" in offer.cpv and "81.21" in offer.ateco
    share = {"disadvantaged_share": "31.5", "version": "2"}
    browser.post(url("listing-step", profile, step="capacity"), share)
    profile.refresh_from_db()
    assert profile.disadvantaged_share_standing == "declared"


def test_a_row_is_removed_by_its_tick_or_by_emptying_it(browser, coop):
    from ponte.directory.models import CardContact

    card = make.card(coop)
    for value in ("0171 1", "0171 2", "0171 3"):
        CardContact.objects.create(card=card, kind="phone", value=value)
    typed = {
        "contacts-TOTAL_FORMS": "4",
        "contacts-INITIAL_FORMS": "3",
        "contacts-0-kind": "phone",
        "contacts-0-value": "0171 1000",
        "contacts-0-remove": "on",
        "contacts-1-kind": "phone",
        "contacts-1-value": "",
        "contacts-2-kind": "phone",
        "contacts-2-value": "0171 3000",
        "contacts-3-kind": "phone",
        "review_months": "6",
        "version": "1",
    }
    answer = browser.post(url("listing-step", card, step="contacts"), typed)
    assert answer.status_code == 302, errors_of(answer)
    assert [contact.value for contact in card.contacts.all()] == ["0171 3000"]


def test_a_kept_listing_says_who_keeps_it(browser, coop):
    small = make.organization("Small farm", claimed=False)
    make.keeping(coop, small)
    card = make.card(small)
    for page in (url("listing-edit", card), url("listing-step", card, step="what")):
        assert "Kept by Coop Sole on behalf of Small farm" in browser.get(page).content.decode()
