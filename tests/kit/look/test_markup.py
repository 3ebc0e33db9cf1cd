"""Forms and pages, read as HTML: names, errors, hooks of the public validator."""

import pytest
from django.utils import translation
from lxml import html

from ponte.project.design import PAGES, SampleForm

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def page(client, name: str, language: str = "it"):
    answer = client.get(f"/{language}/design/{name}/" if name else f"/{language}/design/")
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


@pytest.fixture
def refused():
    with translation.override("en"):
        form = SampleForm({"tax": "RSS", "days": ["9"], "age": "x"})
        return form, html.fromstring(f"<div>{form}</div>")


def test_every_field_has_a_label_or_a_legend(refused):
    form, tree = refused
    for field in form.visible_fields():
        if field.use_fieldset:
            (group,) = tree.xpath(f"//fieldset[@id='{field.auto_id}']")
            assert group.find("legend").text_content().strip().startswith(str(field.label))
        else:
            (label,) = tree.xpath(f"//label[@for='{field.id_for_label}']")
            assert str(field.label) in label.text_content()


def test_an_error_stands_beside_its_field_and_in_the_summary(refused):
    form, tree = refused
    ids = set(tree.xpath("//@id"))
    for name in form.errors:
        field = form[name]
        assert f"{field.auto_id}_error" in ids
        holder = field.auto_id if field.use_fieldset else field.id_for_label
        (control,) = tree.xpath(f"//*[@id='{holder}']")
        assert f"{field.auto_id}_error" in control.get("aria-describedby").split()
        assert tree.xpath(f"//*[@role='alert']//a[@href='#{holder}']")


def test_what_was_typed_stays_and_no_label_hides_in_a_placeholder(refused):
    _form, tree = refused
    assert tree.xpath("//input[@name='tax']/@value") == ["RSS"]
    assert tree.xpath("//*[@placeholder]") == []


def test_the_reason_of_a_question_is_one_tap_away(refused):
    _form, tree = refused
    assert "registers already say" in tree.xpath("//details")[0].text_content()


@pytest.mark.parametrize("name", sorted(PAGES))
@pytest.mark.parametrize("language", ["it", "en", "pl"])
def test_every_page_has_one_title_and_no_repeated_id(client, name, language):
    tree = page(client, name, language)
    assert len(tree.xpath("//h1")) == 1
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert tree.get("lang") == language
    for target in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        assert not target[1:] or "?" in target or target[1:] in ids


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_sets_no_cookie_and_weighs_little(client, name):
    answer = client.get(f"/it/design/{name}/" if name else "/it/design/")
    assert name == "working" or answer.cookies == {}
    assert len(answer.content) < 40_000


@pytest.mark.parametrize("name", ["service", "bare"])
def test_a_card_has_the_hooks_of_the_public_validator(client, name):
    tree = page(client, name)

    def hook(value: str):
        return tree.xpath(f"//*[@data-element='{value}']")

    for value in (
        "service-title", "service-description", "service-status", "service-addressed",
        "service-how-to", "service-needed", "service-achieved", "service-calendar-text",
        "service-generic-access", "service-area", "metatag",
    ):  # fmt: skip
        assert len(hook(value)[0].text_content().strip()) >= 3, value
    assert hook("service-topic")[0].tag == "a"
    assert hook("breadcrumb")[0].findall("li")
    for value in (
        "main-navigation", "all-services", "feedback", "faq", "report-inefficiency",
        "accessibility-link", "privacy-policy-link",
    ):  # fmt: skip
        assert len(hook(value)) == 1, value
    assert hook("main-navigation")[0].tag == "ul"


@pytest.mark.parametrize("name", ["service", "enterprise"])
def test_the_index_names_the_sections_in_their_order(client, name):
    tree = page(client, name, "en")
    index = tree.xpath("//ul[@data-element='page-index']/li/a")
    sections = tree.xpath("//div[@class='sheet-body']/section")
    assert [a.get("href")[1:] for a in index] == [section.get("id") for section in sections]
    titles = [section.find("h2").text_content().strip() for section in sections]
    assert [a.text_content().strip() for a in index] == titles


def test_the_style_page_is_only_in_the_demonstration(client, settings):
    settings.DEMO = False
    assert client.get("/it/design/").status_code == 404
    settings.DEMO = True
    assert client.get("/it/design/nowhere/").status_code == 404
