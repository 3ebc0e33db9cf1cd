"""What the database itself holds: row-level security, constraints, history of every write."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations.models import (
    AccessRequest,
    Claim,
    Invitation,
    Keeping,
    Membership,
    Organization,
    Qualification,
)
from ponte.organizations.states import Proof
from tests.organizations import factories as make

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def busy():
    """An organization about which every kind of row about a person exists."""
    organization = make.organization("Aquilone")
    manager = make.member(organization)
    asker, claimant = make.person(), make.person()
    AccessRequest.objects.create(organization=organization, person=asker, role="editor")
    Claim.objects.create(organization=organization, person=claimant, proof=Proof.DOCUMENT)
    Invitation.objects.create(
        organization=organization, email="a@b.it", role="editor", invited_by_id=manager.pk
    )
    return {"manager": manager, "asker": asker, "claimant": claimant}


TABLES = (Membership, AccessRequest, Claim, Invitation)


def counts(who) -> list[int]:
    with make.acting_as(who):
        mine = Membership.objects.filter(person=who).count() if who else 0
        return [Membership.objects.count() - mine, *(t.objects.count() for t in TABLES[1:])]


def history_counts(who) -> list[int]:
    with make.acting_as(who):
        return [table.history.rel.related_model.objects.count() for table in TABLES]


def test_a_member_of_another_organization_sees_no_row_about_this_one(busy):
    stranger = make.member(make.organization("Altra"))
    assert counts(stranger) == [0, 0, 0, 0]
    assert counts(None) == [0, 0, 0, 0]
    assert counts(make.person()) == [0, 0, 0, 0]
    # The stranger's own membership has a history that is theirs to see.
    assert history_counts(stranger) == [1, 0, 0, 0]
    assert history_counts(None) == [0, 0, 0, 0]


def test_who_is_concerned_sees_exactly_what_concerns_them(busy):
    assert counts(busy["manager"]) == [0, 1, 0, 1]
    assert counts(busy["asker"]) == [0, 1, 0, 0]
    assert counts(busy["claimant"]) == [0, 0, 1, 0]
    officer = make.officer()
    assert counts(officer) == [1, 1, 1, 1]


def test_a_network_sees_no_claim_on_what_it_keeps(busy):
    network, kept = make.organization("Consorzio"), make.organization("Piccola")
    who = make.member(network)
    Keeping.objects.create(keeper=network, kept=kept, ground="x")
    Claim.objects.create(organization=kept, person=busy["claimant"], proof=Proof.DOCUMENT)
    assert counts(who)[2] == 0


def test_a_stranger_changes_and_removes_no_row_by_sql(busy):
    with make.acting_as(make.member(make.organization("Altra"))), connection.cursor() as cursor:
        for table in ("accessrequest", "claim", "invitation"):
            cursor.execute(f"UPDATE organizations_{table} SET organization_id = organization_id")
            assert cursor.rowcount == 0
            cursor.execute(f"DELETE FROM organizations_{table}")
            assert cursor.rowcount == 0


def test_a_stranger_adds_nobody_to_another_organization(busy):
    here = Organization.objects.get(name="Aquilone")
    victim = busy["asker"]
    stranger = make.member(make.organization("Altra"))
    with pytest.raises(Exception, match="row-level security"), make.acting_as(stranger):
        Membership.objects.create(organization=here, person=victim, role="editor")


def history(model):
    return model.history.rel.related_model.objects.order_by("pgh_id")


def test_every_kind_of_write_leaves_history_with_who_did_it():
    who = make.person()
    with acting(Actor.of_person(who), platform=True):
        one = make.organization("Uno", tax_code="")
        Organization.objects.bulk_create(
            [Organization(name=name, slug=name) for name in ("due", "tre")]
        )
        Organization.objects.filter(slug__in=["due", "tre"]).update(address="Via Roma")
        one.name = "Uno solo"
        one.save(update_fields=["name"])
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organizations_organization SET phone = '1' WHERE slug = 'due'")
            cursor.execute("DELETE FROM organizations_organization WHERE slug = 'tre'")
    labels = [event.pgh_label for event in history(Organization)]
    assert labels.count("insert") == 3
    assert labels.count("update") == 4
    assert labels.count("delete") == 1
    assert {event.pgh_context["id"] for event in history(Organization)} == {str(who.pk)}
    assert {event.pgh_context["kind"] for event in history(Organization)} == {"person"}


CHANGES = [
    (Membership, {"role": "buyer"}),
    (AccessRequest, {"role": "buyer"}),
    (Claim, {"function": "chair"}),
    (Invitation, {"role": "buyer"}),
]


@pytest.mark.parametrize("model, change", CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_rows_about_persons_have_history_of_insert_update_and_delete(busy, model, change):
    pk = model.objects.get().pk
    model.objects.filter(pk=pk).update(**change)
    model.objects.filter(pk=pk).delete()
    labels = [event.pgh_label for event in history(model).filter(pgh_obj_id=pk)]
    assert labels == ["insert", "update", "delete"]


def refused(name: str, make_rows) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_rows()


def test_an_organization_is_on_the_list_once():
    make.organization(tax_code="00893140400")
    refused("organization_tax_code_once", lambda: make.organization(tax_code="00893140400"))
    make.organization(tax_code="")
    make.organization(tax_code="")


def test_what_others_wrote_names_its_source():
    refused("organization_source_unless_own_words", lambda: make.organization(origin="imported"))


def test_a_qualification_is_stated_once_and_says_who_stands_behind_it():
    organization = make.organization()
    make.qualification(organization)
    refused("qualification_once_per_kind", lambda: make.qualification(organization))
    refused(
        "qualification_from_register_names_it",
        lambda: make.qualification(organization, "siavs", standing="from_register"),
    )
    for half in ({"verified_by": "Office"}, {"verified_on": date(2026, 1, 1)}):
        refused(
            "qualification_verified_says_who_and_when",
            lambda half=half: make.qualification(
                organization, "siavs", standing="verified", **half
            ),
        )
    assert Qualification.objects.count() == 1


def test_a_person_is_a_member_once_at_a_time():
    organization, who = make.organization(), make.person()
    first = {"organization": organization, "person": who, "role": "editor"}
    Membership.objects.create(**first, ended_at=timezone.now())
    Membership.objects.create(**first)
    refused("membership_once_while_open", lambda: Membership.objects.create(**first))


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
def test_a_request_is_open_once_and_answered_with_its_time(model, once, iff):
    row = {"organization": make.organization(), "person": make.person()}
    model.objects.create(**row)
    refused(once, lambda: model.objects.create(**row))
    refused(iff, lambda: model.objects.create(**row, state="refused"))
    refused(iff, lambda: model.objects.update(answered_at=timezone.now()))
    model.objects.create(**row, state="refused", answered_at=timezone.now())


def test_an_invitation_waits_once_for_one_address_in_lower_case():
    row = {
        "organization": make.organization(),
        "email": "a@b.it",
        "role": "editor",
        "invited_by_id": make.person().pk,
    }
    Invitation.objects.create(**row)
    refused("invitation_once_while_open", lambda: Invitation.objects.create(**row))
    refused(
        "invitation_email_lower_case",
        lambda: Invitation.objects.create(**{**row, "email": "A@b.it"}),
    )
    refused(
        "invitation_ended_how_iff_ended", lambda: Invitation.objects.update(ended_how="accepted")
    )


def test_listings_have_one_keeper_who_is_somebody_else():
    network, kept = make.organization("Consorzio"), make.organization("Piccola")
    Keeping.objects.create(keeper=network, kept=kept, ground="x")
    refused(
        "keeping_one_keeper",
        lambda: Keeping.objects.create(keeper=make.organization(), kept=kept, ground="x"),
    )
    refused(
        "keeping_of_somebody_else",
        lambda: Keeping.objects.create(keeper=network, kept=network, ground="x"),
    )
