"""Roles of the pathways are held only on bodies shown to be what the role needs."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations import actions, permissions
from ponte.organizations.models import AccessRequest, Invitation, Membership
from ponte.organizations.rules.access import check_role_fits
from ponte.organizations.rules.vocabulary import kinds
from ponte.project.roles import ROLES
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]
NEEDING = sorted(code for code, role in ROLES.items() if role.held_by)
EVERYWHERE = {
    *("organization_manager", "organization_editor", "buyer"),
    *("company_referent", "company_signatory"),
}


@pytest.fixture
def coop():
    return make.organization("Aquilone", claimed=True)


@pytest.fixture
def manager(coop):
    return make.member(coop)


def proven(organization, kind, **more):
    values = {"standing": "from_register", "source": "Albo", "stated_on": timezone.localdate()}
    return make.qualification(organization, kind, **{**values, **more})


def invited(organization, role, who):
    with make.acting_as(who) as by:
        return actions.invite_member(
            organization=organization, email="nuova@example.org", role=role, by=by
        )


def test_every_role_says_where_it_may_be_held_with_kinds_that_exist():
    for code, role in ROLES.items():
        assert role.held_by <= set(kinds()), code
        if role.where == "organization":
            assert bool(role.held_by) != (code in EVERYWHERE), code


@pytest.mark.parametrize("role", NEEDING)
def test_neither_founder_nor_office_gives_a_role_that_the_body_is_not_shown_for(
    role, coop, manager
):
    for who in (manager, make.officer()):
        with pytest.raises(RuleBroken) as refused:
            invited(coop, role, who)
        assert refused.value.field == "role"
        with make.acting_as(who) as by, pytest.raises(RuleBroken):
            mine = Membership.objects.get(person=manager)
            actions.change_role(membership=mine, role=role, by=by)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", NEEDING)
def test_the_body_shown_to_be_one_gives_it_and_a_stranger_does_not(role, coop, manager):
    proven(coop, sorted(ROLES[role].held_by)[0])
    stranger = make.member(make.organization("Altra", claimed=True))
    with pytest.raises(Refused):
        invited(coop, role, stranger)
    assert invited(coop, role, manager).role == role


@pytest.mark.parametrize(
    "more",
    [
        {"standing": "declared"},
        {"stated_on": date(2019, 1, 1)},
        {"valid_until": date(2020, 1, 1), "stated_on": date(2019, 1, 1)},
    ],
    ids=["its own word", "too old", "over"],
)
def test_its_own_word_or_a_lapsed_statement_is_not_enough(more, coop, manager):
    proven(coop, "placement_office", **more)
    with pytest.raises(RuleBroken):
        invited(coop, "placement_lead", manager)


def test_an_invitation_is_looked_at_again_when_it_is_taken_up(coop, manager):
    from ponte.kit import links
    from ponte.organizations.rules.access import INVITATION_LINK

    stated = proven(coop, "placement_office")
    invitation = invited(coop, "placement_officer", manager)
    stated.delete()
    newcomer = make.person("Nuova", email="nuova@example.org")
    token = links.make(INVITATION_LINK, {"invitation": str(invitation.pk)}, days=1)
    with make.acting_as(newcomer) as by, pytest.raises(RuleBroken):
        actions.accept_invitation(token=token, by=by)
    assert not Membership.objects.filter(person=newcomer).exists()


def test_asking_for_it_and_saying_yes_to_it_are_refused_alike(coop, manager):
    asker = make.person()
    with make.acting_as(asker) as by, pytest.raises(RuleBroken):
        actions.ask_access(organization=coop, role="pathway_auditor", by=by)
    asked = AccessRequest.objects.create(
        organization=coop, person=asker, role="organization_editor"
    )
    with make.acting_as(manager) as by, pytest.raises(RuleBroken):
        actions.answer_access(request=asked, accept=True, role="province_officer", by=by)
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_forms_offer_only_roles_that_fit_and_a_forged_one_is_refused(client, coop, manager):
    page = reverse("organizations:member-list", args=[coop.slug])
    client.force_login(manager)
    assert "placement_lead" not in client.get(page).content.decode()
    typed = {"email": "nuova@example.org", "role": "placement_lead"}
    assert client.post(page, typed).status_code == 422
    proven(coop, "placement_office")
    assert "placement_lead" in client.get(page).content.decode()
    assert client.post(page, typed).status_code == 302
    client.force_login(make.person())
    asked = client.get(reverse("organizations:access-ask", args=[coop.slug])).content.decode()
    assert "placement_lead" in asked and "pathway_auditor" not in asked


def test_a_member_whose_body_is_no_longer_shown_keeps_the_role_and_the_list_says_so(
    client, coop, manager
):
    make.member(coop, "placement_officer")
    client.force_login(manager)
    page = client.get(reverse("organizations:member-list", args=[coop.slug])).content.decode()
    assert page.count("is not shown, today, to be what this role needs") == 1
    proven(coop, "placement_office")
    page = client.get(reverse("organizations:member-list", args=[coop.slug])).content.decode()
    assert "is not shown, today" not in page


def test_the_reason_names_what_the_body_must_be_shown_to_be():
    with pytest.raises(RuleBroken, match="Recognised placement office"):
        check_role_fits(needed=frozenset({"placement_office"}), proven={"consortium"})
    check_role_fits(needed=frozenset(), proven=set())
    check_role_fits(needed=frozenset({"a", "b"}), proven={"b"})


def test_what_may_be_held_follows_from_what_is_shown():
    assert set(permissions.roles_fitting(set())) == EVERYWHERE
    found = set(permissions.roles_fitting({"social_cooperative_b"})) - EVERYWHERE
    assert found == {"integration_tutor", "cooperative_manager", "company_searcher"}


@pytest.mark.parametrize("role", NEEDING)
def test_the_console_skips_no_check(role, coop):
    who = make.person()
    given = {"person": who.pk, "organization": coop, "role": role, "by": make.JOB}
    with pytest.raises(RuleBroken) as broken:
        actions.give_membership(**given)
    assert broken.value.field == "role" and "shown to be" in str(broken.value)
    kind = sorted(ROLES[role].held_by)[0]
    said = proven(coop, kind, standing="declared")
    with pytest.raises(RuleBroken):
        actions.give_membership(**given)
    assert not Membership.objects.filter(person=who).exists(), "its own word shows nothing"
    said.delete()
    proven(coop, kind)
    assert actions.give_membership(**given).role == role
