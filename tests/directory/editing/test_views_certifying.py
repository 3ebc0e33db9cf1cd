"""The office looks at the proof of a declared share, and readers see that it did."""

from decimal import Decimal

import pytest
from django.urls import reverse

from ponte.directory.models import Enterprise
from ponte.kit.journal.models import Entry
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
DECLARED = {"disadvantaged_share": Decimal("31.50"), "disadvantaged_share_standing": "declared"}


@pytest.fixture
def coop(rows):
    return make.organization("Coop Sole", phone="0171 1")


@pytest.fixture
def profile(coop):
    return make.whole_enterprise(coop, **DECLARED)


@pytest.fixture
def office(client):
    client.force_login(make.officer())
    return client


def page(profile) -> str:
    return reverse("directory:share-certify", kwargs={"pk": profile.pk})


def standing(profile) -> str:
    return Enterprise.objects.get(pk=profile.pk).disadvantaged_share_standing


def test_the_office_is_led_there_sees_the_share_and_verifies_it(office, profile):
    edit = reverse("directory:listing-edit", kwargs={"kind": "enterprise", "pk": profile.pk})
    assert page(profile) in office.get(edit).content.decode()
    shown = office.get(page(profile)).content.decode()
    assert "31.5 %" in shown and "declared" in shown and "Coop Sole" in shown
    answer = office.post(page(profile), {"proof": "report", "is_same": "on"})
    assert (answer.status_code, answer["Location"]) == (302, edit)
    assert standing(profile) == "verified"
    [entry] = Entry.objects.filter(what="enterprise.share_verified")
    assert (entry.subject_id, entry.facts["proof"]) == (profile.pk, "report")
    story = office.get(edit).content.decode()
    assert "verified: the social report" in story and page(profile) not in story


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"proof", "is_same"}),
        ({"proof": "report"}, {"is_same"}),
        ({"proof": "hearsay", "is_same": "on"}, {"proof"}),
    ],
)
def test_nothing_is_verified_without_a_proof_that_says_the_same(office, profile, typed, wrong):
    answer = office.post(page(profile), typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == wrong
    assert b'role="alert"' in answer.content
    assert standing(profile) == "declared"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"disadvantaged_share_standing": "verified"}, "This share is verified already."),
        (
            {"disadvantaged_share": None, "disadvantaged_share_standing": ""},
            "There is no declared share to verify.",
        ),
    ],
)
def test_what_cannot_be_verified_is_said(office, profile, change, says):
    Enterprise.objects.filter(pk=profile.pk).update(**change)
    shown = office.get(page(profile))
    assert shown.status_code == 200
    assert says in shown.content.decode() and b'type="radio"' not in shown.content
    answer = office.post(page(profile), {"proof": "report", "is_same": "on"})
    assert answer.status_code == 422
    assert says in answer.content.decode()


@pytest.mark.parametrize(("role", "status"), [("ours", 403), ("theirs", 404)])
def test_no_enterprise_verifies_itself_and_no_stranger_sees_it(client, coop, profile, role, status):
    where = coop if role == "ours" else make.organization("Altrove")
    client.force_login(make.member(where))
    for answer in (client.get(page(profile)), client.post(page(profile), {"proof": "report"})):
        assert answer.status_code == status
    assert standing(profile) == "declared"
