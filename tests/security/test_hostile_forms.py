"""Whatever is posted: done, or refused with a reason and with what was typed; never a fault.

The fields are those that the pages themselves show, so a new form is attacked without being
listed here.
"""

import copy
import traceback

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.security import hostile
from tests.security.conftest import ATTACK, from_elsewhere
from tests.security.pages import (
    TEXTUAL,
    Form,
    changed,
    finish,
    forms_of,
    held,
    shown_values,
    tree_of,
)
from tests.security.where import addresses, path_to

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
SIGN_OUT = "/en/accounts/logout/"  # stands on every page
STATUSES = {200, 301, 302, 400, 401, 403, 404, 405, 409, 413, 422, 429}
FILES = (
    ("a.csv", b""),
    ("a.csv", b"\x00\xff\xfe" * 50),
    ("../../evil.csv", b"Denominazione,Comune\n=1+1,Bergamo\n"),
    ("a\x00.xlsx", b"PK\x03\x04 not a zip"),
    ("x" * 300 + ".ods", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ('"><script>.csv', b"a,a,a\n" + b"," * 5_000),
)
# Who finds which forms: the rest of the addresses are posted to without fields.
FORMS = {
    "anonymous": ("account_", "mfa_login", "report", "callback", "mistake", "useful", "-link"),
    "manager": ("",),
    "officer": ("claim", "qualification-verify", "request-detail", "import-new"),
    "claimant": ("claim-",),
    "invited": ("invitation",),
}


@st.composite
def posts(draw, form: Form):
    """Return what is sent: some fields hostile, some missing, some forged, perhaps a file."""
    said = {name: list(values) for name, values in form.values.items()}
    names = sorted(said)
    for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else ():
        said[name] = draw(st.lists(st.sampled_from(hostile.TEXTS), min_size=1, max_size=2))
    for name in draw(st.lists(st.sampled_from(names), max_size=1)) if names else ():
        said.pop(name)
    for name in draw(st.lists(st.sampled_from(sorted(hostile.FORGED)), max_size=3, unique=True)):
        said.setdefault(name, [hostile.FORGED[name]])
    for name, kind in form.kinds.items():
        if kind == "file":
            file_name, content = draw(st.sampled_from(FILES))
            said[name] = [SimpleUploadedFile(file_name, content)]
    return said


def forms_for(client, city, role: str) -> list[Form]:
    """Return the forms that the pages show to a role, and each bare address."""
    found: dict[tuple, Form] = {}
    for name in sorted(addresses()):
        if not any(part in name for part in FORMS[role]):
            continue
        path = path_to(name, city.things)
        with transaction.atomic():
            answer = client.get(path, **from_elsewhere())
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                for form in forms_of(answer, path):
                    if form.method == "post" and form.action != SIGN_OUT:
                        found.setdefault((form.action, tuple(sorted(form.kinds))), form)
            finish(answer)
            transaction.set_rollback(True)
        if not any(action == path for action, _kinds in found):
            found[path, ()] = Form(path, "post")
    return list(found.values())


def lost(said: dict, answer) -> list[str]:
    """Return the fields of a refused form that no longer show what was typed."""
    shown = shown_values(answer)
    return [
        name
        for name, texts in said.items()
        if name in shown
        and isinstance(texts[-1], str)
        and texts[-1].isprintable()
        and texts[-1].strip() not in [text.strip() for text in shown[name]]
    ]


# A wrong name on a link is counted, and kills it in the end.
TRIES = {"pathways_signingpass", "pathways_signingpassevent", "journal_entry"}


def tries_of(form: Form) -> set[str]:
    """What a refused post may leave."""
    return TRIES if "/pathways/sign/" in form.action else set()


def judge(form: Form, said: dict, answer, before) -> None:
    assert answer.status_code in STATUSES, answer.status_code
    if answer.status_code >= 400:
        assert changed(before) <= tries_of(form), answer.status_code
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/"), answer.headers["Location"]
    if answer.status_code in (200, 422) and "html" in answer.headers["Content-Type"]:
        assert b"<script>alert" not in answer.content
        assert not tree_of(answer).xpath("//script[not(@src) and not(@type)]")
    if answer.status_code in (409, 422):
        typed = {name: said[name] for name in said if form.kinds.get(name) in TEXTUAL}
        assert lost(typed, answer) == []


def attacked(client, form: Form, cookies, before) -> None:
    # An address that shows no form is posted to with forged fields only.
    @settings(parent=ATTACK, max_examples=ATTACK.max_examples if form.kinds else 3)
    @given(said=posts(form))
    def attack(said):
        cache.clear()
        client.cookies = copy.deepcopy(cookies)
        with transaction.atomic():
            answer = client.post(form.action, said, **from_elsewhere())
            judge(form, said, answer, before)
            finish(answer)
            transaction.set_rollback(True)

    attack()


@pytest.mark.parametrize("role", FORMS)
def test_hostile_posts_are_refused_in_words(role, city, client_of):
    client = client_of(role)
    before, faults = held(), []
    for form in forms_for(client, city, role):
        cookies = copy.deepcopy(client.cookies)
        try:
            attacked(client, form, cookies, before)
        except Exception as fault:
            at = traceback.extract_tb(fault.__traceback__)[-1]
            notes = " ".join(getattr(fault, "__notes__", ()))[:600]
            said = f"{form.action}: {type(fault).__name__}: {fault}"[:600]
            faults.append(f"{said} ({at.filename}:{at.lineno}) {notes}")
        client.cookies = cookies
    assert faults == []
