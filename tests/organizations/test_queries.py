"""Reading organizations: what is hidden is missing, and what is missing is told as such."""

from datetime import date
from uuid import uuid4

import pytest
from django.http import Http404

from ponte.kit import links
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid7
from ponte.organizations import permissions
from ponte.organizations.models import Invitation, Keeping, Organization, Site
from ponte.organizations.queries import claims, invitations, members, organizations, search_facts
from ponte.organizations.queries.waiting import waiting_for
from ponte.organizations.rules.access import INVITATION_LINK
from ponte.organizations.states import Standing
from tests.organizations import factories as make

pytestmark = pytest.mark.usefixtures("rows")
EDIT = permissions.EDIT_ORGANIZATION


def kept_by_a_network():
    network, kept = make.organization("Consorzio"), make.organization("Piccola")
    who = make.member(network)
    keeping = Keeping.objects.create(keeper=network, kept=kept, ground="Member")
    return keeping, who


def test_what_is_not_there_is_missing():
    with pytest.raises(Http404):
        organizations.public_organization("no-such-slug")
    with pytest.raises(Http404):
        organizations.organization_by_id(uuid4())
    with pytest.raises(Http404):
        organizations.keeping_by_id(uuid4())
    assert organizations.organization_by_tax_code("") is None


def test_an_organization_is_seen_from_inside_by_members_keepers_and_the_office():
    keeping, keeper = kept_by_a_network()
    member = make.member(keeping.kept)
    for who in (keeper, member, make.officer()):
        by = make.actor(who)
        assert organizations.organization_for(by, keeping.kept.slug) == keeping.kept
        assert organizations.keeping_for(by, keeping.pk) == keeping
    stranger = make.actor(make.person())
    with pytest.raises(Http404):
        organizations.organization_for(stranger, keeping.kept.slug)
    with pytest.raises(Http404):
        organizations.keeping_for(stranger, keeping.pk)
    assert set(organizations.organizations_for(make.actor(keeper))) == {
        keeping.kept,
        keeping.keeper,
    }


def test_a_name_finds_its_bearers_first_and_else_those_that_hold_it():
    exact, longer = make.organization("Arcobaleno"), make.organization("Arcobaleno Due")
    assert organizations.organizations_named("ARCOBALENO") == [exact]
    assert organizations.organizations_named("baleno d") == [longer]
    Organization.objects.update(closed_at="2026-01-01T00:00Z")
    assert organizations.organizations_named("Arcobaleno") == []


def test_organizations_are_found_by_their_codes_closed_ones_too():
    one = make.organization(closed_at="2026-01-01T00:00Z")
    assert organizations.organization_by_tax_code(one.tax_code) == one
    found = organizations.organizations_by_tax_code([one.tax_code, "", make.tax_code(999_999)])
    assert found == {one.tax_code: one}


def test_only_what_is_more_than_an_own_word_vouches():
    said, shown = make.organization("Detta"), make.organization("Mostrata")
    make.qualification(said)
    make.qualification(shown, standing=Standing.FROM_REGISTER, source="Albo")
    ids = [said.pk, shown.pk]
    assert organizations.vouched("social_cooperative_b", ids, date(2026, 7, 1)) == {shown.pk}
    assert organizations.vouched("social_cooperative_b", ids, date(2099, 1, 1)) == set()


@pytest.mark.parametrize("by", [Actor.anonymous(), make.JOB], ids=["nobody", "job"])
def test_who_is_no_person_has_asked_for_nothing_and_nothing_waits(by):
    organization = make.organization()
    assert claims.open_claim_of(by, organization) is None
    assert members.open_request_of(by, organization) is None
    assert waiting_for(by) == []


def test_a_letter_goes_to_the_members_who_may_act_and_else_to_the_keepers():
    keeping, keeper = kept_by_a_network()
    assert members.people_with(EDIT, keeping.kept_id) == [keeper.pk]
    assert members.people_with(permissions.MANAGE_MEMBERS, keeping.kept_id) == []
    own = make.member(keeping.kept)
    assert members.people_with(EDIT, keeping.kept_id) == [own.pk]
    assert members.kept_organizations(keeping.keeper_id) == [keeping.kept_id]


def test_the_office_is_who_holds_a_permission_on_the_platform():
    officer, _member = make.officer(), make.member(make.organization())
    assert members.people_with_mandate(permissions.ANSWER_CLAIMS) == [officer.pk]


def test_bodies_that_have_somebody_to_act_come_by_name():
    second, first = make.organization("Zeta"), make.organization("Alfa")
    for one in (second, first):
        make.member(one)
    make.organization("Vuota")
    named = [(one.pk, one.name) for one in (first, second)]
    assert members.organizations_holding(EDIT) == named


def test_an_invitation_is_managed_by_who_lets_people_in_there():
    organization = make.organization()
    manager = make.member(organization)
    sent = Invitation.objects.create(
        organization=organization,
        email="new@example.org",
        role="organization_editor",
        invited_by_id=manager.pk,
    )
    assert members.invitation_for(make.actor(manager), sent.pk) == sent
    assert members.invitation_for(make.JOB, sent.pk) == sent
    with pytest.raises(Http404):
        members.invitation_for(make.actor(make.member(make.organization())), sent.pk)


def test_a_link_to_no_invitation_says_that_it_is_broken():
    assert isinstance(invitations.invitation_told("forged")["broken"], str)
    gone = links.make(INVITATION_LINK, {"invitation": str(uuid7())}, days=14)
    assert invitations.invitation_told(gone) == {"broken": True}


def test_the_search_takes_a_lapsed_or_unknown_statement_for_no_more_than_a_word():
    today = date(2026, 7, 1)
    told = {"stated_on": date(2020, 1, 1), "valid_until": None, "document_year": None}
    register = Standing.FROM_REGISTER
    kind = "social_cooperative_b"
    assert search_facts.standing_on(today, "no_such_kind", register, *told.values()) == register
    assert search_facts.standing_on(today, kind, register, *told.values()) == Standing.DECLARED
    told["stated_on"] = date(2026, 6, 1)
    assert search_facts.standing_on(today, kind, register, *told.values()) == register


def test_the_search_knows_where_an_organization_works():
    one, town = make.organization(), make.municipality()
    Site.objects.create(
        organization=one, address="Via Roma 1", municipality=town, latitude=45.0, longitude=9.0
    )
    facts = search_facts.search_facts([one.pk])[one.pk]
    assert facts.sites == ((town.pk, 45.0, 9.0),)


def test_a_stamp_changes_with_what_the_public_reads():
    one = make.organization()
    first = search_facts.stamp_of(one.pk)
    make.qualification(one)
    assert first and search_facts.stamp_of(one.pk) != first
    assert search_facts.stamp_of(uuid4()) == ""
