"""The prices of a service: typed in rows, shown on the card, taken back, without debts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ponte.directory.models import CardCost
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
ROWS = [("ISEE up to 12,000", "4.50", "meal"), ("Everybody else", "7", "meal")]


@pytest.fixture
def coop(rows):
    return make.organization("Coop Sole", phone="0171 1")


@pytest.fixture
def card(coop):
    return make.published(coop, published_at=timezone.now())


@pytest.fixture
def browser(client, coop):
    client.force_login(make.member(coop))
    return client


def typed(card, rows, **more) -> dict:
    made = {"version": card.content_version, "fee_kind": "paid"}
    made |= {"cost_options-TOTAL_FORMS": len(rows), "cost_options-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        for name, value in zip(("label", "amount", "unit"), row, strict=True):
            made[f"cost_options-{number}-{name}"] = value
    return {**made, **more}


def step(card):
    where = {"kind": "card", "pk": card.pk, "step": "costs"}
    return reverse("directory:listing-step", kwargs=where)


def stored() -> list:
    return [(one.label, str(one.amount), one.unit) for one in CardCost.objects.all()]


def test_prices_are_typed_in_rows_and_read_on_the_card(browser, client, card):
    assert browser.post(step(card), typed(card, [*ROWS, ("", "", "")])).status_code == 302
    assert stored() == [("ISEE up to 12,000", "4.50", "meal"), ("Everybody else", "7.00", "meal")]
    page = client.get(reverse("directory:service-detail", kwargs={"slug": card.slug}))
    text = " ".join(page.content.decode().split())
    assert "ISEE up to 12,000</dt><dd>€4.50 a meal" in text
    assert "Everybody else</dt><dd>€7 a meal" in text


@pytest.mark.parametrize(
    "row, field",
    [
        (("", "4", "meal"), "label"),
        (("All", "", "meal"), "amount"),
        (("All", "-1", "meal"), "amount"),
        (("All", "1000000", "meal"), "amount"),
        (("All", "4", ""), "unit"),
        (("All", "4", "barrel"), "unit"),
        (("All", "NaN", "meal"), "amount"),
    ],
)
def test_a_wrong_price_is_said_beside_its_field(browser, card, row, field):
    answer = browser.post(step(card), typed(card, [row]))
    assert answer.status_code == 422 and not CardCost.objects.exists()
    assert f"cost_options-0-{field}" in answer.content.decode()


def test_a_change_is_taken_back_and_told_in_words(browser, card):
    browser.post(step(card), typed(card, ROWS))
    card.refresh_from_db()
    browser.post(step(card), typed(card, ROWS[:1]))
    undo = reverse("directory:listing-undo", kwargs={"kind": "card", "pk": card.pk})
    assert "Everybody else, €7 a meal" in browser.get(undo).content.decode()
    card.refresh_from_db()
    browser.post(undo, {"version": card.content_version})
    assert len(stored()) == 2


def test_a_stranger_writes_no_price(client, card):
    client.force_login(make.member(make.organization("Altrove"), name="Eve"))
    assert client.post(step(card), typed(card, ROWS)).status_code == 404
    assert not CardCost.objects.exists()


def test_the_kind_of_company_welfare_is_said_where_the_credit_is_taken(browser, client, card):
    chosen = {"tuir_codes": ["W_FTER"], "accepts_welfare_credit": "yes"}
    assert browser.post(step(card), typed(card, [], **chosen)).status_code == 302
    page = client.get(reverse("directory:service-detail", kwargs={"slug": card.slug}))
    assert "Care of elderly or dependent relatives (paragraph 2, letter f-ter)" in (
        page.content.decode()
    )


@pytest.mark.parametrize("answer", ["no", ""])
def test_no_kind_of_welfare_without_the_credit(browser, card, answer):
    chosen = {"tuir_codes": ["W_FTER"], "accepts_welfare_credit": answer}
    page = browser.post(step(card), typed(card, [], **chosen))
    assert page.status_code == 422
    assert "Say yes, or leave the kind of company welfare empty." in page.content.decode()
