import pytest

from ponte.directory.actions import cards, enterprises, translations
from ponte.directory.models import Translation
from ponte.directory.queries.editing import changed_since
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from tests.directory.editing import factories as make


@pytest.fixture
def coop(rows):
    return make.organization()


@pytest.fixture
def ada(coop):
    return make.member(coop)


def test_an_organization_has_one_profile_however_often_it_is_begun(coop, ada):
    given = {"organization_id": coop.pk, "name": coop.name, "language": "it"}
    with make.as_person(ada, coop) as context:
        first = enterprises.start_enterprise(**given, by=context.actor)
        assert enterprises.start_enterprise(**given, by=context.actor) == first


def test_a_share_typed_again_is_declared_again_until_the_office_has_seen_proof(coop, ada):
    profile = make.whole_enterprise(coop)
    olga = make.officer()

    def declare(share):
        profile.refresh_from_db()
        with make.as_person(ada, coop) as context:
            cards.save_step(
                listing=profile,
                step="capacity",
                values={"disadvantaged_share": share},
                version=profile.content_version,
                by=context.actor,
            )
        profile.refresh_from_db()
        return profile.disadvantaged_share_standing

    assert declare(31) == "declared"
    with make.as_person(olga, platform=True) as context:
        enterprises.certify_share(listing=profile, proof="report", by=context.actor)
    profile.refresh_from_db()
    assert profile.disadvantaged_share_standing == "verified"
    assert declare(40) == "declared"
    assert declare(None) == ""
    with make.as_person(olga, platform=True) as context, pytest.raises(RuleBroken):
        enterprises.certify_share(listing=profile, proof="report", by=context.actor)


ACTIONS = {
    "start_enterprise": lambda profile, by: enterprises.start_enterprise(
        organization_id=profile.organization_id, name="x", language="it", by=by
    ),
    "certify_share": lambda profile, by: enterprises.certify_share(
        listing=profile, proof="report", by=by
    ),
    "save_translation": lambda profile, by: translations.save_translation(
        listing=profile, language="en", texts={"tagline": "x"}, signed=False, by=by
    ),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_stranger_is_refused(coop, action):
    profile = make.whole_enterprise(coop, disadvantaged_share=30, disadvantaged_share_standing="x")
    other = make.organization("Other")
    eve = make.member(other, name="Eve")
    with make.as_person(eve, other) as context, pytest.raises(Refused):
        ACTIONS[action](profile, context.actor)
    with pytest.raises(Refused):
        ACTIONS[action](profile, Actor.anonymous())


def test_nobody_certifies_their_own_share(coop, ada):
    profile = make.whole_enterprise(coop, disadvantaged_share=30, disadvantaged_share_standing="x")
    with make.as_person(ada, coop) as context, pytest.raises(Refused):
        enterprises.certify_share(listing=profile, proof="report", by=context.actor)


def translate(someone, org, listing, language="en", signed=False, **texts):
    with make.as_person(someone, org) as context:
        return translations.save_translation(
            listing=listing, language=language, texts=texts, signed=signed, by=context.actor
        )


def test_only_texts_are_translated_and_blank_ones_are_not_kept(coop, ada):
    card = make.card(coop)
    translate(ada, coop, card, name="Shopping", summary="  ", state="published", slug="stolen")
    assert Translation.objects.get().texts == {"name": "Shopping"}


@pytest.mark.parametrize("language", ["it", "xx", ""])
def test_a_listing_is_not_translated_into_its_own_or_an_unknown_language(coop, ada, language):
    with pytest.raises(RuleBroken):
        translate(ada, coop, make.card(coop), language=language, name="x")


def test_only_a_person_signs(coop):
    with pytest.raises(RuleBroken):
        translations.save_translation(
            listing=make.card(coop), language="en", texts={}, signed=True, by=Actor.job("test")
        )


def test_a_translation_knows_which_of_its_sources_changed_since(coop, ada):
    card = make.card(coop, summary="In breve")
    translate(ada, coop, card, name="Shopping", summary="In short", signed=True)
    assert changed_since(card, Translation.objects.get()) == []
    card.refresh_from_db()
    with make.as_person(ada, coop) as context:
        card = cards.save_step(
            listing=card,
            step="what",
            values={"summary": "Diverso"},
            version=card.content_version,
            by=context.actor,
        )
    assert changed_since(card, Translation.objects.get()) == ["summary"]
    translate(ada, coop, card, name="Shopping", summary="Different", signed=True)
    card.refresh_from_db()
    assert changed_since(card, Translation.objects.get()) == []
