"""All places, loaded once for a file of tests and rolled back after it."""

import pytest
from django.db import transaction

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.territory import public


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load within a transaction that every test of the file runs inside of."""
    with django_db_blocker.unblock(), transaction.atomic():
        with acting(Actor.job("test")):
            counts = public.load_places(by=Actor.job("test"))
            public.load_areas(by=Actor.job("test"))
        yield counts
        transaction.set_rollback(True)


@pytest.fixture
def places(loaded, rows):
    return loaded
