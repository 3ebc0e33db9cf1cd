"""The door of `accounts`: what other flats may call."""

from ponte.accounts.actions import (
    add_proved_email,
    close_account,
    create_demo_person,
    drop_closed,
    end_cards,
    make_card,
    seal_codes_again,
)
from ponte.accounts.actions.cards import PrintedCard
from ponte.accounts.models import Card, Person
from ponte.accounts.queries import card_of, people, person_by_email, verified_emails
from ponte.accounts.rules import ACTIVATE_WITHIN_DAYS, grouped

__all__ = [
    "ACTIVATE_WITHIN_DAYS",
    "Card",
    "Person",
    "PrintedCard",
    "add_proved_email",
    "card_of",
    "close_account",
    "create_demo_person",
    "drop_closed",
    "end_cards",
    "grouped",
    "make_card",
    "people",
    "person_by_email",
    "seal_codes_again",
    "verified_emails",
]
