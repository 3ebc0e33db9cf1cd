"""Public pages: one body for all, no cookie, an address that stays, nothing unsafe in it."""

import json
from datetime import timedelta

import lxml.html
import pytest
from django.urls import reverse

from ponte.kit.public_page import BODIES
from tests.directory.search import world

SCRIPT = "<script>alert(1)</script>"

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def towns(rows):
    BODIES.clear()
    return world.places()


def page(client, listing, kind="service", language="it", **headers):
    return client.get(f"/{language}/{kind}s/{listing.slug}/", headers=headers)


def read(response):
    return lxml.html.fromstring(response.content.decode())


def test_a_page_sets_no_cookie_and_varies_on_encoding_only(client, towns):
    card, body = world.card("Nido"), world.enterprise("Verde")
    for response, varies in (
        (page(client, card), "Accept-Encoding"),
        (page(client, body, "enterprise"), "Accept-Encoding"),
        (client.get("/it/search/"), "Accept-Encoding, HX-Request"),  # a part, or the whole page
    ):
        assert response.status_code == 200
        assert not response.cookies
        assert response["Vary"] == varies
        assert "public" in response["Cache-Control"]
        assert response["ETag"].startswith('W/"')


def test_a_reader_who_has_the_page_is_told_so(client, towns):
    card = world.card("Nido")
    etag = page(client, card)["ETag"]
    again = page(client, card, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    card.content_version += 1
    card.name = "Nido nuovo"
    card.save()
    changed = page(client, card, if_none_match=etag)
    assert changed.status_code == 200
    assert "Nido nuovo" in changed.content.decode()
    assert changed["ETag"] != etag


def test_a_change_of_the_organization_changes_the_page(client, towns):
    body = world.enterprise("Verde")
    etag = page(client, body, "enterprise")["ETag"]
    body.organization.name = "Verdissima"
    body.organization.save()
    changed = page(client, body, "enterprise", if_none_match=etag)
    assert changed.status_code == 200
    assert "Verdissima" in changed.content.decode()


def test_each_language_has_an_etag_of_its_own(client, towns):
    card = world.card("Nido")
    assert page(client, card)["ETag"] != page(client, card, language="en")["ETag"]


def test_a_packed_body_says_the_same(client, towns):
    import gzip

    card = world.card("Nido")
    plain = page(client, card).content
    packed = page(client, card, accept_encoding="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain


@pytest.mark.parametrize(
    ("state", "status", "says"),
    [
        ("draft", 404, ""),
        ("suspended", 200, "suspended for now"),
        ("retired", 200, "no longer listed"),
        ("published", 200, "active"),
    ],
)
def test_an_address_stays_and_says_what_became_of_the_listing(client, towns, state, status, says):
    card = world.card("Nido", state=state, indexed=False)
    response = page(client, card, language="en")
    assert response.status_code == status
    assert says in response.content.decode()
    if status == 200:
        hidden = state != "published"
        assert (response.headers.get("X-Robots-Tag") == "noindex") is hidden


@pytest.mark.parametrize("address", ["/it/services/nothing/", "/it/enterprises/nothing/"])
def test_an_unknown_address_is_not_found(client, towns, address):
    assert client.get(address).status_code == 404


SECTIONS = ["who", "how", "needed", "get", "times", "cost", "access", "conditions", "contacts"]
HOOKS = (
    *("page-index", "service-title", "service-description", "service-status", "service-topic"),
    *("service-area", "all-services", "feedback", "faq", "report-inefficiency"),
    *("accessibility-link", "privacy-policy-link", "main-navigation", "metatag", "breadcrumb"),
)


def test_a_card_has_the_sections_and_hooks_of_the_municipal_model(client, towns):
    card = world.card(
        "Nido", town=towns["Cuneo"], summary="Per i piccoli", categories=["nurseries"],
        target_groups=["children"], booking_url="https://example.org/book",
    )  # fmt: skip
    tree = read(page(client, card))
    ids = [one.get("id") for one in tree.xpath('//*[@class="sheet-body"]//section[@id]')]
    assert ids == SECTIONS
    found = {one.get("data-element") for one in tree.xpath("//*[@data-element]")}
    assert not [hook for hook in HOOKS if hook not in found]
    assert "appointment-booking" in found
    crumbs = [
        one.text_content().strip()
        for one in tree.xpath('//li[contains(@class, "breadcrumb-item")]')
    ]
    assert len(crumbs) == 4


@pytest.mark.parametrize(
    ("origin", "says", "never"),
    [
        ("provider", "Not given yet.", "The source does not say."),
        ("document", "The source does not say.", "Not given yet."),
    ],
)
def test_a_card_of_its_provider_has_no_source_that_is_silent(client, towns, origin, says, never):
    told = {} if origin == "provider" else {"source": "Relazione", "source_date": world.TODAY}
    text = page(client, world.card("Nido", origin=origin, **told), language="en").content.decode()
    assert says in text
    assert never not in text


def test_where_it_is_given_and_how_one_gets_it_are_told_apart(client, towns):
    card = world.card("Nido", delivery_modes=["home"], access_modes=["phone_first", "email"])
    tree = read(page(client, card, language="en"))
    [where, how] = tree.xpath('//*[@id="how"]//ul[@class="ways"]')
    assert where.text_content().split() == ["At", "home"]
    assert "Call first" in how.text_content() and "Write an e-mail" in how.text_content()
    icons = [one.get("href").partition("#")[2] for one in how.xpath(".//use")]
    assert icons == ["telephone", "mail"]


@pytest.mark.parametrize(
    ("origin", "says"),
    [("provider", "kept by the enterprise"), ("imported", "known from a register")],
)
def test_an_enterprise_says_who_keeps_its_page(client, towns, origin, says):
    told = (
        {"origin": origin, "source": "Albo", "source_date": world.TODAY}
        if origin == "imported"
        else {}
    )
    body = world.enterprise("Verde", town=towns["Cuneo"], **told)
    text = page(client, body, "enterprise", language="en").content.decode()
    assert says in text
    assert "to be confirmed" not in text


def test_only_the_words_of_the_card_are_in_its_language(client, towns):
    card = world.card("Nido", summary="Per i piccoli", description="Si gioca.", language="it")
    tree = read(page(client, card, language="pl"))
    italian = " ".join(one.text_content() for one in tree.xpath('//main//*[@lang="it"]'))
    assert "Nido" in italian and "Per i piccoli" in italian and "Si gioca." in italian
    headings = [one.text_content() for one in tree.xpath("//main//h2")]
    assert headings and not any(heading in italian for heading in headings)
    assert not read(page(client, card, language="it")).xpath("//main//*[@lang]")
    found = read(client.get("/pl/search/?q=nido")).xpath('//*[@class="results"]//h3/a/@lang')
    assert found == ["it"]
    world.translated(card, "pl", name="Żłobek")
    tree = read(page(client, card, language="pl"))
    assert tree.xpath("//h1[not(@lang)]") and tree.xpath('//*[contains(@class, "lead")]/@lang')


def test_an_entry_of_a_register_speaks_of_the_enterprise_and_shows_no_empty_section(client, towns):
    told = {"origin": "imported", "source": "Albo", "source_date": world.TODAY}
    body = world.enterprise("Verde", town=towns["Cuneo"], not_confirmed=["mission", "x"], **told)
    tree = read(page(client, body, "enterprise", language="en"))
    titles = [one.text_content() for one in tree.xpath('//*[@class="sheet-body"]//section/h2')]
    assert titles == ["Who it is", "How to reach it"]
    assert tree.xpath('//p[@class="over"]')[0].text_content() == "Cuneo (CN)"
    assert "Not confirmed by the provider: social mission" in tree.text_content()
    own = read(page(client, world.enterprise("Blu"), "enterprise", language="en"))
    titles = [one.text_content() for one in own.xpath('//*[@class="sheet-body"]//section/h2')]
    assert titles[:2] == ["Who we are", "What we sell"] and len(titles) == 5


def test_a_card_tells_machines_what_it_is(client, towns):
    card = world.card(
        f"Nido {SCRIPT}", town=towns["Cuneo"], served=["P004"], target_groups=["children"],
        categories=["nurseries"],
    )  # fmt: skip
    [block] = read(page(client, card)).xpath('//script[@type="application/ld+json"]')
    data = json.loads(block.text)
    assert data["name"] == f"Nido {SCRIPT}"
    for name in "serviceType serviceOperator areaServed audience availableChannel".split():  # noqa: SIM905
        assert data[name], name


def test_an_enterprise_tells_machines_what_it_offers(client, towns):
    body = world.enterprise(
        "Verde", town=towns["Cuneo"], offers=[("service", "Giardini", "gardening")]
    )
    [block] = read(page(client, body, "enterprise")).xpath('//script[@type="application/ld+json"]')
    data = json.loads(block.text)
    assert (data["@type"], data["makesOffer"][0]["itemOffered"]["name"]) == (
        "LocalBusiness", "Giardini",
    )  # fmt: skip


def test_no_text_of_a_listing_becomes_markup(client, towns):
    texts = "summary description eligibility how_to required_documents outcome hours_note".split()  # noqa: SIM905
    card = world.card(SCRIPT, categories=["nurseries"], **dict.fromkeys(texts, SCRIPT))
    body = world.enterprise(SCRIPT, description=SCRIPT, offers=[("service", SCRIPT, "gardening")])
    for response in (
        page(client, card), page(client, body, "enterprise"),
        client.get("/it/search/", {"q": "script"}),
    ):  # fmt: skip
        text = response.content.decode()
        assert SCRIPT not in text
        assert "alert(1)" in text


def test_an_imported_card_says_what_is_not_confirmed(client, towns):
    card = world.card(
        "Consultorio", origin="imported", source="Ministero della Salute",
        source_date="2024-01-01", verified_on=None, not_confirmed=["costs", "times"],
    )  # fmt: skip
    text = page(client, card, language="en").content.decode()
    for words in ("Ministero della Salute", "costs and payment, opening times", "to be confirmed"):
        assert words in text, words


def test_a_stale_card_says_so(client, towns):
    card = world.card("Nido", verified_on=world.TODAY - timedelta(days=210))
    assert "may be out of date" in page(client, card, language="en").content.decode()


def test_a_translation_is_shown_to_its_readers_and_its_lack_is_said(client, towns):
    card = world.card("Nido estivo")
    assert "It is not translated yet" in page(client, card, language="en").content.decode()
    world.translated(card, "en", name="Summer nursery")
    text = page(client, card, language="en").content.decode()
    assert "Summer nursery" in text
    assert "It is not translated yet" not in text


def test_the_site_lists_what_is_public(client, towns):
    shown, draft = world.card("Nido"), world.card("Bozza", state="draft", indexed=False)
    text = client.get("/sitemap.xml").content.decode()
    assert f"/it/services/{shown.slug}/" in text
    assert draft.slug not in text
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: " in robots
    assert "Disallow: /it/home/" in robots


def test_an_answer_is_counted_once_a_button_is_pressed(client, towns):
    from ponte.directory.models import Usefulness

    card = world.card("Nido")
    address = reverse("directory:service-useful", kwargs={"slug": card.slug})
    assert client.get(f"{address}?answer=yes").status_code == 200
    assert not Usefulness.objects.exists()
    for _ in range(2):
        assert client.post(address, {"answer": "yes"}).status_code == 200
    assert client.post(address, {"answer": "maybe"}).status_code == 422
    assert [(one.answer, one.times) for one in Usefulness.objects.all()] == [("yes", 2)]
