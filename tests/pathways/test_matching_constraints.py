"""What the database keeps true about weights and proposals, whoever writes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ponte.pathways.models import MatchingWeights, MatchProposal
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


def weights(office, **more):
    told = {"version": 1, "weights": {}, "essential": 3, "why": "x"} | more
    return MatchingWeights.objects.create(office=office, published_by_id=office.pk, **told)


def proposal(office, **more):
    return MatchProposal.objects.create(office=office, asked_by_id=office.pk, **more)


def broken(name: str, made, *given, **more) -> bool:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        made(*given, **more)
    return True


def test_what_the_database_refuses():
    office = make.organization("Ufficio")
    weights(office)
    assert broken("matching_weights_version_once", weights, office)
    for essential in (0, 11):
        assert broken(
            "matching_weights_essential_within", weights, office, version=2, essential=essential
        )
    reasoned = "match_proposal_floor_has_a_reason"
    assert broken(reasoned, proposal, office, floor=80)
    assert broken(reasoned, proposal, office, floor=101, floor_reason="x")
    assert broken(reasoned, proposal, office, floor_reason="x")
    done = "match_proposal_done_at_iff_done"
    assert broken(done, proposal, office, state="done")
    assert broken(done, proposal, office, done_at=timezone.now())
    proposal(office, floor=80, floor_reason="x", state="done", done_at=timezone.now())
