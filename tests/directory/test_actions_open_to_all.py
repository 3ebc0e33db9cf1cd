"""What a stranger may do without an account, and the little that is refused even then."""

import pytest

from ponte.directory.actions.failed import fold_failed_searches, note_failed_search
from ponte.directory.actions.useful import count_answer
from ponte.directory.models import FailedSearchAsk, Usefulness
from ponte.directory.queries.search import search
from ponte.directory.rules.asked import parse
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.ids import uuid7

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
STRANGER = Actor.anonymous()


def test_a_stranger_does_not_fold_the_searches():
    with pytest.raises(Refused):
        fold_failed_searches(by=STRANGER)


@pytest.mark.parametrize("answer", ["maybe", "", "yes' OR 1=1"])
def test_usefulness_takes_yes_or_no_from_a_stranger_and_nothing_else(answer):
    listing = uuid7()
    with pytest.raises(RuleBroken):
        count_answer(listing_id=listing, answer=answer, by=STRANGER)
    for _twice in range(2):
        count_answer(listing_id=listing, answer="no", by=STRANGER)
    assert Usefulness.objects.get(listing_id=listing).times == 2


def test_a_strangers_own_words_are_not_noted():
    """Nobody's name or story is kept: only words that texts or categories use."""
    found = search(parse({"q": ["mariorossi zzyzx"]}), language="it")
    note_failed_search(answer=found, language="it", address="192.0.2.1", by=STRANGER)
    assert FailedSearchAsk.objects.using("aside").count() == 0
