"""Tries are counted and limited; links open one purpose until a day; states follow the table."""

import pytest
from django.core import signing
from django.db import IntegrityError, connections, transaction

from ponte.kit import links, states
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.allow import allow, digest, forget_old
from ponte.kit.limits.models import Tries

TWO = ["default", "aside"]


@pytest.mark.django_db(databases=TWO)
def test_the_try_over_the_limit_is_refused_until_the_window_ends():
    answers = [allow("sign-in", "x", limit=3, seconds=60, clock=lambda: 600) for _ in range(5)]
    assert answers == [True, True, True, False, False]
    assert allow("sign-in", "x", limit=3, seconds=60, clock=lambda: 660)
    assert allow("sign-in", "y", limit=3, seconds=60, clock=lambda: 600)


@pytest.mark.django_db(databases=TWO)
def test_the_table_holds_no_address():
    allow("search", "192.0.2.7", limit=3, seconds=60, clock=lambda: 0)
    with connections["aside"].cursor() as cursor:
        cursor.execute("SELECT key FROM limits_tries")
        (key,) = cursor.fetchone()
    assert "192" not in key
    assert key == digest("search", "192.0.2.7")


@pytest.mark.django_db
def test_old_windows_are_forgotten_and_a_window_stands_once():
    Tries.objects.create(key="k", window=0, count=1)
    with pytest.raises(IntegrityError, match="tries_once_per_window"), transaction.atomic():
        Tries.objects.create(key="k", window=0, count=1)
    Tries.objects.create(key="k", window=90_000, count=1)
    assert forget_old(clock=lambda: 100_000) == 1


def test_a_link_carries_its_payload_for_its_purpose_only():
    token = links.make("confirm", {"listing": "1"}, days=7)
    assert links.read("confirm", token) == {"listing": "1"}
    for purpose, text in (("stop", token), ("confirm", token[:-1]), ("confirm", "")):
        with pytest.raises(RuleBroken):
            links.read(purpose, text)


def test_a_link_expires(monkeypatch):
    token = links.make("confirm", {}, days=1)
    later = signing.time.time() + 86_401
    monkeypatch.setattr(signing.time, "time", lambda: later)
    with pytest.raises(RuleBroken, match="expired"):
        links.read("confirm", token)


@pytest.mark.parametrize(
    "old, new, allowed", [("a", "b", True), ("b", "a", False), ("c", "a", False)]
)
def test_a_state_moves_only_along_its_table(old, new, allowed):
    table = {"a": {"b"}}
    if allowed:
        states.require(table, old, new)
    else:
        with pytest.raises(RuleBroken):
            states.require(table, old, new)
