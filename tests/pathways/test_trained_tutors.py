"""A case has a trained tutor from the agreement on, whoever takes over."""

import pytest
from django.test import Client

from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.models import Pathway
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


@pytest.mark.parametrize("who", ["manager", "officer"])
@pytest.mark.parametrize("state", [P.AGREEMENT_DRAFT, P.IN_SECONDMENT])
def test_who_takes_over_after_the_agreement_is_trained(one, who, state):
    case = make.case_at(one, state)
    other = make.member(one.cooperative, "integration_tutor")
    with one.as_(who) as by:
        with pytest.raises(RuleBroken, match="40 hours"):
            actions.assign_role(pathway=case, person=other.pk, role="tutor", by=by)
        assert Pathway.objects.get(pk=case.pk).tutor_id == one.tutor.pk
    make.trained(one, other)
    with one.as_(who) as by:
        actions.assign_role(pathway=case, person=other.pk, role="tutor", by=by)
        assert Pathway.objects.get(pk=case.pk).tutor_id == other.pk


def test_a_stranger_gives_no_tutor(one):
    case, elsewhere = make.case_at(one, P.AGREEMENT_DRAFT), make.cast(" Altrove")
    with pytest.raises(Refused), elsewhere.as_("manager") as by:
        actions.assign_role(pathway=case, person=elsewhere.tutor.pk, role="tutor", by=by)


@pytest.mark.parametrize("trained", [True, False])
def test_whoever_proposes_is_told_that_the_tutor_lacks_training(one, trained):
    worker = make.worker(one)
    tutor = make.member(one.cooperative, "integration_tutor")
    if trained:
        make.trained(one, tutor)
    client = Client()
    client.force_login(tutor)
    typed = {"worker": str(worker.pk), "skills_adequate": "on", "tutor": str(tutor.pk)}
    answer = client.post("/en/pathways/candidates/new/", typed, follow=True)
    assert answer.status_code == 200 and Pathway.objects.count() == 1
    assert ("not trained yet" in answer.content.decode()) is not trained
