"""Codes that people read aloud: none is given twice, however those before it were written."""

import pytest

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.actions.numbers import next_pathway_code, next_worker_code
from tests.pathways.factories import organization
from tests.pathways.rows import pathway, worker

pytestmark = pytest.mark.django_db

GIVEN = {
    "none yet": ([], "L-0001"),
    "one after the other": (["L-0001", "L-0002"], "L-0003"),
    "more than the digits hold": (["L-9999", "L-10000"], "L-10001"),
    "with more zeros, from elsewhere": (["L-012345", "L-12346"], "L-12347"),
    "long, and shorter but greater": (["L-000007", "L-0008"], "L-0009"),
    "not numbers": (["L-CARTA", "L-x00099"], "L-0001"),
}


@pytest.mark.parametrize(("given", "then"), GIVEN.values(), ids=GIVEN)
def test_the_next_code_is_above_all_given(given, then):
    office, cooperative = organization("Office"), organization("Cooperative")
    with acting(Actor.job("test")):
        for code in given:
            worker(office, cooperative, code=code)
    assert next_worker_code(office.pk) == then


def test_each_office_counts_for_itself():
    office, other, cooperative = (organization(name) for name in ("One", "Two", "Cooperative"))
    with acting(Actor.job("test")):
        worker(other, cooperative, code="L-0042")
    assert next_worker_code(office.pk) == "L-0001"


def test_cases_count_within_the_year():
    office, cooperative, company = (organization(name) for name in ("One", "Two", "Three"))
    with acting(Actor.job("test")):
        pathway(office, cooperative, company, code="P-1999-0042")
    first = next_pathway_code(office.pk)
    assert first.startswith("P-2")
    assert first.endswith("-0001")
