"""What the database refuses, whoever writes: one row of the table a constraint."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ponte.kit.ids import uuid7
from ponte.organizations.models import (
    AccessRequest,
    Claim,
    Invitation,
    Keeping,
    Membership,
    Organization,
    Qualification,
)
from tests.organizations import factories

pytestmark = pytest.mark.usefixtures("rows")
NOW = timezone.now()


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_tax_code_stands_once():
    first = factories.organization()
    second = factories.organization()
    with refused("organization_tax_code_once"), transaction.atomic():
        Organization.objects.filter(pk=second.pk).update(tax_code=first.tax_code)


def test_what_came_from_elsewhere_names_its_source():
    made = factories.organization()
    with refused("organization_source_unless_own_words"), transaction.atomic():
        Organization.objects.filter(pk=made.pk).update(origin="imported", source="")


@pytest.mark.parametrize(
    "change, constraint",
    [
        (
            {"standing": "verified", "verified_by": "", "verified_on": None},
            "qualification_verified_says_who_and_when",
        ),
        ({"standing": "from_register", "source": ""}, "qualification_from_register_names_it"),
    ],
)
def test_a_statement_says_what_makes_it_worth_something(change, constraint):
    statement = factories.qualification(factories.organization())
    with refused(constraint), transaction.atomic():
        Qualification.objects.filter(pk=statement.pk).update(**change)


def test_a_qualification_stands_once():
    of = factories.organization()
    factories.qualification(of)
    with refused("qualification_once_per_kind"), transaction.atomic():
        factories.qualification(of, stated_on=date(2026, 1, 1))


def test_a_person_has_one_open_membership_of_an_organization():
    of = factories.organization()
    who = factories.member(of)
    with refused("membership_once_while_open"), transaction.atomic():
        Membership.objects.create(organization=of, person=who, role="organization_editor")


def asked(model):
    values = {"role": "organization_editor"} if model is AccessRequest else {}
    return {"organization": factories.organization(), "person": factories.person(), **values}


@pytest.mark.parametrize(
    "model, once, iff",
    [
        (
            AccessRequest,
            "access_request_once_while_open",
            "access_request_answered_at_iff_answered",
        ),
        (Claim, "claim_once_while_open", "claim_answered_at_iff_answered"),
    ],
)
def test_a_request_is_open_once_and_its_answer_says_when(model, once, iff):
    values = asked(model)
    row = model.objects.create(**values)
    with refused(once), transaction.atomic():
        model.objects.create(**values)
    for change in ({"state": "refused"}, {"answered_at": NOW}):
        with refused(iff), transaction.atomic():
            model.objects.filter(pk=row.pk).update(**change)


def test_an_invitation_is_open_once_in_lower_case_and_ends_somehow():
    values = {
        "organization": factories.organization(),
        "email": "ada@example.org",
        "role": "organization_editor",
        "invited_by_id": uuid7(),
    }
    row = Invitation.objects.create(**values)
    with refused("invitation_once_while_open"), transaction.atomic():
        Invitation.objects.create(**values)
    for change, constraint in (
        ({"email": "Ada@example.org"}, "invitation_email_lower_case"),
        ({"ended_at": NOW}, "invitation_ended_how_iff_ended"),
    ):
        with refused(constraint), transaction.atomic():
            Invitation.objects.filter(pk=row.pk).update(**change)


def test_an_organization_has_one_keeper_and_never_itself():
    keeper, other, kept = (factories.organization() for _ in range(3))
    Keeping.objects.create(keeper=keeper, kept=kept, ground="statute")
    with refused("keeping_one_keeper"), transaction.atomic():
        Keeping.objects.create(keeper=other, kept=kept, ground="statute")
    with refused("keeping_of_somebody_else"), transaction.atomic():
        Keeping.objects.create(keeper=other, kept=other, ground="statute")
