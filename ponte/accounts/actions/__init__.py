"""What happens to people who sign in, and to the cards of those without e-mail."""

from ponte.accounts.actions.cards import activate_card, end_cards, make_card, open_by_card
from ponte.accounts.actions.closing import close_account, drop_closed
from ponte.accounts.actions.people import (
    add_proved_email,
    create_demo_person,
    edit_preferences,
    note_sign_in,
    seal_code,
    seal_codes_again,
)

__all__ = [
    "activate_card",
    "add_proved_email",
    "close_account",
    "create_demo_person",
    "drop_closed",
    "edit_preferences",
    "end_cards",
    "make_card",
    "note_sign_in",
    "open_by_card",
    "seal_code",
    "seal_codes_again",
]
