"""The door of `accounts`: what other flats may call."""

from ponte.accounts.actions import create_demo_person
from ponte.accounts.models import Person
from ponte.accounts.queries import people, person_by_email, verified_emails

__all__ = ["Person", "create_demo_person", "people", "person_by_email", "verified_emails"]
