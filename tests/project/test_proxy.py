"""Behind proxies the visitor's address is the one that our own proxy saw."""

import pytest
from allauth.account import adapter as adapters
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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("::1", "::1", True),
    ],
)
def test_all_addresses_of_one_line_are_one_place(one, other, same):
    """Every limit counts by what this leaves, those of the sign-in too."""

    def seen(address):
        direct = RequestFactory().get("/", REMOTE_ADDR=address)
        behind = RequestFactory().get("/", headers={"X-Forwarded-For": address})
        middleware = AddressBehindProxy(adapters.get_adapter().get_client_ip)
        with override_settings(PROXIES=1):
            there = middleware(behind)
        with override_settings(PROXIES=0):
            assert middleware(direct) == there
        return there

    assert (seen(one) == seen(other)) is same
