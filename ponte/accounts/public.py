"""The door of `accounts`: what other flats may call."""

from ponte.accounts.actions import create_demo_person, seal_codes_again
from ponte.accounts.models import Person
from ponte.accounts.queries import people, person_by_email, verified_emails

__all__ = [
    "Person",
    "create_demo_person",
    "people",
    "person_by_email",
    "seal_codes_again",
    "verified_emails",
]
