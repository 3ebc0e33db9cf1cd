"""Abilities and what people thought of a match open behind the one door, which says who looked."""

import pytest

from ponte.kit.errors import Refused
from ponte.kit.sealing.guard import NotThroughTheDoor
from ponte.pathways.models import AbilityProfile, PairReview
from ponte.pathways.queries import special
from tests.pathways import factories as make
from tests.pathways import matched as match
from tests.pathways.browsers import browser
from tests.pathways.test_matching_pages import BASE
from tests.pathways.test_special import log

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def pair(one):
    worker, opening = match.able(one), match.post(one)
    with one.as_("officer") as by:
        from ponte.pathways.actions.matching import review_pair

        review_pair(worker=worker, opportunity=opening, verdict="fits", reason="Canary", by=by)
    return worker, opening


def looked(one, who: str) -> list[tuple[str, ...]]:
    """What is logged of somebody's readings about workers: role and kinds of data."""
    person = getattr(one, who).pk
    with log() as lines:
        return [(line.role, *line.data) for line in lines if line.actor_id == person]


def test_nothing_of_them_opens_elsewhere(one, pair):
    row, review = AbilityProfile.objects.get(), PairReview.objects.get()
    for value in (lambda: row.profile, lambda: review.reason, lambda: review.comparison):
        with pytest.raises(NotThroughTheDoor):
            value()


@pytest.mark.parametrize("path", ["", "abilities/"])
def test_a_profile_shown_is_logged_wherever_it_is_shown(one, pair, path):
    worker, _opening = pair
    assert browser(one.officer).get(f"{BASE}workers/{worker.pk}/{path}").status_code == 200
    assert ("officer", "assessment", "limits") in looked(one, "officer")


def test_a_pair_and_its_reviews_are_logged(one, pair):
    worker, opening = pair
    page = browser(one.manager).get(f"{BASE}workers/{worker.pk}/openings/{opening.pk}/")
    assert "Canary" in page.content.decode()
    assert set(looked(one, "manager")) == {
        ("manager", "assessment", "limits"),
        ("manager", "assessment", "reasons"),
    }


def test_candidates_are_one_reading_of_many(one, pair):
    _worker, opening = pair
    assert browser(one.officer).get(f"{BASE}openings/{opening.pk}/").status_code == 200
    assert ("officer", "assessment", "limits") in looked(one, "officer")


def test_who_may_not_is_refused_and_that_is_logged(one, pair):
    worker, opening = pair
    row = AbilityProfile.objects.select_related("worker").get()
    for who in ("referent", "signatory", "operator"):
        with one.as_(who) as by, pytest.raises(Refused):
            special.abilities_of(row, by=by)
        assert ("", "assessment", "limits") in looked(one, who)
    with one.as_("officer"):
        assert special.kept_profile(row)


def test_nobody_is_told_of_their_own(one):
    worker = match.able(one)
    type(worker).objects.filter(pk=worker.pk).update(person=one.worker)
    assert browser(one.worker).get(f"{BASE}workers/{worker.pk}/").status_code == 200
    assert looked(one, "worker") == []
