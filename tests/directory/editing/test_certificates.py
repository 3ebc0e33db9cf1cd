"""What is declared and what the office has seen: the share with its day, each certificate."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from ponte.directory.actions import cards, enterprises
from ponte.directory.actions.importing import ListingRow, import_listing
from ponte.directory.actions.settling import Came
from ponte.directory.models import Enterprise
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
ISO, EMAS = "ISO 9001", "EMAS"


@pytest.fixture
def coop(rows):
    return make.organization("Coop Sole", phone="0171 1")


@pytest.fixture
def profile(coop):
    said = {"certifications": [ISO, EMAS], "state": "published", "published_at": timezone.now()}
    return make.whole_enterprise(coop, **said)


@pytest.fixture
def office(client):
    client.force_login(make.officer())
    return client


def verify(profile):
    return reverse("directory:share-certify", kwargs={"pk": profile.pk})


def public(client, profile) -> str:
    path = reverse("directory:enterprise-detail", kwargs={"slug": profile.slug})
    return " ".join(client.get(path).content.decode().split())


def fresh(profile) -> Enterprise:
    return Enterprise.objects.get(pk=profile.pk)


def test_each_certificate_is_told_apart_until_the_office_has_seen_it(office, client, profile):
    assert public(client, profile).count("Certificate:") == 2
    assert "the certificate itself" not in public(client, profile)
    shown = office.get(verify(profile)).content.decode()
    assert ISO in shown and EMAS in shown and "There is no declared share" in shown
    answer = office.post(verify(profile), {"name": ISO, "proof": "certificate"})
    assert answer.status_code == 302
    told = fresh(profile).certifications_seen
    assert told == {ISO: {"on": timezone.localdate().isoformat(), "proof": "certificate"}}
    page = public(client, profile)
    assert page.count("the certificate itself") == 1
    first = page.split("Certificate: ISO 9001", 1)[1].split("</li>", 1)[0]
    second = page.split("Certificate: EMAS", 1)[1].split("</li>", 1)[0]
    assert "provenance-verified" in first and "provenance-declared" in second
    assert Entry.objects.filter(what="enterprise.certificate_verified").exists()
    edit = reverse("directory:listing-edit", kwargs={"kind": "enterprise", "pk": profile.pk})
    assert "ISO 9001 was verified: the certificate itself" in office.get(edit).content.decode()


@pytest.mark.parametrize(
    "typed, wrong",
    [
        ({"name": "Invented", "proof": "certificate"}, {"name"}),
        ({"name": ISO, "proof": "hearsay"}, {"proof"}),
        ({"name": ISO}, {"proof"}),
    ],
)
def test_nothing_is_called_verified_without_a_name_and_a_proof(office, profile, typed, wrong):
    answer = office.post(verify(profile), typed)
    assert answer.status_code == 422 and set(answer.context["bound"].errors) == wrong
    assert fresh(profile).certifications_seen == {}


def test_another_name_is_another_certificate_and_an_old_one_is_forgotten(profile, coop):
    olga, ada = make.officer(), make.member(coop)
    with make.as_person(olga, platform=True) as context:
        enterprises.certify_certificate(listing=profile, name=ISO, proof="list", by=context.actor)
    with make.as_person(ada, coop) as context:
        cards.save_step(
            listing=profile,
            step="who",
            values={"certifications": ["ISO 9001:2015", EMAS]},
            version=fresh(profile).content_version,
            by=context.actor,
        )
    with make.as_person(olga, platform=True) as context:
        with pytest.raises(RuleBroken):
            enterprises.certify_certificate(
                listing=profile, name=ISO, proof="list", by=context.actor
            )
        enterprises.certify_certificate(listing=profile, name=EMAS, proof="list", by=context.actor)
    assert set(fresh(profile).certifications_seen) == {EMAS}


def test_neither_the_enterprise_nor_a_stranger_verifies_a_certificate(profile, coop):
    elsewhere = make.organization("Altrove")
    for who, where in ((make.member(coop), coop), (make.member(elsewhere, name="Eve"), elsewhere)):
        with make.as_person(who, where) as context, pytest.raises(Refused):
            enterprises.certify_certificate(
                listing=profile, name=ISO, proof="list", by=context.actor
            )
    assert fresh(profile).certifications_seen == {}


def test_the_share_says_its_own_day_and_what_was_looked_at(office, client, profile):
    Enterprise.objects.filter(pk=profile.pk).update(
        disadvantaged_share=Decimal(31),
        disadvantaged_share_standing="declared",
        disadvantaged_share_on=date(2026, 2, 1),
    )
    assert "1 February 2026" in public(client, profile)
    office.post(verify(profile), {"proof": "report", "is_same": "on"})
    now = fresh(profile)
    assert now.disadvantaged_share_on == timezone.localdate()
    assert now.disadvantaged_share_proof == "report"
    assert "the social report" in public(client, profile)


def test_a_file_that_changes_a_verified_share_declares_it_again(profile, coop):
    Enterprise.objects.filter(pk=profile.pk).update(
        disadvantaged_share=Decimal(31),
        disadvantaged_share_standing="verified",
        disadvantaged_share_on=date(2026, 2, 1),
        disadvantaged_share_proof="report",
    )
    came = Came("imported", "Albo", date(2026, 5, 1))
    for share, standing, day, proof in (
        (31, "verified", date(2026, 2, 1), "report"),
        (45, "declared", date(2026, 5, 1), ""),
        (None, "", None, ""),
    ):
        values = {"disadvantaged_share": None if share is None else Decimal(share)}
        row = ListingRow(profile.pk, coop.pk, coop.name, {**values, "staff": share or 1})
        with make.as_person(make.officer(f"Olga {share}"), platform=True) as context:
            import_listing(kind="enterprise", row=row, came=came, by=context.actor)
        now = fresh(profile)
        assert now.disadvantaged_share_standing == standing
        assert now.disadvantaged_share_on == day
        assert now.disadvantaged_share_proof == proof
