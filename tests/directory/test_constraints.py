"""What the database refuses, whoever writes: one row of the table a constraint."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ponte.directory.models import (
    CallbackRequest,
    CardCost,
    CardHours,
    Enterprise,
    MistakeReport,
    Offer,
    Reference,
    ServiceCard,
    Translation,
)
from ponte.directory.models.document import FailedSearch, FailedSearchAsk
from ponte.directory.models.usefulness import Usefulness
from ponte.kit.ids import uuid7
from tests.directory.editing import factories

pytestmark = pytest.mark.usefixtures("rows")
DAY = date(2026, 5, 1)


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    "change, constraint",
    [
        ({"organization": None, "provider_name": ""}, "card_has_a_provider"),
        ({"min_age": 18, "max_age": 17}, "card_ages_in_order"),
        ({"valid_from": DAY, "valid_to": DAY - timedelta(days=1)}, "card_season_in_order"),
        ({"state": "published", "published_at": None}, "card_published_says_when"),
        ({"origin": "imported", "source": ""}, "card_source_unless_own_words"),
        ({"origin": "document", "source": "x", "source_date": None}, "card_source_unless_own"),
    ],
)
def test_a_card_stays_true(change, constraint):
    card = factories.card(factories.organization())
    with refused(constraint), transaction.atomic():
        ServiceCard.objects.filter(pk=card.pk).update(**change)


@pytest.mark.parametrize(
    "change, constraint",
    [
        ({"disadvantaged_share": 101}, "enterprise_share_is_a_percentage"),
        (
            {"disadvantaged_share": 30, "disadvantaged_share_standing": ""},
            "enterprise_share_says_its_standing",
        ),
        ({"disadvantaged_share_proof": "report"}, "enterprise_share_proof_has_a_day"),
        ({"state": "published", "published_at": None}, "enterprise_published_says_when"),
        ({"origin": "imported", "source": ""}, "enterprise_source_unless_own_words"),
    ],
)
def test_an_enterprise_stays_true(change, constraint):
    enterprise = factories.enterprise(factories.organization())
    change = {"disadvantaged_share_standing": "declared", **change}
    with refused(constraint), transaction.atomic():
        Enterprise.objects.filter(pk=enterprise.pk).update(**change)


@pytest.mark.parametrize(
    "values, constraint",
    [
        ({"weekday": 7, "opens": time(9), "closes": time(12)}, "card_hours_weekday"),
        ({"weekday": 0, "opens": time(12), "closes": time(9)}, "card_hours_open_before_close"),
    ],
)
def test_hours_stay_true(values, constraint):
    card = factories.card(factories.organization())
    with refused(constraint), transaction.atomic():
        CardHours.objects.create(card=card, **values)


@pytest.mark.parametrize(
    "values, constraint",
    [
        ({"confirmed_on": DAY}, "reference_confirmed_says_by_whom"),
        ({"confirmed_by": "Comune"}, "reference_confirmed_says_by_whom"),
        ({"is_checked": True}, "reference_checked_once_confirmed"),
        (
            {"confirmed_on": DAY, "confirmed_by": "Comune", "denied_on": DAY},
            "reference_is_not_both_confirmed_and_denied",
        ),
    ],
)
def test_a_reference_stays_true(values, constraint):
    enterprise = factories.enterprise(factories.organization())
    told = {"client_name": "Comune", "what": "Pulizie", "year": 2025}
    with refused(constraint), transaction.atomic():
        Reference.objects.create(enterprise=enterprise, **told, **values)


def test_a_price_is_no_debt():
    card = factories.card(factories.organization())
    with refused("card_cost_is_no_debt"), transaction.atomic():
        CardCost.objects.create(card=card, label="All", amount=-1, unit="hour")


def test_an_offer_is_a_product_or_a_service():
    enterprise = factories.enterprise(factories.organization())
    with refused("offer_is_product_or_service"), transaction.atomic():
        Offer.objects.create(enterprise=enterprise, kind="idea", name="x", category="cleaning")


def test_a_listing_has_one_translation_a_language():
    listing = uuid7()
    Translation.objects.create(listing_id=listing, language="en")
    with refused("translation_once_per_language"), transaction.atomic():
        Translation.objects.create(listing_id=listing, language="en")


def voice(model, **values):
    given = {"listing_id": uuid7(), "due_at": timezone.now(), **values}
    return model.objects.create(**given)


def test_who_asks_to_be_called_can_be_reached():
    with refused("callback_request_can_be_reached"), transaction.atomic():
        voice(CallbackRequest, name="Ada", phone="", email="")


@pytest.mark.parametrize(
    "model, values, constraint",
    [
        (CallbackRequest, {"phone": "1"}, "callback_request_answered_at_iff_answered"),
        (MistakeReport, {"text": "x"}, "mistake_report_answered_at_iff_answered"),
    ],
)
@pytest.mark.parametrize("change", [{"state": "answered"}, {"answered_at": timezone.now()}])
def test_an_answer_says_when(model, values, constraint, change):
    row = voice(model, **values)
    with refused(constraint), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**change)


def test_a_failed_search_is_counted_once_a_day_and_asker():
    ask = {"day": DAY, "words": "nido", "language": "it", "asker": b"1" * 16}
    FailedSearchAsk.objects.create(id=uuid7(), **ask)
    with refused("failed_search_ask_once_a_day"), transaction.atomic():
        FailedSearchAsk.objects.create(id=uuid7(), **ask)


def test_a_failed_search_has_one_count_a_day():
    count = {"day": DAY, "words": "nido", "language": "it", "askers": 5}
    FailedSearch.objects.create(id=uuid7(), **count)
    with refused("failed_search_once_a_day"), transaction.atomic():
        FailedSearch.objects.create(id=uuid7(), **count)


def test_usefulness_is_one_count_a_day_of_yes_or_no():
    count = {"listing_id": uuid7(), "day": DAY, "answer": "yes"}
    Usefulness.objects.create(**count)
    with refused("usefulness_once_a_day"), transaction.atomic():
        Usefulness.objects.create(**count)
    with refused("usefulness_is_yes_or_no"), transaction.atomic():
        Usefulness.objects.create(**{**count, "answer": "hm"})
