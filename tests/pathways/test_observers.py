"""Who reads counts alone, for the province or for a union: published figures, and no person."""

import pytest

from ponte.pathways import actions
from ponte.pathways.models import Pathway, Worker
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.calls import CALLS, furnished
from tests.pathways.test_who_may import refused

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
ROLES = ("province_officer", "union_observer")


@pytest.fixture(params=ROLES)
def observer(request):
    return make.member(make.organization("Osservatori"), request.param)


def test_they_read_what_offices_published_behind_the_gate_and_nothing_of_their_own(observer):
    one = make.cast()
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    with one.as_("lead") as by:
        actions.publish_figures(office=one.office, by=by)
    client = browser(observer)
    page = client.get("/en/pathways/figures/").content.decode()
    assert one.office.name in page and "Hours planned" not in page
    assert "*" in page, "one case is too few to be counted aloud"
    table = client.get("/en/pathways/figures/published.csv")
    assert table.status_code == 200
    for text in (page, table.content.decode()):
        assert case.code not in text and case.worker.name not in text
    assert client.post("/en/pathways/figures/publish/").status_code in (403, 404)
    assert client.get("/en/pathways/figures/tables/states.csv").status_code == 404


def test_they_take_no_step_and_see_no_row(observer):
    one = make.cast()
    things = furnished(one)
    with make.acting_as(observer) as by:
        assert [name for name in CALLS if not refused(name, one, things, by)] == []
        assert not Pathway.objects.exists() and not Worker.objects.exists()
    client = browser(observer)
    assert things.case.code not in client.get("/en/pathways/").content.decode()
    for section in ("", "people/", "sheets/", "situation/", "agreement/", "costs/"):
        assert client.get(f"/en/pathways/{things.case.pk}/{section}").status_code == 404
    assert client.get("/en/pathways/emergencies/").status_code == 404
