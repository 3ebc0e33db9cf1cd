"""Reading people who sign in, their cards, and the demonstration's mail folder."""

from ponte.accounts.queries.cards import card_of, is_live
from ponte.accounts.queries.people import people, person_by_email, verified_emails, ways_in

__all__ = ["card_of", "is_live", "people", "person_by_email", "verified_emails", "ways_in"]
