"""Pages about the site: each answers in words, and a problem reaches the office."""

from pathlib import Path

import pytest
from django.core import mail
from lxml import html

from ponte.kit.templatetags.provenance import WORDS
from ponte.project import page
from ponte.project.settings.environment import one_of
from ponte.project.sources import SOURCES

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
ATTRIBUTION = Path(__file__).resolve().parents[2] / "docs" / "attribution.md"
PAGES = ["about", "help", "privacy", "accessibility", "sources", "report"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["it", "en"])
def test_each_page_answers_without_a_sign_in(client, name, language):
    answer = client.get(f"/{language}/{name}/")
    assert answer.status_code == 200
    assert answer.content.count(b"<h1") == 1


def test_the_menu_says_how_much_of_a_language_there_is(client, monkeypatch):
    counted = {"it": 200, "en": 200, "fr": 199, "nl": 1, "hr": 200, "sl": 26}
    monkeypatch.setattr(page, "_counted", lambda: counted)
    menu = "//*[@id='languages']//li"
    lines = html.fromstring(client.get("/en/about/").content).xpath(menu)
    assert [one.text_content().replace("\N{NO-BREAK SPACE}", " ") for one in lines] == [
        *("Italiano", "English", "Français (99 %)", "Nederlands (0 %)", "Hrvatski"),
        *("Slovenščina (13 %)", "Polski (0 %)"),
        "In brackets: how much is translated. The rest is in English.",
    ]
    counted |= dict.fromkeys(counted | {"pl": 200}, 200)
    lines = html.fromstring(client.get("/en/about/").content).xpath(menu)
    assert [one.text_content() for one in lines][-1] == "Polski"


@pytest.mark.parametrize("accent", ["", "green", "violet", "wine"])
def test_pages_wear_the_colour_of_the_territory(client, settings, accent):
    settings.TERRITORY_ACCENT = accent
    page = html.fromstring(client.get("/it/about/").content)
    assert page.get("data-accent", "") == accent


def test_an_unknown_colour_is_said_in_words(monkeypatch):
    monkeypatch.setenv("PONTE_ACCENT", "pink")
    with pytest.raises(ValueError, match="PONTE_ACCENT is one of green, violet, wine, not pink"):
        one_of("PONTE_ACCENT", "green", "violet", "wine")


def test_every_page_leads_to_the_frequent_questions_as_the_municipal_model_asks(client):
    for path in ("/it/", "/it/search/", "/it/help/"):
        [link] = html.fromstring(client.get(path).content).xpath("//footer//*[@data-element='faq']")
        assert link.get("href") == "/it/help/"
        assert link.text_content() == "Domande frequenti"  # the words that the judge looks for


def test_the_frequent_questions_explain_the_words_that_cards_use(client):
    page = html.fromstring(client.get("/en/help/").content)
    said = {term.text_content() for term in page.xpath("//dt")}
    assert {"active", "to be confirmed", "may be out of date", "suspended for now"} <= said
    assert {str(word) for word in WORDS.values()} - said == {"from a document"}


def test_the_page_and_the_attribution_document_name_the_same_makers():
    document = ATTRIBUTION.read_text()
    for source in SOURCES:
        for maker in source.maker.replace("(", ";").replace(")", ";").split(";"):
            for name in maker.split(","):
                last_word = name.strip().split(" ")[-1]
                assert last_word in document, f"{name} is not in the document"


def test_a_problem_is_sent_to_the_office_without_words_in_the_subject(client):
    answer = client.post("/it/report/", {"what": "Bottone rotto <script>", "email": ""})
    assert answer.status_code == 200
    (message,) = mail.outbox
    assert "Bottone" not in message.subject
    assert "Bottone rotto <script>" in message.body


def test_what_was_typed_comes_back_with_the_error(client):
    answer = client.post("/it/report/", {"what": "", "page": "la mia pagina", "email": "no"})
    assert b"la mia pagina" in answer.content
    assert mail.outbox == []


def test_reports_are_limited(client):
    answers = [client.post("/it/report/", {"what": "x"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
