"""Who represents a worker reads what is compared as long as the appointment holds."""

from datetime import timedelta

import pytest

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Representative
from ponte.pathways.permissions.matching import assigned_to, is_own, may_see_abilities
from ponte.pathways.states import PathwayState as P
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.mark.parametrize("scope, decides", [(["fill"], False), (["decide"], True)])
def test_what_is_compared_is_read_by_appointment_and_stopped_with_it(scope, decides):
    one, who = make.cast(), make.person()
    case = make.case_at(one, P.MATCH_REVIEW)
    make.represented(one, case, who, manner="for", scope=scope)
    with make.acting_as(who) as by:
        assert may_see_abilities(by, case.worker)
        assert is_own(by, case.worker) == decides
        assert assigned_to(by) == [case.worker_id]
    with acting(Actor.job("test")):
        Representative.objects.update(ends_on=make.today() - timedelta(days=1))
    with make.acting_as(who) as by:
        assert not may_see_abilities(by, case.worker), "before the night's job, on the same day"
        assert not is_own(by, case.worker)
        assert assigned_to(by) == []
