"""Whatever stands in an address, the answer is a page in words: never a fault, never a write."""

import os
import traceback
from random import Random
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from tests.security import hostile
from tests.security.conftest import from_elsewhere
from tests.security.pages import asked_names, changed, held, tree_of
from tests.security.where import addresses, arguments, path_to

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
NAMES = sorted(addresses())
# What views read from an address without showing it in a form or a link.
UNSHOWN = {"page", "next", "verdict", "saved", "to", "answer", "state", "kind", "near", "q"}
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
TIMES = 200 if SOAK else 5
STATUSES = {200, 286, 301, 302, 304, 400, 401, 403, 404, 405, 410, 414, 422, 429}
# Blocks of data, which no browser runs.
DATA = ("application/ld+json", "application/json")
WITH_ARGUMENTS = [name for name in NAMES if arguments(name, addresses()[name])]


def asked(client: Client, path: str):
    """Ask within a savepoint that is taken back."""
    with transaction.atomic():
        answer = client.get(path, **from_elsewhere())
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    assert answer.status_code in STATUSES, (path[:200], answer.status_code)
    return answer


def safe(answer) -> None:
    """No element and no attribute of the page came from the address."""
    if "html" not in answer.headers.get("Content-Type", "") or answer.streaming:
        return
    assert b"<script>alert" not in answer.content
    tree = tree_of(answer)
    for script in tree.iter("script"):
        assert script.get("src") or script.get("type") in DATA
    for link in tree.xpath("//@href|//@src|//@action|//@formaction"):
        assert link.split(":")[0].lower() not in ("javascript", "vbscript"), link


def tried(name: str, work) -> list[str]:
    """Return what went wrong at an address, in a line."""
    try:
        work(name)
    except Exception as fault:
        at = traceback.extract_tb(fault.__traceback__)[-1]
        return [f"{name}: {type(fault).__name__}: {fault} ({at.filename}:{at.lineno})"]
    return []


@pytest.mark.parametrize("role", ["anonymous", "manager"])
def test_hostile_questions_are_answered_in_words(role, city, client_of):
    client = client_of(role)

    def attack(name: str) -> None:
        path = path_to(name, city.things)
        page, known, chance = asked(client, path), UNSHOWN, Random(name + role)
        if page.status_code == 200 and "html" in page.headers["Content-Type"]:
            known = known | asked_names(page)
        for _time in range(TIMES):
            some = chance.sample(sorted(known), min(4, len(known)))
            said = [(one, chance.choice(hostile.TEXTS)) for one in some for _twice in (1, 2)]
            safe(asked(client, f"{path}?{urlencode(said)}"))

    assert [fault for name in NAMES for fault in tried(name, attack)] == []


def test_hostile_parts_of_a_path_lead_nowhere(city, client_of):
    client, before = client_of("manager"), held()
    parts = [quote(text[:2_000], safe="") for text in hostile.TEXTS[:16]]
    parts += [str(UUID(int=0)), str(hostile.UNKNOWN), "%C3%28", "%C2%B2"]

    def attack(name: str) -> None:
        """All of them in the long run, else a quarter by lot: each is tried at many addresses."""
        for argument in arguments(name, addresses()[name]):
            some = parts if SOAK else Random(name + argument).sample(parts, len(parts) // 4)
            for part in some:
                safe(asked(client, path_to(name, city.things, **{argument: part})))

    assert [fault for name in WITH_ARGUMENTS for fault in tried(name, attack)] == []
    assert changed(before) == set()


@pytest.mark.parametrize("raw", hostile.RAW)
def test_bytes_that_are_no_text_are_refused(raw, city, client_of):
    for name in ("search", "suggest", "listing-list", "import-new", "account_login", "front"):
        answer = client_of("manager").generic(
            "GET", path_to(name, city.things), QUERY_STRING=f"q={raw.decode('latin-1')}"
        )
        assert answer.status_code in (200, 302, 400), (name, raw)


HEADERS = (
    {"HTTP_ACCEPT_LANGUAGE": "x" * 5_000},
    {"HTTP_ACCEPT_LANGUAGE": "it\x00,;;q=zz"},
    {"HTTP_COOKIE": "sessionid=\x00\xff; csrftoken=%00; messages=zz"},
    {"HTTP_COOKIE": "sessionid=" + "a" * 8_000},
    {"HTTP_IF_NONE_MATCH": '"' + "x" * 4_000},
    {"HTTP_IF_MODIFIED_SINCE": "99999999999"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "javascript:alert(1)"},
    {"HTTP_REFERER": "javascript:alert(1)"},
    {"HTTP_RANGE": "bytes=99999999-1"},
    {"HTTP_X_FORWARDED_FOR": "a\x00b, <script>"},
    {"HTTP_ACCEPT": "\x00"},
)


@pytest.mark.parametrize("headers", HEADERS, ids=lambda one: next(iter(one)))
def test_hostile_headers_break_no_page(headers, city):
    for name in ("root", "front", "search", "service-detail", "listing-list", "account_login"):
        answer = Client().get(path_to(name, city.things), **headers)
        assert answer.status_code in STATUSES, name
        safe(answer)
