"""Behind proxies the visitor's address is the one that our own proxy saw."""

import pytest
from django.test import RequestFactory, override_settings

from ponte.project.middleware.proxy import AddressBehindProxy


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, None, "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_what_a_visitor_writes_into_the_header_is_not_believed(proxies, header, seen):
    extra = {} if header is None else {"headers": {"X-Forwarded-For": header}}
    request = RequestFactory().get("/", **extra)
    with override_settings(PROXIES=proxies):
        assert AddressBehindProxy(lambda passed: passed.META["REMOTE_ADDR"])(request) == seen
