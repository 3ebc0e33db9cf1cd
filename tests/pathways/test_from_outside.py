"""Who is let in from outside: members of a service or of auditors, never of the company."""

import pytest
from django.test import Client

from ponte.kit.errors import RuleBroken
from ponte.organizations.models import Membership
from ponte.organizations.permissions import roles
from ponte.pathways import actions, permissions
from ponte.pathways.models import CaseRole, Disadvantage, Pathway
from ponte.pathways.permissions.cases import BACKED_BY, FROM_OUTSIDE
from ponte.pathways.states import PathwayState
from tests.organizations import factories as town
from tests.pathways import factories as make
from tests.pathways import rows as row

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
PARTS = {"service": "operator", "auditor": "auditor"}
# Roles that the row functions and the policy of the disadvantage name, by the part they carry.
NAMED = {
    "tutor": {"integration_tutor", "cooperative_manager"},
    "manager": {"cooperative_manager"},
    "officer": {"placement_officer", "placement_lead"},
    "service": {"service_operator"},
    "auditor": {"pathway_auditor"},
}


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return row.whole_case(
        one.office, one.cooperative, one.company, one.tutor, state=PathwayState.IN_SECONDMENT
    )


def let_in(one, case, person, part: str, who: str = "officer") -> CaseRole:
    with one.as_(who) as by:
        made = actions.assign_role(pathway=case, person=person.pk, role=part, by=by)
    if part == "auditor":
        row.need(case, person)
    return made


def in_the_rows(person) -> tuple[int, int]:
    with make.acting_as(person):
        return Pathway.objects.count(), Disadvantage.objects.count()


def test_the_rows_know_the_roles_that_carry_each_part():
    backed = {part: BACKED_BY[part][0] for part in ("tutor", "manager", "officer")}
    assert set(NAMED) == set(backed) | set(FROM_OUTSIDE)
    for part, permission in {**backed, **FROM_OUTSIDE}.items():
        carrying = {code for code, told in roles().items() if permission in told.permissions}
        assert carrying == NAMED[part]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("who", ["officer", "manager"])
def test_only_who_has_that_role_somewhere_is_let_in(part, who, one, case):
    others = [one.referent, one.signatory, town.person(), town.officer()]
    others.append(getattr(one, "auditor" if part == "service" else "operator"))
    for person in others:
        with pytest.raises(RuleBroken):
            let_in(one, case, person, part, who)
    person = getattr(one, PARTS[part])
    assert let_in(one, case, person, part, who).role == part
    assert in_the_rows(person) == (1, 1)


@pytest.mark.parametrize("part", PARTS)
def test_nobody_of_the_company_holds_such_a_part(part, one, case):
    person = getattr(one, PARTS[part])
    let_in(one, case, person, part)
    Membership.objects.create(organization=one.company, person=person, role="employee")
    assert in_the_rows(person) == (1, 0), "as the company sees it"
    with make.acting_as(person) as by:
        assert permissions.roles_in(by, case).roles == frozenset()
    with pytest.raises(RuleBroken):
        let_in(one, case, person, part)


@pytest.mark.parametrize("part", PARTS)
def test_who_leaves_the_service_has_left_the_case(part, one, case):
    person = getattr(one, PARTS[part])
    let_in(one, case, person, part)
    with make.acting_as(person) as by:
        assert permissions.roles_in(by, case).roles == {part}
    Membership.objects.filter(person=person).update(ended_at="2026-01-01T00:00Z")
    assert in_the_rows(person) == (0, 0)
    with make.acting_as(person) as by:
        assert permissions.roles_in(by, case).roles == frozenset()


def test_a_tutor_who_leaves_has_left_the_rows(one, case):
    assert in_the_rows(one.tutor) == (1, 1)
    Membership.objects.filter(person=one.tutor).update(ended_at="2026-01-01T00:00Z")
    assert in_the_rows(one.tutor) == (0, 0)


def test_the_page_says_so_and_keeps_what_was_typed(one, case):
    client = Client()
    client.force_login(one.officer)
    typed = {"email": one.signatory.email, "role": "service"}
    answer = client.post(f"/en/pathways/{case.pk}/people/outside/", typed)
    assert answer.status_code == 422
    assert one.signatory.email in answer.content.decode()
    assert not CaseRole.objects.filter(person=one.signatory).exists()
