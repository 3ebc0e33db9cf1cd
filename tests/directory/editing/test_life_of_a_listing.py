"""A listing's whole life, walked at random: whatever happens, these things stay true."""

from contextlib import suppress
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ponte.directory.actions import cards, freshness, publishing
from ponte.directory.models import SearchDocument, ServiceCard
from ponte.directory.queries.editing import judge
from ponte.directory.rules.guard import CONFIRMATION
from ponte.directory.states import LISTING_TRANSITIONS, ListingState
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.errors import RuleBroken
from ponte.kit.ids import uuid7
from tests.directory.editing import factories as make

MOVES = {
    ListingState.PUBLISHED: publishing.publish_listing,
    ListingState.SUSPENDED: publishing.suspend_listing,
    ListingState.RETIRED: publishing.retire_listing,
    ListingState.DRAFT: publishing.redraft_listing,
}
JOB = Actor.job("test")


class Life(RuleBasedStateMachine):
    """One card, its editor, and the clock."""

    def __init__(self):
        super().__init__()
        self.coop = make.organization()
        self.ada = make.member(self.coop)
        # Cards of earlier walks live on in the same database: each has a name of its own.
        self.card = make.card(self.coop, f"Card {uuid7().hex}", whole=True)
        self.days = 0
        self.version = self.card.content_version
        mail.outbox.clear()

    def read(self) -> ServiceCard:
        return ServiceCard.objects.get(pk=self.card.pk)

    def now(self):
        day = timezone.localdate() + timedelta(days=self.days)
        return timezone.make_aware(datetime.combine(day, time(12, 30)))

    def act(self, action, **more):
        with make.as_person(self.ada, self.coop) as context:
            return action(listing=self.read(), by=context.actor, **more)

    @rule(to=st.sampled_from(ListingState))
    def move(self, to):
        old = self.read().state
        try:
            self.act(MOVES[to])
        except publishing.NotPublishable:
            assert to == ListingState.PUBLISHED and self.read().state == old
        except RuleBroken:
            assert to not in LISTING_TRANSITIONS[old]
        else:
            assert to in LISTING_TRANSITIONS[old]

    @rule(fee=st.sampled_from(["", "free", "paid"]))
    def write(self, fee):
        version = self.read().content_version
        try:
            self.act(cards.save_step, step="costs", values={"fee_kind": fee}, version=version)
        except RuleBroken:
            assert fee == "" and self.read().state == ListingState.PUBLISHED

    @rule()
    def take_back(self):
        # There may be nothing to take back, or a public card would lose a block by it.
        with suppress(RuleBroken):
            self.act(cards.undo_last_change, version=self.read().content_version)

    @rule()
    def confirm(self):
        if self.read().state != ListingState.RETIRED:
            self.act(freshness.confirm_listing)
            # The machine's clock runs ahead of the house's: the check is of its own day.
            ServiceCard.objects.filter(pk=self.card.pk).update(verified_on=self.now().date())

    @rule(days=st.integers(1, 120))
    def wait(self, days):
        self.days += days

    @rule()
    def nightly(self):
        with acting(JOB):
            freshness.remind_stale_listings(by=JOB, now=self.now())
            freshness.retire_stale_listings(by=JOB, now=self.now())

    @invariant()
    def the_version_never_goes_back(self):
        version = self.read().content_version
        assert version >= self.version
        self.version = version

    @invariant()
    def what_is_public_has_every_block(self):
        card = self.read()
        if card.state == ListingState.PUBLISHED:
            missing = {lack.block for lack in judge(card).verdict.missing}
            assert missing <= {CONFIRMATION.block}

    @invariant()
    def only_the_public_ones_are_found(self):
        found = SearchDocument.objects.filter(listing_id=self.card.pk).exists()
        assert found is (self.read().state == ListingState.PUBLISHED)

    @invariant()
    def nobody_is_asked_more_often_than_the_cap(self):
        assert not Duty.objects.filter(sent__gt=F("cap")).exists()
        asked = [letter for letter in mail.outbox if f'"{self.card.name}" still' in letter.subject]
        duties = Duty.objects.filter(subject_id=self.card.pk)
        assert len(asked) == sum(duty.sent for duty in duties)
        assert all(duty.sent <= 3 for duty in duties)


@pytest.mark.usefixtures("rows")
def test_whatever_happens_to_a_listing_the_house_keeps_its_promises():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=settings().max_examples * 3 // 20,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
