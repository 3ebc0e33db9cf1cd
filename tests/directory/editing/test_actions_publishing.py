from datetime import timedelta

import pytest
from django.utils import timezone

from ponte.directory.actions import publishing
from ponte.directory.models import SearchDocument
from ponte.directory.states import LISTING_TRANSITIONS, ListingState
from ponte.kit.actor import Actor
from ponte.kit.errors import RuleBroken
from tests.directory.editing import factories as make

DOCUMENT = {"origin": "document", "source": "A report"}
VERBS = {
    ListingState.PUBLISHED: publishing.publish_listing,
    ListingState.SUSPENDED: publishing.suspend_listing,
    ListingState.RETIRED: publishing.retire_listing,
    ListingState.DRAFT: publishing.redraft_listing,
}


@pytest.fixture
def coop(rows):
    return make.organization()


@pytest.fixture
def ada(coop):
    return make.member(coop)


def act(someone, org, verb, card):
    card.refresh_from_db()
    with make.as_person(someone, org) as context:
        return verb(listing=card, by=context.actor)


def test_a_whole_card_is_published_and_found(coop, ada):
    card = make.card(coop, whole=True)
    act(ada, coop, publishing.publish_listing, card)
    card.refresh_from_db()
    assert card.state == ListingState.PUBLISHED and card.published_at
    assert SearchDocument.objects.filter(listing_id=card.pk).exists()


def test_a_card_with_a_name_only_is_refused_with_every_missing_block(coop, ada):
    card = make.card(coop)
    with pytest.raises(publishing.NotPublishable) as refused:
        act(ada, coop, publishing.publish_listing, card)
    assert len(refused.value.verdict.missing) == 8
    assert "Costs and payment" in str(refused.value)
    card.refresh_from_db()
    assert (card.state, card.content_version) == (ListingState.DRAFT, 1)


def test_a_card_of_a_closed_organization_is_not_published(coop, ada):
    coop.closed_at = timezone.now()
    coop.save()
    with pytest.raises(publishing.NotPublishable, match="Organization"):
        act(ada, coop, publishing.publish_listing, make.card(coop, whole=True))


def test_a_suspended_card_leaves_the_results_and_keeps_its_words(coop, ada):
    card = make.published(coop)
    act(ada, coop, publishing.suspend_listing, card)
    assert not SearchDocument.objects.filter(listing_id=card.pk).exists()
    act(ada, coop, publishing.publish_listing, card)
    assert SearchDocument.objects.filter(listing_id=card.pk).exists()


@pytest.mark.parametrize("old", ListingState.values)
@pytest.mark.parametrize("new", ListingState.values)
def test_the_state_table_is_the_whole_law(coop, ada, old, new):
    given = {"published_at": timezone.now()} if old == ListingState.PUBLISHED else {}
    card = make.card(coop, whole=True, state=old, **given)
    if new in LISTING_TRANSITIONS[old]:
        act(ada, coop, VERBS[ListingState(new)], card)
        card.refresh_from_db()
        assert card.state == new
    else:
        with pytest.raises(RuleBroken):
            act(ada, coop, VERBS[ListingState(new)], card)


def test_an_imported_card_published_by_its_provider_becomes_the_providers_words(coop, ada):
    day = timezone.localdate() - timedelta(days=400)
    card = make.card(coop, whole=True, source_date=day, not_confirmed=["costs"], **DOCUMENT)
    act(ada, coop, publishing.publish_listing, card)
    card.refresh_from_db()
    assert (card.origin, card.not_confirmed) == ("provider", [])


def test_an_incomplete_card_of_a_document_is_shown_only_by_the_office(coop, ada):
    day = timezone.localdate()
    card = make.card(coop, source_date=day, **DOCUMENT)
    with pytest.raises(publishing.NotPublishable):
        act(ada, coop, publishing.publish_listing, card)
    publishing.publish_listing(listing=card, by=Actor.job("demo"))
    card.refresh_from_db()
    assert (card.state, card.origin) == ("published", "document")


def test_a_whole_profile_is_published_and_an_empty_one_is_not(coop, ada):
    coop.phone = "0171 1"
    coop.save()
    other = make.organization("Other", phone="1")
    make.member(other, name="Bo")
    act(ada, coop, publishing.publish_listing, make.whole_enterprise(coop))
    with pytest.raises(publishing.NotPublishable, match="What you sell"):
        publishing.publish_listing(listing=make.enterprise(other), by=Actor.job("test"))
