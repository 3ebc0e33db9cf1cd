import re
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from ponte.directory.actions import freshness
from ponte.directory.notifications import CONFIRM_LINK
from ponte.directory.permissions import CONFIRM_BY_LINK
from ponte.directory.rules.freshness import add_months
from ponte.directory.states import ListingState
from ponte.kit import links
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused, RuleBroken
from tests.directory.editing import factories as make

JOB = Actor.job("test")


@pytest.fixture
def coop(rows):
    return make.organization()


@pytest.fixture
def ada(coop):
    return make.member(coop)


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12, 30)))


def remind(day):
    return freshness.remind_stale_listings(by=JOB, now=noon(day))


def test_an_editor_confirms_and_the_card_is_fresh_again(coop, ada):
    card = make.published(coop, days_ago=170)
    with make.as_person(ada, coop) as context:
        freshness.confirm_listing(listing=card, by=context.actor)
    card.refresh_from_db()
    assert card.verified_on == timezone.localdate()


def test_the_holder_of_the_link_confirms_that_card_and_no_other(coop):
    card, other = make.published(coop, days_ago=9), make.published(coop, days_ago=9)
    by = Actor.link(CONFIRM_BY_LINK, card.pk)
    freshness.confirm_listing(listing=card, by=by)
    with pytest.raises(Refused):
        freshness.confirm_listing(listing=other, by=by)
    with pytest.raises(Refused):
        freshness.confirm_listing(listing=card, by=Actor.link("another.purpose", card.pk))


def test_a_stranger_confirms_and_stops_nothing(coop, ada):
    card = make.published(coop, days_ago=170)
    remind(timezone.localdate())
    other = make.organization("Other")
    eve = make.member(other, name="Eve")
    duty = Duty.objects.get(subject_id=card.pk)
    with make.as_person(eve, other) as context:
        with pytest.raises(Refused):
            freshness.confirm_listing(listing=card, by=context.actor)
        with pytest.raises(Refused):
            freshness.stop_reminders(duty=duty, by=context.actor)
        with pytest.raises(Refused):
            freshness.remind_stale_listings(by=context.actor)
        with pytest.raises(Refused):
            freshness.retire_stale_listings(by=context.actor)


def test_a_retired_card_is_not_confirmed_back_into_the_results(coop, ada):
    card = make.published(coop, state=ListingState.RETIRED)
    with make.as_person(ada, coop) as context, pytest.raises(RuleBroken):
        freshness.confirm_listing(listing=card, by=context.actor)


def test_reminders_begin_two_weeks_before_come_weekly_and_stop_at_three(coop, ada):
    card = make.published(coop)
    stale_on = add_months(card.verified_on, 6)
    sent = {}
    for days in range(-20, 40):
        number = remind(stale_on + timedelta(days=days))
        if number:
            sent[days] = number
    assert sent == {-14: 1, -7: 1, 0: 1}
    assert len(mail.outbox) == 3
    assert all(message.to == [ada.email] for message in mail.outbox)


def test_a_reminder_carries_a_link_that_names_its_duty(coop, ada):
    card = make.published(coop, days_ago=175)
    remind(timezone.localdate())
    (message,) = mail.outbox
    assert "Ada" not in message.subject and card.name in message.body
    token = re.search(r"/confirm/([^/\s]+)/", message.body).group(1)
    assert links.read(CONFIRM_LINK, token) == {"duty": str(Duty.objects.get().pk)}


def test_two_runs_in_one_hour_send_one_message(coop, ada):
    make.published(coop, days_ago=175)
    assert [remind(timezone.localdate()) for _ in range(3)] == [1, 0, 0]


def test_whoever_stops_the_reminders_is_left_alone_until_the_next_review(coop, ada):
    card = make.published(coop, days_ago=175)
    today = timezone.localdate()
    remind(today)
    freshness.stop_reminders(duty=Duty.objects.get(), by=Actor.link(CONFIRM_BY_LINK, card.pk))
    assert sum(remind(today + timedelta(days=days)) for days in range(60)) == 0
    card.refresh_from_db()
    card.verified_on = today
    card.save()
    assert remind(add_months(today, 6)) == 1


def test_confirming_ends_the_reminders(coop, ada):
    card = make.published(coop, days_ago=175)
    today = timezone.localdate()
    remind(today)
    freshness.confirm_listing(listing=card, by=Actor.link(CONFIRM_BY_LINK, card.pk))
    assert Duty.objects.get().ended_how == "done"
    assert remind(today + timedelta(days=30)) == 0


def test_a_card_hidden_meanwhile_is_asked_about_no_more(coop, ada):
    card = make.published(coop, days_ago=175)
    remind(timezone.localdate())
    card.state = ListingState.SUSPENDED
    card.save()
    assert remind(timezone.localdate() + timedelta(days=8)) == 0
    assert Duty.objects.get().ended_how == "withdrawn"


def test_an_imported_card_that_nobody_confirmed_is_neither_asked_about_nor_retired(coop, ada):
    card = make.published(
        coop,
        verified_on=None,
        origin="imported",
        source="Open data",
        source_date=timezone.localdate() - timedelta(days=3000),
    )
    later = timezone.localdate() + timedelta(days=3000)
    assert remind(later) == 0
    assert freshness.retire_stale_listings(by=JOB, now=noon(later)) == 0
    card.refresh_from_db()
    assert (card.state, card.verified_on) == ("published", None)


@pytest.mark.parametrize("days, state", [(-1, "published"), (0, "retired"), (500, "retired")])
def test_a_card_leaves_three_months_after_it_went_stale(coop, ada, days, state):
    card = make.published(coop)
    leaves = add_months(add_months(card.verified_on, 6), 3)
    freshness.retire_stale_listings(by=JOB, now=noon(leaves + timedelta(days=days)))
    card.refresh_from_db()
    assert card.state == state
    assert len(mail.outbox) == (state == "retired")


def test_a_member_without_people_of_its_own_is_asked_through_its_keeper(coop, ada):
    small = make.organization("Small farm", claimed=False)
    make.keeping(coop, small)
    make.published(small, days_ago=175)
    assert remind(timezone.localdate()) == 1
    assert mail.outbox[0].to == [ada.email]


def test_a_provider_who_confirms_an_imported_card_makes_it_their_own_words(coop, ada):
    given = {
        "origin": "imported",
        "source": "Open data",
        "source_date": timezone.localdate(),
        "not_confirmed": ["costs"],
        "verified_on": None,
    }
    whole, partial = make.published(coop, **given), make.published(coop, **given, fee_kind="")
    office = make.published(coop, **given)
    with make.as_person(ada, coop) as context:
        freshness.confirm_listing(listing=whole, by=context.actor)
        freshness.confirm_listing(listing=partial, by=context.actor)
    with make.as_person(make.officer(), platform=True) as context:
        freshness.confirm_listing(listing=office, by=context.actor)
    for card, origin in ((whole, "provider"), (partial, "imported"), (office, "imported")):
        card.refresh_from_db()
        assert (card.origin, card.not_confirmed) == (origin, [])
