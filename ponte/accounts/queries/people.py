"""Finding people who sign in, and what they proved."""

from collections.abc import Iterable
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from ponte.accounts.models import Person


def person_by_email(email: str) -> Person | None:
    """Return the active person with this address, whatever its capitals."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first()


def people(ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return persons by id."""
    return Person.objects.in_bulk(list(ids))


def verified_emails(person: UUID) -> set[str]:
    """Return the addresses that a person showed to read."""
    found = EmailAddress.objects.filter(user_id=person, verified=True)
    return {email.lower() for email in found.values_list("email", flat=True)}


def ways_in(person: Person) -> dict:
    """Return how a person can sign in: addresses, passkeys, one-time codes, password."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return {
        "addresses": list(EmailAddress.objects.filter(user=person).order_by("-primary", "email")),
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "one_time_codes": Authenticator.Type.TOTP in kinds,
        "password": person.has_usable_password(),
    }
