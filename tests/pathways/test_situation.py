"""Why the programme takes a worker in: who reads it, who writes it, and that each reading is kept.

The association and the province have no case at all; a company has the case without this section.
"""

import pytest
from django.db import connections, transaction

from ponte.kit.audit.models import Reading
from ponte.pathways.models import CaseRole, Pathway
from ponte.pathways.permissions.matrix import Data
from ponte.pathways.queries import special
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
CENTRE = "Centro Canary"
TYPED = {"kind": "PHYSICAL", "referring_service": "Centro Nuovo", "justice_note": "Home by eight"}


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    found = make.case_at(one, PathwayState.IN_SECONDMENT)
    row.role(found, one.auditor, "auditor")
    row.need(found, one.tutor, "justice")
    row.need(found, one.manager, "justice")
    return found


def readings() -> list[Reading]:
    """The log, oldest first, as a job sees it on the second connection."""
    with transaction.atomic(using="aside"), connections["aside"].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('ponte.platform', 'on', true), set_config('ponte.kind', 'job', true)"
        )
        return list(Reading.objects.using("aside").order_by("pk"))


def at(case, rest: str = "") -> str:
    return f"/en/pathways/{case.pk}/situation/{rest}"


@pytest.mark.parametrize("who", ["worker", "tutor", "manager", "officer", "operator"])
def test_who_is_entitled_reads_it_all(one, case, who):
    answer = browser(getattr(one, who)).get(at(case))
    assert answer.status_code == 200
    assert CENTRE in answer.content.decode() and "psychic" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_an_auditor_reads_the_type_alone(one, case):
    text = browser(one.auditor).get(at(case)).content.decode()
    assert "psychic" in text and CENTRE not in text and "Referring service" not in text


@pytest.mark.parametrize("who", ["signatory", "referent"])
def test_a_company_has_no_such_section(one, case, who):
    client = browser(getattr(one, who))
    overview = client.get(f"/en/pathways/{case.pk}/")
    assert overview.status_code == 200 and at(case) not in overview.content.decode()
    assert client.get(at(case)).status_code == 404
    assert client.get(at(case, "edit/")).status_code == 404
    assert client.post(at(case, "edit/"), TYPED).status_code == 404


@pytest.mark.parametrize(
    "role",
    [
        *("placement_lead", "association_officer", "province_officer", "union_observer"),
        "integration_tutor",
    ],
)
def test_a_stranger_finds_nothing(case, role):
    client = browser(make.member(make.organization("Altrove"), role))
    assert client.get(at(case)).status_code == 404
    assert client.get(at(case, "edit/")).status_code == 404
    assert client.post(at(case, "edit/"), TYPED).status_code == 404


def test_the_office_writes_it_and_everybody_entitled_reads_what_is_new(one, case):
    client = browser(one.lead)
    assert CENTRE in client.get(at(case, "edit/")).content.decode()
    wrong = client.post(at(case, "edit/"), {**TYPED, "kind": "OTHER"})
    assert wrong.status_code == 422 and "Centro Nuovo" in wrong.content.decode()
    assert client.post(at(case, "edit/"), TYPED).status_code == 302
    with one.as_("tutor") as by:
        told = special.condition_of(case.worker, by=by, pathway=case)
    assert told == special.Condition(**TYPED)


@pytest.mark.parametrize("who", ["worker", "tutor", "manager", "operator", "auditor"])
def test_whoever_only_reads_does_not_write(one, case, who):
    client = browser(getattr(one, who))
    assert at(case, "edit/") not in client.get(at(case)).content.decode()
    assert client.get(at(case, "edit/")).status_code == 403
    assert client.post(at(case, "edit/"), TYPED).status_code == 403


def test_each_reading_is_written_down_except_the_workers_own(one, case):
    for who, rest, many in (
        ("tutor", "", 3),
        ("officer", "edit/", 2),
        ("lead", "edit/", 3),
        ("auditor", "", 1),
    ):
        browser(getattr(one, who)).get(at(case, rest))
        last = readings()[-1]
        assert (last.actor_id, last.shown, len(last.data)) == (getattr(one, who).pk, True, many)
        assert Data.DISADVANTAGE in last.data
    before = len(readings())
    browser(one.worker).get(at(case))
    assert len(readings()) == before


def test_whose_part_is_over_reads_it_no_more(one, case):
    client = browser(one.operator)
    assert client.get(at(case)).status_code == 200
    CaseRole.objects.filter(pathway=case, person=one.operator).delete()
    assert client.get(at(case)).status_code == 404
