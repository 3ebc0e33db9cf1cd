"""Registering, correcting and closing an organization."""

from dataclasses import replace

import pytest

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.organizations import actions
from ponte.organizations.models import Claim, Membership, Organization, Qualification
from ponte.organizations.rules.facts import OrganizationFacts, Provenance
from ponte.organizations.states import Origin, Proof
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]
FACTS = OrganizationFacts(
    name="  Cooperativa   L’Aquilone ", legal_form="social_cooperative", tax_code="IT00893140400"
)


def facts(**changes):
    values = {"name": "Aquilone", "tax_code": make.tax_code(900)} | changes
    return OrganizationFacts(**values)


def test_a_person_who_registers_works_at_once_and_the_office_checks():
    who = make.person("Anna Neri")
    with make.acting_as(who) as by:
        made = actions.register_organization(facts=FACTS, by=by)
    made.refresh_from_db()
    assert made.name == "Cooperativa L’Aquilone"
    assert made.tax_code == "00893140400"
    assert made.slug == "cooperativa-l-aquilone"
    assert made.claimed_at is None
    assert Membership.objects.get(organization=made).person == who
    claim = Claim.objects.get(organization=made)
    assert claim.proof == Proof.REGISTRATION
    assert ("claim_asked", claim.pk) in make.told()


def test_a_job_registers_an_organization_that_nobody_has_claimed():
    provenance = Provenance(Origin.IMPORTED, "Open data")
    made = actions.register_organization(facts=FACTS, by=make.JOB, provenance=provenance)
    assert not Claim.objects.filter(organization=made).exists()
    assert made.source == "Open data"


def test_an_imported_record_names_its_source():
    with pytest.raises(RuleBroken) as broken:
        actions.register_organization(
            facts=FACTS, by=make.JOB, provenance=Provenance(Origin.IMPORTED)
        )
    assert broken.value.field == "source"


def test_a_stranger_registers_nothing():
    with pytest.raises(Refused):
        actions.register_organization(facts=FACTS, by=Actor.anonymous())
    other = make.organization("Consorzio")
    with pytest.raises(Refused):
        actions.register_organization(facts=FACTS, by=make.actor(make.person()), keeper=other)


@pytest.mark.parametrize(
    "change, field",
    [
        ({"name": "   "}, "name"),
        ({"name": "x" * 251}, "name"),
        ({"tax_code": "12345678901"}, "tax_code"),
        ({"tax_code": ""}, "tax_code"),
        ({"vat_number": "1"}, "vat_number"),
        ({"email": "nobody"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://example.org"}, "website"),
        ({"legal_form": "guild"}, "legal_form"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(change, field):
    with pytest.raises(RuleBroken) as broken:
        actions.register_organization(facts=facts(**change), by=make.actor(make.person()))
    assert broken.value.field == field
    assert not Organization.objects.exists()


def test_an_identifier_already_here_leads_to_the_organization_that_has_it():
    here = make.organization("Prima", tax_code="00893140400", vat_number="00743110157")
    with pytest.raises(actions.AlreadyHere) as broken:
        actions.register_organization(facts=FACTS, by=make.actor(make.person()))
    assert broken.value.organization == here
    with pytest.raises(actions.AlreadyHere) as broken:
        actions.register_organization(
            facts=facts(vat_number="00743110157"), by=make.actor(make.person())
        )
    assert broken.value.field == "vat_number"


def test_addresses_of_pages_are_unique_and_never_a_reserved_word():
    first = actions.register_organization(facts=facts(), by=make.JOB)
    second = actions.register_organization(facts=facts(tax_code=make.tax_code(901)), by=make.JOB)
    third = actions.register_organization(facts=facts(tax_code=""), by=make.JOB)
    claims = actions.register_organization(
        facts=facts(name="Claims", tax_code=make.tax_code(902)), by=make.JOB
    )
    assert first.slug == "aquilone"
    assert second.slug == f"aquilone-{second.tax_code}"
    assert third.slug == f"aquilone-{third.pk.hex}"
    assert claims.slug == f"claims-{claims.tax_code}"


def test_correcting_keeps_the_address_of_the_page_and_says_which_fields_changed():
    organization = make.organization("Aquilone", slug="aquilone")
    who = make.member(organization)
    with make.acting_as(who) as by:
        actions.edit_organization(
            organization=organization,
            facts=facts(name="Aquilone Onlus", tax_code=organization.tax_code),
            by=by,
        )
    organization.refresh_from_db()
    assert (organization.name, organization.slug) == ("Aquilone Onlus", "aquilone")
    assert organization.sort_key == "aquilone onlus"
    assert Entry.objects.get(what="organization.edited").facts == {"fields": ["name"]}


def test_correcting_nothing_writes_nothing():
    organization = make.organization("Aquilone")
    same = facts(name="Aquilone", tax_code=organization.tax_code)
    actions.edit_organization(organization=organization, facts=same, by=make.JOB)
    assert not Entry.objects.filter(what="organization.edited").exists()


def test_a_stranger_corrects_and_closes_nothing():
    organization = make.organization()
    stranger = make.actor(make.member(make.organization("Altra")))
    with pytest.raises(Refused):
        actions.edit_organization(organization=organization, facts=facts(), by=stranger)
    with pytest.raises(Refused):
        actions.close_organization(organization=organization, by=stranger)


def test_a_closed_organization_frees_its_identifier_for_its_successor_in_the_list():
    organization = make.organization(tax_code="", vat_number="00743110157")
    officer = make.officer()
    with make.acting_as(officer) as by:
        actions.close_organization(organization=organization, by=by)
        with pytest.raises(RuleBroken):
            actions.close_organization(organization=organization, by=by)
    actions.register_organization(facts=facts(vat_number="00743110157"), by=make.JOB)


@pytest.mark.parametrize("standing", ["verified", "from_register"])
def test_identifiers_of_what_was_checked_change_by_the_office_alone(standing):
    organization = make.organization("Aquilone")
    who, officer = make.member(organization), make.officer()
    said = make.qualification(organization)
    swapped = facts(name="Aquilone", id=organization.pk, tax_code=make.tax_code(905))
    renamed = facts(name="Aquila", id=organization.pk, tax_code=organization.tax_code)
    with_vat = facts(name="Aquila", id=organization.pk, tax_code=organization.tax_code)
    with_vat = replace(with_vat, vat_number="00743110157")
    Qualification.objects.filter(pk=said.pk).update(
        standing=standing, source="Albo", verified_by="Office", verified_on=said.stated_on
    )
    with make.acting_as(who) as by:
        for change, field in ((swapped, "tax_code"), (with_vat, "vat_number")):
            with pytest.raises(RuleBroken) as broken:
                actions.edit_organization(organization=organization, facts=change, by=by)
            assert broken.value.field == field
            done = actions.edit_organizations(rows=[change], by=by)
            assert done.broken[0].field == field
        actions.edit_organization(organization=organization, facts=renamed, by=by)
    assert Entry.objects.get(what="organization.edited").facts == {"fields": ["name"]}
    with make.acting_as(officer) as by:
        actions.edit_organization(organization=organization, facts=swapped, by=by)
    said.refresh_from_db()
    assert said.standing == standing


def test_what_an_organization_says_of_itself_fixes_no_identifier():
    organization = make.organization("Aquilone")
    make.qualification(organization)
    swapped = facts(name="Aquilone", id=organization.pk, tax_code=make.tax_code(906))
    with make.acting_as(make.member(organization)) as by:
        actions.edit_organization(organization=organization, facts=swapped, by=by)
    organization.refresh_from_db()
    assert organization.tax_code == swapped.tax_code
