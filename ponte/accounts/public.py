"""The door of `accounts`: what other flats may call."""

from ponte.accounts.actions import create_demo_person
from ponte.accounts.queries import people, person_by_email, verified_emails

__all__ = ["create_demo_person", "people", "person_by_email", "verified_emails"]
