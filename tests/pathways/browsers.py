"""Whoever opens a page in a test: a client of their own, signed in or not."""

from django.test import Client


def browser(person=None) -> Client:
    """Return a client in which a person is signed in; without one, a visitor's."""
    client = Client()
    if person:
        client.force_login(person)
    return client
