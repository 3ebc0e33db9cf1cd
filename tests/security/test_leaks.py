"""Nothing about a person in logs, addresses and subjects; nothing about the machine in errors."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.core import mail
from django.test import Client

from ponte.kit.journal.models import Entry
from tests.exchange import factories as files
from tests.security.conftest import from_elsewhere
from tests.security.where import addresses, path_to

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
CANARIES = {
    "name": "Zaccaria Canarino",
    "email": "zaccaria.canarino@example.org",
    "phone": "0171 5550123",
    "tax_code": files.tax_code(777),
    "note": "canarino in detention",
}
SENT = {
    **CANARIES,
    "login": CANARIES["email"],
    "password": "canarino password",
    "what": CANARIES["note"],
    "text": CANARIES["note"],
    "message": CANARIES["note"],
    "answer": CANARIES["note"],
    "accept": "no",
    "kept": CANARIES["tax_code"],
    "function": CANARIES["name"],
    "role": "organization_editor",
    "proof": "document",
}


@pytest.mark.parametrize("role", ["anonymous", "manager", "officer"])
def test_what_is_posted_reaches_no_log_no_address_and_no_subject(role, city, client_of, caplog):
    client = client_of(role)
    with caplog.at_level(logging.DEBUG):
        for name in addresses():
            # A new organization's public name becomes its address: that is what it is for.
            if name in ("account_logout", "organization-register"):
                continue
            answer = client.post(path_to(name, city.things), SENT, **from_elsewhere())
            said = answer.headers.get("Location", "")
            assert not any(canary in said for canary in CANARIES.values()), name
            assert "canarino" not in said.lower(), name
    # The database's own statements are logged only in debug, which production is not.
    lines = [
        f"{one.getMessage()} {one.exc_text or ''}"
        for one in caplog.records
        if not one.name.startswith(("django.db", "psycopg", "django.template"))
    ]
    found = [line for line in lines if any(canary in line for canary in CANARIES.values())]
    assert found == []
    for letter in mail.outbox:
        assert not any(canary in letter.subject for canary in CANARIES.values())
    for entry in Entry.objects.all():
        assert "canarino" not in json.dumps(entry.facts).lower(), entry.what


def test_a_fault_tells_the_visitor_nothing(city, monkeypatch):
    def broken(*args, **more):
        raise RuntimeError("secret detail of the machine")

    monkeypatch.setattr("ponte.directory.views.search.search", broken)
    monkeypatch.setattr("ponte.project.page.places_of", broken)
    client = Client(raise_request_exception=False)
    client.force_login(city.people["manager"])
    answer = client.get("/en/home/")
    assert answer.status_code == 500
    for word in (b"secret detail", b"Traceback", b"RuntimeError", b".py", b"postgres"):
        assert word not in answer.content
    assert b"<h1" in answer.content


def production(code: str, **more: str) -> subprocess.CompletedProcess:
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PONTE_", "DJANGO_"))
        },
        "DJANGO_SETTINGS_MODULE": "ponte.project.settings.prod",
        "PONTE_HOSTS": "ponte.example.org",
        "PONTE_ADDRESS": "https://ponte.example.org",
        "PONTE_SECRET_KEY": "k" * 25 + "".join(chr(33 + n) for n in range(60)),
        "PONTE_HOME": os.environ.get("PONTE_HOME", "/nonexistent"),
        **more,
    }
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_production_passes_the_frameworks_own_check():
    done = production(
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    # Whether browsers learn the whole domain by heart is for whoever owns the domain.
    said = done.stderr.split("?: (")
    warned = [part for part in said[1:] if not part.startswith("security.W021")]
    assert warned == [], done.stderr


def test_production_keeps_its_cookies_and_its_errors_to_itself():
    wanted = {
        "DEBUG": False,
        "DEMO": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "ALLOWED_HOSTS": ["ponte.example.org"],
    }
    code = (
        "import json; from django.conf import settings; "
        f"print(json.dumps({{n: getattr(settings, n, False) for n in {list(wanted)!r}}}))"
    )
    done = production(code)
    assert json.loads(done.stdout) == wanted, done.stderr
