"""Hidden and missing are one: the same status, the same page, as many questions to the database."""

import re

import pytest
from django.test import Client

from bench.case_list import counted
from tests.pathways import factories as make
from tests.pathways import rows as row

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
MISSING = "01900000-0000-7000-8000-000000000000"
VARIES = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}|nonce-[^'\" ]+|nonce=\"[^\"]*\"|value=\"\w{64}\"")


@pytest.fixture
def hidden():
    """Identifiers of a case and of an opening that another company has nothing to do with."""
    one = make.cast()
    row.whole_case(one.office, one.cooperative, one.company, one.tutor)
    case = make.Pathway.objects.get(cooperative=one.cooperative)
    return {"": case.pk, "openings/": case.opportunity_id}


@pytest.mark.parametrize("role", ["company_signatory", "integration_tutor", "placement_lead"])
@pytest.mark.parametrize("kind", ["", "openings/"])
def test_hidden_and_missing_answer_alike(kind, role, hidden):
    client = Client()
    client.force_login(make.member(make.organization("Altrove"), role))
    client.get(f"/en/pathways/{kind}")
    told = []
    for pk in (hidden[kind], MISSING):
        with counted() as questions:
            answer = client.get(f"/en/pathways/{kind}{pk}/")
        told.append((answer.status_code, VARIES.sub(b"", answer.content), len(questions)))
    assert told[0][0] == 404
    assert told[0] == told[1]
