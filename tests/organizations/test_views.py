"""Pages of organizations: who is answered how, and what happens to what was typed."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from ponte.kit import links
from ponte.organizations import actions
from ponte.organizations.models import (
    AccessRequest,
    Claim,
    Invitation,
    Keeping,
    Membership,
    Organization,
    Qualification,
    Site,
)
from ponte.organizations.rules.access import INVITATION_LINK, KEEPING_LINK
from ponte.organizations.states import Proof, RequestState
from ponte.territory.public import find_places
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]
WHO = ("anonymous", "stranger", "member", "officer")


@pytest.fixture
def world():
    """One organization with everything around it, and four kinds of readers."""
    organization = make.organization("Aquilone", email="info@aquilone.example")
    manager = make.member(organization)
    claimed_by = make.person("Claimant")
    free = make.organization("Libera")
    asked = AccessRequest.objects.create(
        organization=organization, person=make.person(), role="organization_editor"
    )
    invitation = Invitation.objects.create(
        organization=organization,
        email="new@example.org",
        role="organization_editor",
        invited_by_id=manager.pk,
        invited_by="Anna",
    )
    return {
        "organization": organization,
        "free": free,
        "asked": asked,
        "claim": Claim.objects.create(
            organization=free, person=claimed_by, proof=Proof.DOCUMENT, function="chair"
        ),
        "invitation": invitation,
        "qualification": make.qualification(organization),
        "site": Site.objects.create(
            organization=organization, address="Via Roma 1", municipality=make.municipality()
        ),
        "anonymous": None,
        "stranger": make.member(make.organization("Altra")),
        "member": manager,
        "officer": make.officer(),
    }


def enter(client, who):
    if who is None:
        client.logout()
    else:
        client.force_login(who)
    return client


PAGES = [
    ("organization-list", None, [302, 200, 200, 200]),
    ("organization-register", None, [302, 200, 200, 200]),
    ("place-suggest", None, [302, 200, 200, 200]),
    ("claim-list", None, [302, 403, 403, 200]),
    ("organization-public", "slug", [200, 200, 200, 200]),
    ("organization-detail", "slug", [302, 404, 200, 200]),
    ("organization-edit", "slug", [302, 404, 200, 200]),
    ("site-add", "slug", [302, 404, 200, 200]),
    ("qualification-list", "slug", [302, 404, 200, 200]),
    ("member-list", "slug", [302, 404, 200, 200]),
    ("keeping-list", "slug", [302, 404, 200, 200]),
    ("keeping-export", "slug", [302, 404, 200, 200]),
    ("member-export", "slug", [302, 404, 200, 200]),
    ("organization-export", None, [302, 200, 200, 200]),
    ("access-ask", "slug", [302, 200, 200, 200]),
    ("organization-claim", "free", [302, 200, 200, 200]),
    ("claim-detail", "claim", [302, 404, 404, 200]),
    ("request-detail", "asked", [302, 404, 200, 200]),
    ("site-edit", "site", [302, 404, 200, 200]),
    ("qualification-verify", "qualification", [302, 404, 403, 200]),
]


def address(name, key, world):
    if key is None:
        return reverse(f"organizations:{name}")
    if key in ("slug", "free"):
        organization = world["free" if key == "free" else "organization"]
        return reverse(f"organizations:{name}", args=[organization.slug])
    return reverse(f"organizations:{name}", args=[world[key].pk])


@pytest.mark.parametrize("name, key, expected", PAGES, ids=[page[0] for page in PAGES])
def test_each_page_answers_each_reader_as_it_should(client, world, name, key, expected):
    where = address(name, key, world)
    given = [enter(client, world[who]).get(where).status_code for who in WHO]
    assert given == expected


BUTTONS = [
    ("claim-withdraw", "claim"),
    ("request-withdraw", "asked"),
    ("invitation-withdraw", "invitation"),
    ("site-remove", "site"),
    ("qualification-remove", "qualification"),
]


@pytest.mark.parametrize("name, key", BUTTONS)
def test_a_button_is_pressed_not_followed_and_hidden_from_strangers(client, world, name, key):
    where = address(name, key, world)
    assert enter(client, world["member"]).get(where).status_code == 405
    assert enter(client, world["stranger"]).post(where).status_code == 404
    assert enter(client, None).post(where).status_code == 302


def test_a_stranger_moves_no_member(client, world):
    membership = Membership.objects.get(person=world["member"])
    for name in ("member-change", "member-end"):
        where = reverse(f"organizations:{name}", args=[membership.pk])
        assert enter(client, world["stranger"]).post(where, {"role": "x"}).status_code == 404


def test_hidden_and_missing_look_alike(client, world):
    enter(client, world["stranger"])
    hidden = client.get(reverse("organizations:organization-detail", args=["aquilone-none"]))
    assert hidden.status_code == 404


def facts(**changes):
    return {"name": "Nuova", "tax_code": make.tax_code(777), "legal_form": ""} | changes


def test_registering_leads_to_the_organization(client, world):
    enter(client, world["stranger"])
    answer = client.post(reverse("organizations:organization-register"), facts())
    made = Organization.objects.get(name="Nuova")
    assert answer.url == reverse("organizations:organization-detail", args=[made.slug])
    assert client.get(answer.url).status_code == 200


def test_a_wrong_identifier_is_told_beside_its_field_and_nothing_typed_is_lost(client, world):
    enter(client, world["stranger"])
    answer = client.post(
        reverse("organizations:organization-register"),
        facts(tax_code="12345678901", name="<script>alert(1)</script>", phone="035 1"),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "one digit is wrong" in page
    assert 'value="12345678901"' in page and 'value="035 1"' in page
    assert "<script>alert" not in page
    assert not Organization.objects.filter(tax_code="12345678901").exists()


def test_an_organization_already_here_is_shown_with_the_way_to_it(client, world):
    enter(client, world["stranger"])
    where = reverse("organizations:organization-register")
    free = client.post(where, facts(tax_code=world["free"].tax_code)).content.decode()
    assert reverse("organizations:organization-claim", args=[world["free"].slug]) in free
    taken = client.post(where, facts(tax_code=world["organization"].tax_code)).content.decode()
    assert reverse("organizations:access-ask", args=[world["organization"].slug]) in taken


@pytest.mark.parametrize("text", ["Atlantis", "x" * 121, "'; DROP TABLE x; --"])
def test_an_unknown_municipality_is_told_beside_its_field(client, world, text):
    enter(client, world["stranger"])
    answer = client.post(reverse("organizations:organization-register"), facts(municipality=text))
    assert answer.status_code == 422


def test_correcting_keeps_identifiers_and_says_saved(client, world):
    organization = world["organization"]
    enter(client, world["member"])
    where = reverse("organizations:organization-edit", args=[organization.slug])
    client.post(where, facts(name="Aquilone Onlus", tax_code=organization.tax_code))
    organization.refresh_from_db()
    assert organization.name == "Aquilone Onlus"


def test_a_claim_is_sent_answered_and_leads_to_the_organization(client, world):
    free, claimant = world["free"], make.person()
    enter(client, claimant)
    where = reverse("organizations:organization-claim", args=[free.slug])
    short = client.post(where, {"function": "chair", "proof": "document", "message": "me"})
    assert short.status_code == 422
    sent = client.post(
        where,
        {"function": "chair", "proof": "document", "message": "See the statute of 2019, page 2."},
    )
    claim = Claim.objects.get(person=claimant)
    assert sent.url == reverse("organizations:claim-detail", args=[claim.pk])
    assert client.get(where).url == sent.url
    enter(client, world["officer"])
    assert client.post(sent.url, {"accept": "no", "answer": ""}).status_code == 422
    client.post(sent.url, {"accept": "yes", "answer": ""})
    assert enter(client, claimant).get(sent.url).status_code == 200
    detail = reverse("organizations:organization-detail", args=[free.slug])
    assert client.get(detail).status_code == 200
    assert Claim.objects.get(pk=world["claim"].pk).state == RequestState.MOVED


def test_a_code_is_typed_on_the_page_of_the_claim(client, world, settings):
    from ponte.organizations.rules.access import code_for

    organization, claimant = make.organization(email="x@example.org"), make.person()
    enter(client, claimant)
    where = reverse("organizations:organization-claim", args=[organization.slug])
    page = client.post(where, {"function": "chair", "proof": "email_code", "message": ""}).url
    claim = Claim.objects.get(person=claimant)
    assert client.post(page, {"code": "1"}).status_code == 422
    client.post(page, {"code": code_for(claim.pk, settings.SECRET_KEY)})
    claim.refresh_from_db()
    assert claim.state == RequestState.ACCEPTED


def test_a_claimed_organization_leads_to_asking_for_access(client, world):
    enter(client, world["stranger"])
    organization = world["organization"]
    where = reverse("organizations:organization-claim", args=[organization.slug])
    ask = client.get(where).url
    assert ask == reverse("organizations:access-ask", args=[organization.slug])
    client.post(ask, {"role": "organization_editor", "message": "Hello"})
    assert AccessRequest.objects.filter(person=world["stranger"]).exists()


def test_a_manager_answers_a_request_from_its_page(client, world):
    enter(client, world["member"])
    where = reverse("organizations:request-detail", args=[world["asked"].pk])
    client.post(where, {"accept": "yes", "role": "organization_editor", "answer": ""})
    assert Membership.objects.filter(person=world["asked"].person).exists()


def invitation_address(world) -> str:
    token = links.make(INVITATION_LINK, {"invitation": str(world["invitation"].pk)}, days=14)
    return reverse("organizations:invitation", args=[token])


def test_opening_an_invitation_changes_nothing_and_tells_nobody_more(client, world):
    where = invitation_address(world)
    page = client.get(where).content.decode()
    assert "Aquilone" in page and "Anna" in page
    client.post(where)
    world["invitation"].refresh_from_db()
    assert world["invitation"].ended_at is None
    assert client.get(where[:-3] + "x/").status_code == 200


def test_the_invited_presses_the_button(client, world):
    enter(client, make.person(email="new@example.org")).post(invitation_address(world))
    world["invitation"].refresh_from_db()
    assert world["invitation"].ended_how == "accepted"
    page = client.get(invitation_address(world)).content.decode()
    assert "over" in page


def test_the_link_of_a_keeping_ends_it_only_by_its_button(client, world):
    keeping = Keeping.objects.create(
        keeper=world["organization"], kept=world["free"], ground="Member"
    )
    token = links.make(KEEPING_LINK, {"keeping": str(keeping.pk)}, days=365)
    where = reverse("organizations:keeping-link", args=[token])
    client.get(where)
    keeping.refresh_from_db()
    assert keeping.ended_at is None
    client.post(where)
    keeping.refresh_from_db()
    assert keeping.ended_at
    assert client.get(reverse("organizations:keeping-link", args=["forged"])).status_code == 200


def test_a_network_begins_and_ends_to_keep_from_its_page(client, world):
    network = make.organization("Consorzio", legal_form="consortium")
    shown = {"standing": "from_register", "source": "Albo", "stated_on": timezone.localdate()}
    make.qualification(network, "consortium", **shown)
    who = make.member(network)
    enter(client, who)
    where = reverse("organizations:keeping-list", args=[network.slug])
    for wrong in ("1", make.tax_code(4321)):
        assert client.post(where, {"kept": wrong, "ground": "Member"}).status_code == 422
    client.post(where, {"kept": world["free"].tax_code, "ground": "Member since 2019"})
    keeping = Keeping.objects.get()
    assert b"Libera" in client.get(where).content
    end = reverse("organizations:keeping-end", args=[keeping.pk])
    assert enter(client, world["stranger"]).post(end).status_code == 404
    enter(client, who).post(end)
    keeping.refresh_from_db()
    assert keeping.ended_at


def test_statements_are_declared_by_members_and_verified_by_the_office(client, world):
    organization = world["organization"]
    where = reverse("organizations:qualification-list", args=[organization.slug])
    enter(client, world["member"])
    wrong = client.post(where, {"kind": "siavs", "stated_on": "2999-01-01"})
    assert wrong.status_code == 422
    client.post(where, {"kind": "siavs", "stated_on": "2026-01-02", "document_year": "2025"})
    found = Qualification.objects.get(kind="siavs")
    verify = reverse("organizations:qualification-verify", args=[found.pk])
    assert client.post(verify, {"source": "Visura"}).status_code == 403
    enter(client, world["officer"]).post(verify, {"source": "Visura", "document_year": "2025"})
    found.refresh_from_db()
    assert found.standing == "verified"
    page = client.get(where).content.decode()
    assert "provenance-verified" in page and "provenance-declared" in page


def test_the_public_page_tells_apart_who_says_what_and_sets_no_cookie(client, world):
    make.qualification(world["free"], "benefit_company", stated_on=date(2020, 1, 1))
    answer = client.get(reverse("organizations:organization-public", args=[world["free"].slug]))
    page = answer.content.decode()
    assert "not verified" in page
    assert "Claim it" in page
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_what_waits_for_me_is_on_my_home(client, world):
    manager = enter(client, world["member"]).get(reverse("home")).content.decode()
    assert reverse("organizations:request-detail", args=[world["asked"].pk]) in manager
    office = enter(client, world["officer"]).get(reverse("home")).content.decode()
    assert reverse("organizations:claim-detail", args=[world["claim"].pk]) in office
    stranger = enter(client, world["stranger"]).get(reverse("home")).content.decode()
    assert "Aquilone" not in stranger


def test_lists_ask_the_same_number_of_questions_however_long(
    client, world, django_assert_max_num_queries
):
    for number in range(8):
        who = make.person()
        Membership.objects.create(
            organization=world["organization"], person=who, role="organization_editor"
        )
        other = make.organization(f"Altra {number}")
        Claim.objects.create(organization=other, person=who, proof=Proof.DOCUMENT)
        Membership.objects.create(organization=other, person=world["officer"], role="buyer")
    slug = world["organization"].slug
    enter(client, world["officer"])
    for name, arguments, most in (
        ("claim-list", [], 25),
        ("organization-list", [], 25),
        ("member-list", [slug], 29),
        ("qualification-list", [slug], 27),
    ):
        path = reverse(f"organizations:{name}", args=arguments)
        client.get(path)  # what a process reads once and keeps is no question of the list
        with django_assert_max_num_queries(most):
            client.get(path)


def test_towns_are_suggested_as_an_address_writes_them(client, world):
    from ponte.territory.queries.places import gazetteer

    gazetteer.cache_clear() if hasattr(gazetteer, "cache_clear") else None
    enter(client, world["stranger"])
    answer = client.get(reverse("organizations:place-suggest"), {"q": "Berga"})
    assert answer.json() == [place.label for place in find_places("Berga", 8, "M")]


def test_the_story_is_told_in_sentences(client, world):
    with make.acting_as(world["member"]) as by:
        actions.invite_member(
            organization=world["organization"], email="b@c.it", role="buyer", by=by
        )
    enter(client, world["member"])
    where = reverse("organizations:organization-detail", args=[world["organization"].slug])
    page = client.get(where).content.decode()
    assert "Somebody was invited as" in page
