import pytest

from ponte.directory.actions import cards, publishing
from ponte.directory.models import ServiceCard
from ponte.directory.queries import versions as read
from ponte.directory.queries.stories import story_for
from ponte.directory.rules.versions import EditConflict
from ponte.directory.states import ListingState
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from tests.directory.editing import factories as make


@pytest.fixture
def coop(rows):
    return make.organization()


@pytest.fixture
def ada(coop):
    return make.member(coop)


def save(someone, org, card, step, version=None, **values):
    """Save one step as a request of this person would."""
    card.refresh_from_db()
    with make.as_person(someone, org) as context:
        return cards.save_step(
            listing=card,
            step=step,
            values=values,
            version=version or card.content_version,
            by=context.actor,
        )


def begin(someone, org, name="Shopping help"):
    with make.as_person(someone, org) as context:
        return cards.start_card(organization_id=org.pk, name=name, language="en", by=context.actor)


def test_a_new_card_is_a_draft_with_an_address_of_its_own(coop, ada):
    one, two = begin(ada, coop), begin(ada, coop)
    assert one.state == ListingState.DRAFT
    assert one.slug == "shopping-help" and two.slug.startswith("shopping-help-")
    assert one.content_version == 1


def test_each_step_is_kept_and_counted_as_a_new_version(coop, ada):
    card = begin(ada, coop)
    save(ada, coop, card, "whom", target_groups=["elderly"], min_age=65)
    contacts = [{"kind": "phone", "value": "0171", "label": ""}]
    card = save(ada, coop, card, "contacts", contacts=contacts)
    card.refresh_from_db()
    assert (card.target_groups, card.min_age, card.content_version) == (["elderly"], 65, 3)
    assert [contact.value for contact in card.contacts.all()] == ["0171"]


def test_saving_what_already_stands_changes_nothing(coop, ada):
    card = begin(ada, coop)
    card = save(ada, coop, card, "what", name="Shopping help")
    assert card.content_version == 1


def test_fields_of_another_step_are_not_stored(coop, ada):
    card = begin(ada, coop)
    save(ada, coop, card, "whom", target_groups=["elderly"], name="Stolen", state="published")
    card.refresh_from_db()
    assert (card.name, card.state) == ("Shopping help", "draft")


def test_two_people_writing_different_fields_both_keep_theirs(coop, ada):
    bea = make.member(coop, name="Bea")
    card = begin(ada, coop)
    save(ada, coop, card, "what", name="Shopping", summary="")
    save(bea, coop, card, "what", version=1, name="Shopping help", summary="Once a week")
    card.refresh_from_db()
    assert (card.name, card.summary) == ("Shopping", "Once a week")


def test_two_texts_for_one_field_are_shown_and_never_overwritten(coop, ada):
    bea = make.member(coop, name="Bea")
    card = begin(ada, coop)
    save(ada, coop, card, "what", name="Ada's words")
    with pytest.raises(EditConflict) as refused:
        save(bea, coop, card, "what", version=1, name="Bea's words")
    (change,) = refused.value.changes
    assert (change.field, change.before, change.after) == ("name", "Ada's words", "Bea's words")
    card.refresh_from_db()
    assert card.name == "Ada's words"


def test_rows_written_by_two_people_conflict_too(coop, ada):
    card = begin(ada, coop)
    first = [{"kind": "phone", "value": "0171 1", "label": ""}]
    other = [{"kind": "phone", "value": "0171 2", "label": ""}]
    save(ada, coop, card, "contacts", contacts=first)
    with pytest.raises(EditConflict):
        save(ada, coop, card, "contacts", version=1, contacts=other)


def test_a_version_that_never_was_counts_as_having_read_nothing(coop, ada):
    card = begin(ada, coop)
    with pytest.raises(EditConflict):
        save(ada, coop, card, "what", version=99, name="Other words")


def test_the_last_change_can_be_taken_back_with_its_rows(coop, ada):
    card = begin(ada, coop)
    first = [{"kind": "phone", "value": "0171 1", "label": "desk"}]
    save(ada, coop, card, "contacts", contacts=first)
    save(ada, coop, card, "contacts", contacts=[{"kind": "email", "value": "a@b.it", "label": ""}])
    card.refresh_from_db()
    number, earlier = read.last_different_version(card)
    assert (number, earlier["contacts"]) == (2, first)
    with make.as_person(ada, coop) as context:
        cards.undo_last_change(listing=card, version=card.content_version, by=context.actor)
    card.refresh_from_db()
    assert [read.values_of(c, "contacts") for c in card.contacts.all()] == first
    assert card.content_version == 4


