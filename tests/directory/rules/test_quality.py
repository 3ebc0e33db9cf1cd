from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from data_inclusion.schema import v1
from data_inclusion.schema.v1 import score_qualite
from hypothesis import given, settings
from hypothesis import strategies as st

from ponte.directory.rules import quality
from ponte.directory.rules.facts import CardFacts, EnterpriseFacts

TODAY = datetime.now(UTC).date()


@st.composite
def cards(draw):
    some = st.sampled_from([(), ("home_care",)])
    return CardFacts(
        name="Service",
        description="x" * draw(st.sampled_from([0, 1, 49, 50, 199, 200, 1999, 2000, 6000])),
        categories=draw(some),
        target_groups=draw(some),
        delivery_modes=draw(st.sampled_from([(), ("desk",), ("online",), ("home", "desk")])),
        access_modes=draw(
            st.sets(st.sampled_from(["phone_first", "email", "free_access"])).map(tuple)
        ),
        who_may_ask=draw(st.sampled_from([(), ("person",), ("professional", "person")])),
        places=1,
        addresses=draw(st.integers(0, 1)),
        fee_kind=draw(st.sampled_from(["", "free", "paid"])),
        fee_note=draw(st.sampled_from(["", "10 euros"])),
        phones=draw(st.integers(0, 1)),
        emails=draw(st.integers(0, 1)),
        booking_url=draw(st.sampled_from(["", "https://example.org"])),
        verified_on=draw(
            st.none() | st.integers(1, 900).map(lambda days: TODAY - timedelta(days=days))
        ),
    )


MODES = {
    "phone_first": v1.ModeMobilisation.TELEPHONER,
    "email": v1.ModeMobilisation.ENVOYER_UN_COURRIEL,
    "free_access": v1.ModeMobilisation.SE_PRESENTER,
}
PERSONS = {
    "person": v1.PersonneMobilisatrice.USAGERS,
    "professional": v1.PersonneMobilisatrice.PROFESSIONNELS,
}


def judged_by_the_schema(facts: CardFacts) -> dict[str, float | None]:
    """Say the same card in the words of data-inclusion, and ask its own score."""
    desk = "desk" in facts.delivery_modes
    afar = {"online", "home"} & set(facts.delivery_modes)
    service = v1.Service.model_construct(
        source="ponte",
        description=facts.description,
        modes_accueil=[v1.ModeAccueil.EN_PRESENTIEL] * desk
        + [v1.ModeAccueil.A_DISTANCE] * bool(afar)
        or None,
        modes_mobilisation=[MODES[mode] for mode in facts.access_modes] or None,
        mobilisable_par=[PERSONS[who] for who in facts.who_may_ask] or None,
        adresse="via Roma 1" if facts.addresses else None,
        telephone="0171 000000" if facts.phones else None,
        courriel="info@example.org" if facts.emails else None,
        lien_mobilisation=facts.booking_url or None,
        thematiques=list(facts.categories) or None,
        publics=list(facts.target_groups) or None,
        frais={"free": v1.Frais.GRATUIT, "paid": v1.Frais.PAYANT}.get(facts.fee_kind),
        frais_precisions=facts.fee_note or None,
        date_maj=facts.verified_on
        and datetime.combine(facts.verified_on, datetime.min.time(), UTC),
    )
    return score_qualite.score(service)[1]


SAME = {
    "adresse_bien_definie": "address",
    "telephone_bien_defini": "phone",
    "courriel_bien_defini": "email",
    "modes_mobilisation_bien_definis": "way_in",
    "au_moins_une_thematique": "category",
    "au_moins_un_public": "target",
    "au_moins_un_moyen_de_contact": "contact",
    "description_bien_definie": "description",
    "frais_bien_definis": "fee",
    "date_maj_recente": "recent",
}


@settings(max_examples=settings().max_examples * 3 // 5)
@given(cards())
def test_each_criterion_says_what_the_schema_says(facts):
    if not facts.description:
        facts = replace(facts, description="x")  # the schema has no card without one
    theirs = judged_by_the_schema(facts)
    assert set(theirs) == set(SAME)
    for their_name, our_name in SAME.items():
        ours = quality.CRITERIA[our_name][0](facts, TODAY)
        if ours is None or theirs[their_name] is None:
            assert ours is theirs[their_name], our_name
        else:
            assert ours == pytest.approx(theirs[their_name], abs=0.02), our_name


COMPLETE = CardFacts(
    name="Service",
    description="x" * 300,
    categories=("home_care",),
    target_groups=("elderly",),
    delivery_modes=("desk", "phone"),
    access_modes=("phone_first", "email"),
    who_may_ask=("person",),
    places=1,
    addresses=1,
    fee_kind="paid",
    fee_note="10 euros an hour",
    phones=1,
    emails=1,
    verified_on=TODAY,
)
MENDS = {
    "address": {"addresses": 1},
    "phone": {"phones": 1},
    "email": {"emails": 1},
    "way_in": {"access_modes": ("appointment",), "who_may_ask": ("person",)},
    "recent": {"verified_on": TODAY},
    "category": {"categories": ("home_care",)},
    "target": {"target_groups": ("elderly",)},
    "contact": {"booking_url": "https://example.org"},
    "description": {"description": "x" * 300},
    "fee": {"fee_kind": "paid", "fee_note": "10 euros"},
}


def test_a_complete_card_scores_100_and_lacks_nothing():
    assert quality.quality(COMPLETE, TODAY) == quality.Quality(100, ())


@given(cards())
def test_doing_what_is_named_as_missing_never_lowers_the_score(facts):
    before = quality.quality(facts, TODAY)
    assert 0 <= before.score <= 100
    for lack in before.lacks:
        change = dict(MENDS[lack.criterion])
        if lack.criterion == "way_in":
            change["access_modes"] = facts.access_modes or change["access_modes"]
        assert quality.quality(replace(facts, **change), TODAY).score >= before.score


@given(cards())
def test_the_score_is_100_only_when_nothing_is_lacking(facts):
    found = quality.quality(facts, TODAY)
    assert found.lacks or found.score == 100
    assert [lack.worth for lack in found.lacks] == sorted(
        (lack.worth for lack in found.lacks), reverse=True
    )


@pytest.mark.parametrize(
    "checked, worth",
    [
        (date(2026, 11, 20), 1.0),
        (date(2026, 5, 20), 1.0),
        (date(2024, 11, 20), 0.0),
        (date(2020, 1, 1), 0.0),
        (None, 0.0),
    ],
)
def test_a_check_is_worth_all_for_six_months_and_nothing_after_two_years(checked, worth):
    facts = CardFacts(verified_on=checked)
    assert quality.CRITERIA["recent"][0](facts, date(2026, 11, 20)) == worth


def test_a_profile_is_scored_by_what_a_buyer_asks():
    empty = quality.enterprise_quality(EnterpriseFacts(), TODAY)
    assert (empty.score, len(empty.lacks)) == (0, 9)
    whole = EnterpriseFacts(
        True, "We clean", "x" * 300, "community", 2, 2, ("IT",), "20 offices", 5, 1, 1, TODAY
    )
    assert quality.enterprise_quality(whole, TODAY) == quality.Quality(100, ())
    half = replace(whole, offers_described=0, lead_time_days=None)
    assert {lack.criterion for lack in quality.enterprise_quality(half, TODAY).lacks} == {
        "offers",
        "capacity",
    }
