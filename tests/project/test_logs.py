"""A log tells which page failed, never the signed link that opens it."""

import io
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.urls import reverse
from gunicorn.config import Config

from ponte.kit import links
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.journal.models import Entry
from ponte.kit.limits.allow import digest
from ponte.project.logs import HIDDEN, HideLinks, WebLog, without_links
from ponte.project.middleware.rows import RowContextOfRequest
from ponte.project.supervisor.run import gunicorn

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def tokens():
    yield links.make("directory.confirm", {"duty": "0192" * 8}, days=30)
    yield links.make("voice.sent", {"facts": "long " * 60, "more": "é"}, days=2)
    yield links.make("x", {}, days=1)


@pytest.mark.parametrize("token", list(tokens()), ids=["short", "packed", "empty"])
def test_a_signed_link_is_hidden_also_where_it_is_quoted(token):
    for written in (token, token.replace(":", "%3A"), token.replace(":", "%3a")):
        told = without_links(f"Not Found: /en/confirm/{written}/?a=1")
        assert token[:12] not in told and token[-12:] not in told
        assert told.startswith("Not Found: /en/confirm/") and HIDDEN in told


@pytest.mark.parametrize(
    "text",
    [
        "Not Found: /en/services/sportello-lavoro-0192aaaa-bbbb-7ccc/",
        "2026-11-22 09:51:52,909 WARNING psycopg.pool error 12:34:56",
        digest("a", "b"),
        'at [::1]:8000 "GET /it/cerca?q=badante&vicino=41.9:12.5 HTTP/1.1"',
    ],
)
def test_other_text_stands_as_it_was(text):
    assert without_links(text) == text


def test_every_handler_of_the_application_hides_links():
    configured = settings.LOGGING
    for one in configured["handlers"].values():
        assert "without_links" in one["filters"]
    assert configured["filters"]["without_links"]["()"] == "ponte.project.logs.HideLinks"


def test_a_page_that_is_not_there_is_logged_without_its_link(client, caplog):
    caplog.handler.addFilter(HideLinks())
    token = links.make("directory.other", {"secret": "x" * 30}, days=1)
    with caplog.at_level(logging.WARNING, logger="django.request"):
        assert client.get(reverse("directory:voice-sent", args=[token])).status_code == 404
    caplog.handler.filters.clear()
    assert HIDDEN in caplog.text
    assert token not in caplog.text and token.split(":")[-1] not in caplog.text


def test_the_journal_of_denials_keeps_no_link(rf, rows):
    token = links.make("x", {}, days=1)
    request = rf.get(f"/en/organizations/invitations/{token}/")
    request.actor = Actor.anonymous()
    with transaction.atomic(using="aside"):
        RowContextOfRequest(None).process_exception(request, Refused("a.permission"))
        with connections["aside"].cursor() as cursor:
            cursor.execute("SELECT set_config('ponte.platform', 'on', true)")
        path = Entry.objects.using("aside").get().facts["path"]
    assert path == f"/en/organizations/invitations/{HIDDEN}/"


def test_what_an_exception_says_is_cleaned_too():
    token = links.make("x", {}, days=1)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(HideLinks())
    log = logging.getLogger("tests.logs")
    log.propagate = False
    log.addHandler(handler)
    try:
        raise ValueError(token)
    except ValueError:
        log.exception("at %s", token)
    finally:
        log.removeHandler(handler)
    assert out.getvalue().count(HIDDEN) == 2
    assert token not in out.getvalue()


def test_the_web_servers_logs_hide_links(tmp_path):
    assert "ponte.project.logs.WebLog" in gunicorn(1)
    token = links.make("x", {}, days=1)
    config = Config()
    access, errors = tmp_path / "access.log", tmp_path / "error.log"
    config.set("accesslog", str(access))
    config.set("errorlog", str(errors))
    log = WebLog(config)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"/it/inviti/{token}/",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_REFERER": f"https://example.org/{token}",
    }
    answer = SimpleNamespace(status="404", sent=0, headers=[])
    request = SimpleNamespace(headers=[])
    log.access(answer, request, environ, timedelta(seconds=1))
    log.error("Error handling request %s", environ["RAW_URI"])
    for handler in log.access_log.handlers + log.error_log.handlers:
        handler.close()
    assert access.read_text().count(HIDDEN) == 2
    assert errors.read_text().count(HIDDEN) == 1
    assert token not in access.read_text() + errors.read_text()
    log.access_log.handlers.clear()
    log.error_log.handlers.clear()
