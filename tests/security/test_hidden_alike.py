"""Hidden and missing are one at every address of the pathways, read and written.

The same status, the same words, as many questions to the database: neither the text of an answer
nor the time it takes tells a stranger that there is something.
"""

import re

import pytest
from django.test import Client

from bench.case_list import counted
from tests.organizations import factories as make
from tests.security.conftest import from_elsewhere
from tests.security.pages import finish
from tests.security.where import addresses, path_to

pytestmark = pytest.mark.django_db(databases=["default", "aside"])

MISSING = "01900000-0000-7000-8000-000000000000"
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
VARIES = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}|nonce-[^'\" ]+|nonce=\"[^\"]*\"|value=\"\w{64}\"")
STRANGERS = ("company_signatory", "integration_tutor", "placement_lead", "association_officer")
# A published call is there for whoever is signed in, and which offices there are is no secret.
OPEN = {"call-answer", "matching-how"}


def of_things(things) -> dict[str, str]:
    """Return the addresses of pathways that lead to one thing, by name."""
    paths = {
        name: path_to(name, things)
        for name, pattern in addresses().items()
        if "/pathways/" in pattern and name not in OPEN
    }
    return {name: path for name, path in paths.items() if IDENTIFIER.search(path)}


def told(client, verb: str, path: str) -> tuple[int, bytes, int]:
    with counted() as questions:
        answer = getattr(client, verb)(path, {"seen": "1"}, **from_elsewhere())
        body = b"".join(answer) if answer.streaming else answer.content
        finish(answer)
    return answer.status_code, VARIES.sub(b"", body), len(questions)


@pytest.mark.parametrize("role", STRANGERS)
def test_hidden_and_missing_answer_alike_everywhere(role, city):
    client = Client()
    client.force_login(make.member(make.organization("Altrove"), role))
    client.get("/en/pathways/")
    paths = of_things(city.things)
    assert len(paths) > 100
    apart = {}
    for name, path in paths.items():
        for verb in ("get", "post"):
            hidden = told(client, verb, path)
            missing = told(client, verb, IDENTIFIER.sub(MISSING, path))
            if hidden != missing or hidden[0] < 400:
                apart[name, verb] = [
                    (status, number) for status, _body, number in (hidden, missing)
                ]
    assert apart == {}
