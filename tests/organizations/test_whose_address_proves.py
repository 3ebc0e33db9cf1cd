"""A code proves a claim only where the office wrote the address: keepers and founders do not."""

import pytest
from django.conf import settings

from ponte.exchange.actions.undoing import undo_applied, undo_import
from ponte.exchange.importers.acting import working_for
from ponte.kit.errors import RuleBroken
from ponte.organizations import actions
from ponte.organizations.models import Keeping, Organization
from ponte.organizations.rules.access import code_for
from ponte.organizations.rules.facts import OrganizationFacts, Provenance
from ponte.organizations.states import Origin, Proof
from tests.exchange.factories import HEADER, applied, csv_bytes, enterprise
from tests.organizations import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
OFFICE, OTHER = "info@example.org", "keeper@example.com"


def known_to(organization, **change) -> OrganizationFacts:
    facts = {"name": organization.name, "tax_code": organization.tax_code, "email": OFFICE}
    return OrganizationFacts(id=organization.pk, **{**facts, **change})


def kept():
    """An organization on the list, and somebody of the network that keeps it."""
    network, small = make.organization("Consorzio"), make.organization("Piccola", email=OFFICE)
    Keeping.objects.create(keeper=network, kept=small, ground="Member since 2019")
    return small, make.member(network)


def claim(organization):
    with make.acting_as(make.person()) as by:
        return actions.claim_organization(
            organization=organization, function="Chair", proof=Proof.EMAIL_CODE, by=by
        )


def edited(organization, who, **change):
    with make.acting_as(who) as by:
        facts = known_to(organization, **change)
        return actions.edit_organization(organization=organization, facts=facts, by=by)


def edited_in_bulk(organization, who, **change):
    with make.acting_as(who) as by:
        done = actions.edit_organizations(rows=[known_to(organization, **change)], by=by)
        assert not done.broken


@pytest.mark.parametrize("edit", [edited, edited_in_bulk])
def test_an_address_that_a_keeper_wrote_takes_no_code(rows, edit):
    small, keeper = kept()
    edit(small, keeper, phone="035 1")
    claim(small)  # nothing about the address has changed
    edit(small, keeper, email=OTHER)
    with pytest.raises(RuleBroken) as broken:
        claim(small)
    assert broken.value.field == "proof"
    edit(small, make.officer(), email=OFFICE)
    claim(small)


def test_an_address_that_a_networks_file_wrote_takes_no_code(rows):
    make.municipality()
    network = make.organization("Consorzio")
    who = make.actor(make.member(network))
    applied(csv_bytes(HEADER, [enterprise(1)]))
    small = Organization.objects.get(email="info1@example.org")
    assert small.takes_codes, "the office's own import"
    Keeping.objects.create(keeper=network, kept=small, ground="Member since 2019")
    run = applied(csv_bytes(HEADER, [enterprise(1, Email=OTHER)]), organization=network.pk, by=who)
    assert run.counts["change"] == 1, run.trouble
    small.refresh_from_db()
    assert (small.email, small.takes_codes) == (OTHER, False)
    with pytest.raises(RuleBroken):
        claim(small)


def test_what_a_keeper_or_a_founder_registers_takes_no_code(rows):
    network = make.organization("Consorzio")
    keeper, founder = make.member(network), make.person()
    with make.acting_as(keeper) as by:
        facts = OrganizationFacts(name="Nuova", tax_code=make.tax_code(801), email=OTHER)
        one = actions.register_organization(facts=facts, by=by, keeper=network)
        facts = OrganizationFacts(name="Terza", tax_code=make.tax_code(803), email=OTHER)
        done = actions.register_organizations(
            rows=[facts], by=by, provenance=Provenance(source="Ours"), keeper=network
        )
    with make.acting_as(founder) as by:
        facts = OrganizationFacts(name="Altra", tax_code=make.tax_code(802), email=OTHER)
        two = actions.register_organization(facts=facts, by=by)
    for organization in (one, two, done.organizations[0]):
        with pytest.raises(RuleBroken):
            claim(organization)


def test_a_code_asked_for_before_the_address_changed_goes_nowhere_and_proves_nothing(
    rows, mailoutbox
):
    small, keeper = kept()
    found = claim(small)
    edited(small, keeper, email=OTHER)
    make.send_letters()
    assert not mailoutbox
    with make.acting_as(found.person) as by, pytest.raises(RuleBroken, match="has changed"):
        actions.confirm_claim(claim=found, code=code_for(found.pk, settings.SECRET_KEY), by=by)
    small.refresh_from_db()
    assert small.claimed_at is None


def test_an_older_address_that_is_put_back_proves_what_it_proved(rows):
    make.municipality()
    network = make.organization("Consorzio")
    keeper = make.member(network)
    applied(csv_bytes(HEADER, [enterprise(1)]))
    small = Organization.objects.get(email="info1@example.org")
    Keeping.objects.create(keeper=network, kept=small, ground="Member since 2019")
    edited(small, keeper, email=OTHER)
    run = applied(csv_bytes(HEADER, [enterprise(1)]))
    small.refresh_from_db()
    assert small.takes_codes
    with working_for(make.JOB):
        undo_import(run=run, by=make.JOB)
    undo_applied(run.pk)
    small.refresh_from_db()
    assert (small.email, small.takes_codes) == (OTHER, False)


def test_the_office_may_have_written_it_in_any_origin(rows):
    with make.acting_as(make.officer()) as by:
        facts = OrganizationFacts(name="Nuova", tax_code=make.tax_code(804), email=OFFICE)
        one = actions.register_organization(facts=facts, by=by)
    assert one.origin == Origin.PROVIDER
    claim(one)
