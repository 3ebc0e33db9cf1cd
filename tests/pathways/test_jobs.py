"""What only jobs do is refused to every person, whoever they are."""

import pytest

from ponte.kit.errors import Refused
from ponte.pathways.actions.reminding import remind_agreements, remind_of_turns
from ponte.pathways.actions.signers import deliver, send_link_now, send_links_again
from ponte.pathways.models import Agreement, Signatory
from tests.pathways import factories as make

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
JOBS = {
    "remind_agreements": lambda by: remind_agreements(by=by),
    "remind_of_turns": lambda by: remind_of_turns(by=by),
    "send_links_again": lambda by: send_links_again(email="a@example.org", by=by),
    "send_link_now": lambda by: send_link_now(signatory=Signatory(), agreement=Agreement(), by=by),
    "deliver": lambda by: deliver(signing_pass=Signatory().pk, by=by),
}


@pytest.mark.parametrize("name", JOBS)
def test_a_stranger_and_an_officer_are_refused(name):
    one = make.cast()
    for who in (one.lead, one.tutor, make.person()):
        with make.acting_as(who) as by, pytest.raises(Refused):
            JOBS[name](by)
