"""Who holds what: persons by their roles, a job by being one, nobody else anything."""

import pytest

from ponte.kit.actor import Actor
from ponte.organizations import permissions
from ponte.organizations.models import Keeping, Mandate
from tests.organizations import factories as make

pytestmark = pytest.mark.usefixtures("rows")
EDIT, MANAGE = permissions.EDIT_ORGANIZATION, permissions.MANAGE_MEMBERS


@pytest.mark.parametrize("by", [Actor.anonymous(), make.JOB], ids=["nobody", "job"])
def test_who_is_no_person_carries_no_roles(by):
    organization = make.organization()
    make.member(organization)
    assert permissions.held_anywhere(by) == frozenset()
    assert permissions.permissions_on(by, organization.pk) == frozenset()
    assert permissions.permissions_by_membership(by) == {}
    assert not permissions.is_member(by, organization.pk)


def test_a_permission_is_held_somewhere_by_members_and_everywhere_by_the_office():
    member, nobody = make.actor(make.member(make.organization())), make.actor(make.person())
    office = make.actor(make.officer())
    assert permissions.holds_anywhere(member, EDIT)
    assert not permissions.holds_anywhere(nobody, EDIT)
    assert permissions.holds_anywhere(office, permissions.ANSWER_CLAIMS)
    assert permissions.holds(office, permissions.ANSWER_CLAIMS)
    assert not permissions.holds(member, permissions.ANSWER_CLAIMS)


def test_a_keeper_holds_on_what_it_keeps_all_but_letting_people_in():
    network, kept = make.organization("Consorzio"), make.organization("Piccola")
    who = make.actor(make.member(network))
    Keeping.objects.create(keeper=network, kept=kept, ground="Member")
    assert {EDIT, MANAGE} <= permissions.permissions_on(who, network.pk)
    assert EDIT in permissions.permissions_on(who, kept.pk)
    assert MANAGE not in permissions.permissions_on(who, kept.pk)
    assert set(permissions.permissions_by_membership(who)) == {network.pk}


def test_a_role_that_is_no_longer_there_carries_nothing_and_keeps_its_code():
    who = make.person()
    Mandate.objects.create(person=who, role="gone")
    assert permissions.held_anywhere(make.actor(who)) == frozenset()
    assert permissions.role_label("gone") == "gone"


@pytest.mark.parametrize(
    ("role", "sees"),
    [("platform_officer", True), ("platform_administrator", False), ("gone", False)],
)
def test_a_mandate_opens_rows_only_where_the_role_says_so(role, sees):
    who = make.person()
    Mandate.objects.create(person=who, role=role)
    assert permissions.row_scope(make.actor(who)) == ((), sees)


def test_the_scope_of_rows_is_the_requests_own_or_is_worked_out():
    organization = make.organization()
    who, other = make.member(organization), make.member(make.organization("Altra"))
    with make.acting_as(who) as by:
        assert permissions.scope_of(by) == ((organization.pk,), False)
        assert permissions.scope_of(make.actor(other)) == permissions.row_scope(make.actor(other))
        assert permissions.scope_of(make.JOB) == permissions.row_scope(make.JOB)