def test_taking_back_twice_brings_the_change_back(coop, ada):
    card = begin(ada, coop)
    save(ada, coop, card, "what", name="Second")
    for expected in ("Shopping help", "Second"):
        card.refresh_from_db()
        with make.as_person(ada, coop) as context:
            cards.undo_last_change(listing=card, version=card.content_version, by=context.actor)
        card.refresh_from_db()
        assert card.name == expected


def test_taking_back_needs_the_version_that_was_read(coop, ada):
    card = begin(ada, coop)
    save(ada, coop, card, "what", name="Second")
    with make.as_person(ada, coop) as context, pytest.raises(RuleBroken):
        cards.undo_last_change(listing=card, version=1, by=context.actor)


def test_a_first_version_has_nothing_to_go_back_to(coop, ada):
    card = begin(ada, coop)
    with make.as_person(ada, coop) as context, pytest.raises(RuleBroken):
        cards.undo_last_change(listing=card, version=1, by=context.actor)


def test_a_public_card_may_not_be_left_without_a_block(coop, ada):
    card = make.published(coop)
    with pytest.raises(RuleBroken, match="Phone and contacts"):
        save(ada, coop, card, "contacts", contacts=[])
    assert card.contacts.count() == 1


def test_an_imported_public_card_may_stay_incomplete(coop, ada):
    from django.utils import timezone

    card = make.card(
        coop,
        state=ListingState.PUBLISHED,
        published_at=timezone.now(),
        origin="document",
        source="A report",
        source_date=timezone.localdate(),
    )
    save(ada, coop, card, "what", summary="In short")
    card.refresh_from_db()
    assert card.summary == "In short"


def test_the_story_says_in_words_what_was_changed(coop, ada):
    card = begin(ada, coop)
    save(ada, coop, card, "what", name="New", summary="Short")
    with make.as_person(ada, coop):
        lines = [(line["sentence"], line["who"]) for line in story_for(card)]
    assert lines == [
        ("Changed: Name, In one or two lines.", "Ada"),
        ("A draft was begun.", "Ada"),
    ]


def test_someone_who_keeps_the_listings_of_a_member_writes_them(coop, ada):
    small = make.organization("Small farm", claimed=False)
    make.keeping(coop, small)
    card = begin(ada, small)
    save(ada, small, card, "what", summary="Kept")
    card.refresh_from_db()
    assert card.summary == "Kept"


ACTIONS = {
    "start_card": lambda card, by: cards.start_card(
        organization_id=card.organization_id, name="x", language="it", by=by
    ),
    "save_step": lambda card, by: cards.save_step(
        listing=card, step="what", values={"name": "x"}, version=1, by=by
    ),
    "undo_last_change": lambda card, by: cards.undo_last_change(listing=card, version=1, by=by),
    "publish_listing": lambda card, by: publishing.publish_listing(listing=card, by=by),
    "suspend_listing": lambda card, by: publishing.suspend_listing(listing=card, by=by),
    "retire_listing": lambda card, by: publishing.retire_listing(listing=card, by=by),
    "redraft_listing": lambda card, by: publishing.redraft_listing(listing=card, by=by),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_stranger_is_refused(coop, action):
    card = make.published(coop)
    other = make.organization("Other")
    stranger = make.member(other, name="Eve")
    with make.as_person(stranger, other) as context, pytest.raises(Refused):
        ACTIONS[action](card, context.actor)
    with pytest.raises(Refused):
        ACTIONS[action](card, Actor.anonymous())


@pytest.mark.parametrize(
    "action", ["publish_listing", "suspend_listing", "retire_listing", "redraft_listing"]
)
def test_an_editor_writes_but_does_not_publish(coop, action):
    card = make.published(coop)
    editor = make.member(coop, role="organization_editor", name="Ed")
    save(editor, coop, card, "what", summary="Words")
    with make.as_person(editor, coop) as context, pytest.raises(Refused):
        ACTIONS[action](card, context.actor)


def test_a_card_without_an_organization_is_the_offices(coop, ada):
    from django.utils import timezone

    given = {"origin": "document", "source": "A report", "source_date": timezone.localdate()}
    card = make.card(None, provider_name="A farm", **given)
    with pytest.raises(Refused):
        save(ada, coop, card, "what", summary="Mine")
    olga = make.officer()
    with make.as_person(olga, platform=True) as context:
        cards.save_step(
            listing=card, step="what", values={"summary": "Ours"}, version=1, by=context.actor
        )
    assert ServiceCard.objects.get(pk=card.pk).summary == "Ours"
