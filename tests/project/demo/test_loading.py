"""The whole demonstration territory, loaded for real."""

import pytest
from django.db import transaction
from django.utils import timezone

from ponte.accounts.public import Person
from ponte.directory.models import (
    CallbackRequest,
    Enterprise,
    MistakeReport,
    ServiceCard,
    Translation,
)
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations.models import Claim, Keeping, Membership, Organization, Qualification
from ponte.project import demo
from ponte.project.demo import documents, loading, people, shipped, waiting
from ponte.project.roles import ROLES
from ponte.territory.models import Municipality
from tests.directory.search import model


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """Load once for the file, roll back after it; return the lines of progress."""
    from django.conf import settings

    before, settings.DEMO = settings.DEMO, True
    lines = []
    with (
        django_db_blocker.unblock(),
        transaction.atomic(using="aside"),
        transaction.atomic(),
    ):
        assert demo.load(progress=lines.append)
        yield lines
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="aside")
    settings.DEMO = before


@pytest.fixture
def loaded(said, rows):
    return said


def test_the_whole_territory_is_there(loaded):
    assert Municipality.objects.count() == 7894
    assert Enterprise.objects.filter(origin="imported", state="published").count() == 5807
    assert ServiceCard.objects.filter(origin="imported", state="published").count() == 927
    assert ServiceCard.objects.filter(origin="document", state="published").count() >= 40
    assert len(loaded) == 2 * len(loading.PARTS)


def test_seed_organizations_are_unclaimed_and_nothing_is_said_of_their_type(loaded):
    seeds = Organization.objects.filter(origin="imported")
    assert not seeds.filter(claimed_at__isnull=False).exists()
    assert not seeds.filter(source="").exists()
    assert not Qualification.objects.filter(organization__in=seeds).exists()
    assert not Enterprise.objects.filter(origin="imported").exclude(description="").exists()


def test_dated_cards_say_their_source_and_what_is_not_confirmed(loaded):
    for card in ServiceCard.objects.exclude(origin="provider"):
        assert card.source and card.source_date
        assert card.not_confirmed
        assert card.verified_on is None
    card = ServiceCard.objects.get(name__startswith="A casa: aiuto leggero per anziani")
    assert {"costs", "contacts", "times"} <= set(card.not_confirmed)
    assert card.source_locator
    assert not card.contacts.exists()


def test_provider_cards_of_the_demo_pass_the_guard(loaded):
    assert ServiceCard.objects.filter(origin="provider", state="published").count() == 4
    assert Enterprise.objects.filter(origin="provider", state="published").count() == 8


def test_each_shape_of_card_reads_like_the_municipal_model(loaded, client):
    """All cards of documents and of providers, and a few of those that came from a list."""
    shown = ServiceCard.objects.filter(state="published").order_by("pk")
    slugs = list(shown.exclude(origin="imported").values_list("slug", flat=True))
    slugs += shown.filter(origin="imported").values_list("slug", flat=True)[::100]
    found = {
        slug: model.faults(model.read(client.get(f"/it/services/{slug}/").content))
        for slug in slugs
    }
    assert len(found) > 50
    assert {slug: faults for slug, faults in found.items() if faults} == {}


def test_english_stands_beside_every_card_of_ours(loaded):
    ours = ServiceCard.objects.exclude(origin="imported").values_list("pk", flat=True)
    english = Translation.objects.filter(language="en", listing_id__in=list(ours))
    assert english.count() == len(ours)


def test_a_consortium_keeps_a_members_listings(loaded):
    keeping = Keeping.objects.get()
    assert (keeping.keeper.name, keeping.kept.name) == (
        "Consorzio Esempio",
        "Cooperativa Esempio Orto",
    )


def test_loading_the_same_data_again_does_nothing(loaded):
    lines = []
    assert not demo.load(progress=lines.append)
    assert len(lines) == 1


def test_loading_each_part_again_changes_nothing(loaded):
    counted = (Organization, Enterprise, ServiceCard, Membership, Qualification, Translation)
    before = [model.objects.count() for model in counted]
    versions = dict(ServiceCard.objects.order_by("pk").values_list("pk", "content_version"))
    with acting(Actor.job("demo")):
        for _title, part in loading.PARTS:
            part()
    assert [model.objects.count() for model in counted] == before
    assert dict(ServiceCard.objects.order_by("pk").values_list("pk", "content_version")) == versions


def test_a_listing_whose_organization_acts_for_itself_is_not_written_over(loaded):
    card = ServiceCard.objects.get(name__startswith="A casa: aiuto leggero per anziani")
    Organization.objects.filter(pk=card.organization_id).update(claimed_at=timezone.now())
    ServiceCard.objects.filter(pk=card.pk).update(summary="In our own words")
    with acting(Actor.job("demo")):
        documents.load(by=Actor.job("demo"))
    card.refresh_from_db()
    assert card.summary == "In our own words"


def test_there_is_an_account_a_role_each_able_to_sign_in(loaded):
    rows = demo.accounts()
    assert {one.role for one in people.ACCOUNTS if one.shown} == {*ROLES, ""}
    for row in rows:
        assert set(row) >= {"role", "email", "password"}
        assert Person.objects.get(email=row["email"]).check_password(row["password"])


def test_passwords_differ_and_depend_on_the_installation(settings):
    first = [account.password for account in people.ACCOUNTS]
    assert len(set(first)) == len(first)
    settings.SECRET_KEY = "another"
    assert not set(first) & {account.password for account in people.ACCOUNTS}


def test_the_digest_covers_every_shipped_file():
    assert shipped.digest() == shipped.digest()
    assert len(shipped.digest()) == 64


def test_something_waits_for_each_role_and_is_sent_once(loaded):
    counts = [model.objects.count() for model in (CallbackRequest, MistakeReport, Claim)]
    assert counts == [3, 1, 1]
    assert waiting.load() == "0 new"
