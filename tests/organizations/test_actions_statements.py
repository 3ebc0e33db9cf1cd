"""Places and statements: declared, from a register and verified stay told apart."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations import actions
from ponte.organizations.actions.qualifications import Statement
from ponte.organizations.actions.sites import SiteFacts
from ponte.organizations.models import Qualification, Site
from ponte.organizations.queries.organizations import qualifications_of, types_of
from ponte.organizations.states import Standing
from ponte.territory.models import Municipality
from tests.organizations import factories as make

pytestmark = pytest.mark.usefixtures("rows")
KIND = "social_cooperative_b"
STATED = date(2020, 1, 1)


def statement(**changes):
    return Statement(**({"kind": KIND, "stated_on": timezone.localdate()} | changes))


def declare(organization, who, **changes):
    with make.acting_as(who) as by:
        return actions.declare_qualification(
            organization=organization, statement=statement(**changes), by=by
        )


def test_a_declaration_is_only_declared_and_is_renewed_in_place():
    organization = make.organization()
    who = make.member(organization)
    declare(organization, who)
    declare(organization, who, reference="B-12")
    found = Qualification.objects.get()
    assert (found.standing, found.reference) == (Standing.DECLARED, "B-12")


def test_a_declaration_does_not_overrule_a_register():
    organization = make.organization()
    who = make.member(organization)
    make.qualification(organization, KIND, standing=Standing.FROM_REGISTER, source="Albo")
    with pytest.raises(RuleBroken) as broken:
        declare(organization, who)
    assert broken.value.field == "kind"


def test_the_office_copies_from_a_register_that_it_names():
    organization = make.organization()
    with make.acting_as(make.officer()) as by:
        with pytest.raises(RuleBroken) as broken:
            actions.record_from_register(organization=organization, statement=statement(), by=by)
        assert broken.value.field == "source"
        found = actions.record_from_register(
            organization=organization, statement=statement(source="Albo regionale"), by=by
        )
    assert found.standing == Standing.FROM_REGISTER


def test_what_is_verified_says_who_and_when_and_a_register_does_not_lower_it():
    organization = make.organization()
    declared = make.qualification(organization, KIND)
    officer = make.officer()
    with make.acting_as(officer) as by:
        found = actions.verify_qualification(qualification=declared, by=by, source="Visura")
        assert (found.verified_by_id, found.verified_on) == (officer.pk, timezone.localdate())
        again = actions.record_from_register(
            organization=organization, statement=statement(source="Albo"), by=by
        )
    assert again.standing == Standing.VERIFIED


def test_a_benefit_company_is_not_verified_without_its_yearly_report():
    organization = make.organization()
    declared = make.qualification(organization, "benefit_company")
    with make.acting_as(make.officer()) as by:
        actions.verify_qualification(qualification=declared, by=by, source="Visura")
    stated = qualifications_of(organization)[0]
    assert not stated.stands
    assert stated.provenance == "declared"
    assert types_of([organization.pk]) == {organization.pk: ()}
    with make.acting_as(make.officer()) as by:
        year = timezone.localdate().year
        actions.verify_qualification(
            qualification=declared, by=by, source="Report", document_year=year
        )
    assert qualifications_of(organization)[0].provenance == "verified"
    assert types_of([organization.pk]) == {organization.pk: ("benefit",)}


def test_a_verified_statement_lapses_on_its_day():
    organization = make.organization()
    make.qualification(
        organization,
        standing=Standing.VERIFIED,
        verified_by="Office",
        verified_on=date(2025, 1, 1),
        stated_on=date(2025, 1, 1),
    )
    assert qualifications_of(organization, date(2026, 1, 1))[0].stands
    assert not qualifications_of(organization, date(2026, 1, 2))[0].stands


def test_each_takes_back_what_it_said():
    organization = make.organization()
    who = make.member(organization)
    own = declare(organization, who)
    copied = make.qualification(
        organization, "social_enterprise", standing=Standing.FROM_REGISTER, source="Registro"
    )
    with make.acting_as(who) as by:
        actions.remove_qualification(qualification=own, by=by)
        with pytest.raises(Refused):
            actions.remove_qualification(qualification=copied, by=by)
    with make.acting_as(make.officer()) as by:
        actions.remove_qualification(qualification=copied, by=by)
    assert not Qualification.objects.exists()


def test_what_was_verified_while_the_page_was_open_is_not_taken_back():
    organization = make.organization()
    who = make.member(organization)
    seen = declare(organization, who, source="Albo")
    with make.acting_as(make.officer()) as by:
        actions.verify_qualification(qualification=seen, by=by)
    assert seen.standing == Standing.DECLARED, "as the page still shows it"
    with make.acting_as(who) as by, pytest.raises(Refused):
        actions.remove_qualification(qualification=seen, by=by)
    assert Qualification.objects.get().standing == Standing.VERIFIED


@pytest.mark.parametrize(
    "change, field",
    [
        ({"kind": "guild"}, "kind"),
        ({"stated_on": timezone.localdate() + timedelta(days=1)}, "stated_on"),
    ],
)
def test_a_wrong_statement_is_refused_beside_its_field(change, field):
    organization = make.organization()
    with pytest.raises(RuleBroken) as broken:
        declare(organization, make.member(organization), **change)
    assert broken.value.field == field


def place(**changes):
    town = make.municipality()
    return SiteFacts(**({"address": "Via Roma 1", "municipality_id": town.pk} | changes))


def test_a_place_is_added_corrected_and_removed():
    organization = make.organization()
    with make.acting_as(make.member(organization)) as by:
        site = actions.add_site(organization=organization, facts=place(), by=by)
        Site.objects.update(latitude=45.0, longitude=9.0)
        site = actions.edit_site(site=site, facts=place(cap="24121", name="Day centre"), by=by)
        assert (site.name, site.cap, site.latitude) == ("Day centre", "24121", 45.0)
        actions.remove_site(site=site, by=by)
    assert not Site.objects.exists()


def test_a_place_in_another_town_has_to_be_measured_again():
    organization, town = make.organization(), make.municipality()
    other = Municipality.objects.create(
        istat_code="016004",
        name="Albino",
        slug="albino",
        sort_key="albino",
        province=town.province,
        latitude=45.76,
        longitude=9.8,
    )
    with make.acting_as(make.member(organization)) as by:
        site = actions.add_site(organization=organization, facts=place(), by=by)
        Site.objects.update(latitude=45.0, longitude=9.0)
        site = actions.edit_site(site=site, facts=place(municipality_id=other.pk), by=by)
    assert (site.municipality_id, site.latitude, site.longitude) == (other.pk, None, None)


@pytest.mark.parametrize("change, field", [({"address": " "}, "address"), ({"cap": "241"}, "cap")])
def test_a_wrong_place_is_refused_beside_its_field(change, field):
    organization = make.organization()
    with pytest.raises(RuleBroken) as broken:
        actions.add_site(
            organization=organization,
            facts=place(**change),
            by=make.actor(make.member(organization)),
        )
    assert broken.value.field == field


def test_a_stranger_states_and_places_nothing():
    organization = make.organization()
    found = make.qualification(organization)
    site = Site.objects.create(
        organization=organization, address="Via Roma 1", municipality=make.municipality()
    )
    for by in (Actor.anonymous(), make.actor(make.member(make.organization("Altra")))):
        refused = [
            (actions.declare_qualification, {"organization": organization}),
            (actions.record_from_register, {"organization": organization}),
            (actions.verify_qualification, {"qualification": found}),
            (actions.remove_qualification, {"qualification": found}),
            (actions.add_site, {"organization": organization, "facts": place()}),
            (actions.edit_site, {"site": site, "facts": place()}),
            (actions.remove_site, {"site": site}),
        ]
        for action, arguments in refused:
            if action in (actions.declare_qualification, actions.record_from_register):
                arguments["statement"] = statement()
            with pytest.raises(Refused):
                action(by=by, **arguments)


def test_members_do_not_verify_themselves():
    organization = make.organization()
    who = make.member(organization)
    found = make.qualification(organization)
    with make.acting_as(who) as by, pytest.raises(Refused):
        actions.verify_qualification(qualification=found, by=by)


def test_a_search_never_calls_a_lapsed_statement_verified():
    from ponte.organizations.public import search_facts

    organization = make.organization()
    verified = {"standing": Standing.VERIFIED, "verified_by": "Office", "verified_on": STATED}
    make.qualification(organization, "benefit_company", stated_on=STATED, **verified)
    make.qualification(organization, KIND, stated_on=timezone.localdate(), **verified)
    assert search_facts([organization.pk])[organization.pk].standings == ("declared", "verified")
