from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.directory.rules import guard
from ponte.directory.rules.facts import CardFacts, EnterpriseFacts

TODAY = date(2026, 11, 20)
WHOLE = CardFacts(
    name="Help with shopping",
    description="A volunteer goes shopping with you or for you, once a week.",
    categories=("light_home_care",),
    service_type="accompaniment",
    target_groups=("elderly",),
    organization_known=True,
    delivery_modes=("desk",),
    access_modes=("phone_first",),
    who_may_ask=("person",),
    places=1,
    addresses=1,
    fee_kind="free",
    phones=1,
    verified_on=TODAY,
)
WITHOUT = {
    "service_type": {"categories": ()},
    "target": {"target_groups": ()},
    "contents": {"description": "  "},
    "organization": {"organization_known": False},
    "delivery": {"delivery_modes": ()},
    "place": {"places": 0},
    "costs": {"fee_kind": ""},
    "contacts": {"phones": 0},
    "confirmation": {"verified_on": None},
}


def missing(facts: CardFacts) -> set[str]:
    return {lack.block for lack in guard.check_card(facts, TODAY).missing}


def test_a_card_with_the_eight_blocks_confirmed_today_passes():
    assert guard.check_card(WHOLE, TODAY).passes


@pytest.mark.parametrize("block", WITHOUT)
def test_each_mandatory_block_alone_makes_publication_impossible(block):
    assert missing(replace(WHOLE, **WITHOUT[block])) == {block}


@given(st.sets(st.sampled_from(sorted(WITHOUT))))
def test_what_is_taken_away_is_exactly_what_is_named(blocks):
    changes = {name: value for block in blocks for name, value in WITHOUT[block].items()}
    assert missing(replace(WHOLE, **changes)) == blocks


@given(st.sets(st.sampled_from(sorted(WITHOUT))), st.sampled_from(sorted(WITHOUT)))
def test_adding_a_block_never_makes_the_verdict_worse(blocks, added):
    def without(names):
        return {name: value for block in names for name, value in WITHOUT[block].items()}

    assert missing(replace(WHOLE, **without(blocks - {added}))) <= missing(
        replace(WHOLE, **without(blocks))
    )


@pytest.mark.parametrize(
    "modes, places, served, placed",
    [
        (("desk",), 0, ("P004",), False),
        (("desk",), 1, (), True),
        (("home",), 0, ("P004",), True),
        (("online",), 0, ("IT",), True),
        (("online", "home"), 0, ("R01",), True),
        (("home", "desk"), 0, ("P004",), False),
        (("home",), 0, (), False),
        (("other",), 0, ("P004",), False),
        (("workplace",), 0, ("P004",), True),
    ],
)
def test_a_served_area_replaces_the_place_only_without_a_door(modes, places, served, placed):
    facts = replace(WHOLE, delivery_modes=modes, places=places, served=served)
    assert ("place" not in missing(facts)) is placed


@pytest.mark.parametrize("days, fresh", [(-1, False), (0, True), (180, True), (181, False)])
def test_a_confirmation_is_good_for_180_days(days, fresh):
    facts = replace(WHOLE, verified_on=TODAY - timedelta(days=days))
    assert guard.check_card(facts, TODAY).passes is fresh


def test_every_missing_block_says_why_and_where_to_mend_it():
    steps = {"what", "whom", "how", "where", "costs", "contacts"}
    found = guard.check_card(CardFacts(), TODAY).missing
    assert len(found) == 9
    assert all(str(lack.why) and str(lack.title) and lack.step in steps for lack in found)


ENTERPRISE = EnterpriseFacts(
    organization_known=True,
    description="We clean offices.",
    prevailing_mission="work_integration",
    offers=1,
    served=("P036",),
    contacts=1,
    verified_on=TODAY,
)


def test_a_whole_profile_passes():
    assert guard.check_enterprise(ENTERPRISE, TODAY).passes


@pytest.mark.parametrize(
    "change, block",
    [
        ({"organization_known": False}, "organization"),
        ({"description": ""}, "contents"),
        ({"prevailing_mission": ""}, "mission"),
        ({"offers": 0}, "offers"),
        ({"served": ()}, "served"),
        ({"contacts": 0}, "contacts"),
        ({"verified_on": None}, "confirmation"),
    ],
)
def test_a_profile_without_one_block_may_not_be_published(change, block):
    verdict = guard.check_enterprise(replace(ENTERPRISE, **change), TODAY)
    assert [lack.block for lack in verdict.missing] == [block]
