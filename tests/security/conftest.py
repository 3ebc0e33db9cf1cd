"""The town that is attacked, and who attacks it."""

import os
from itertools import count

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, Phase, settings

from tests.security.city import ROLES, build

_more = {
    "database": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": False,
    # Explaining traces every line of every request.
    "phases": (Phase.explicit, Phase.generate),
}
settings.register_profile("attack", max_examples=15, derandomize=True, **_more)
settings.register_profile("soak-attack", max_examples=400, **_more)
ATTACK = settings.get_profile(
    "soak-attack" if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else "attack"
)
_addresses = count(1)


def from_elsewhere() -> dict[str, str]:
    """An address that has not been counted yet, so that limits do not hide what lies behind."""
    number = next(_addresses)
    return {"REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


@pytest.fixture
def attack():
    return ATTACK


@pytest.fixture
def city(rows):
    """Every kind of object once, with somebody of each role."""
    cache.clear()
    yield build()
    cache.clear()


@pytest.fixture
def client_of(city):
    """A browser in which somebody of a role is signed in."""
    kept: dict[str, Client] = {}

    def made(role: str) -> Client:
        if role not in kept:
            kept[role] = Client()
            if person := city.people[role]:
                kept[role].force_login(person)
        return kept[role]

    assert set(ROLES) <= set(city.people)
    return made
