"""Reading people who sign in, and the demonstration's mail folder."""

from ponte.accounts.queries.people import people, person_by_email, verified_emails, ways_in

__all__ = ["people", "person_by_email", "verified_emails", "ways_in"]
