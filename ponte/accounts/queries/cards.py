"""Reading cards: the one somebody has, and whether one that opened a session still lives."""

from uuid import UUID

from ponte.accounts.models import Card


def card_of(person: UUID | None) -> Card | None:
    """Return the newest card of a person, ended or not."""
    return Card.objects.filter(person_id=person).first() if person else None


def is_live(card: str, person: UUID) -> bool:
    """Say whether a session opened with this card may go on."""
    return Card.objects.filter(pk=card, person_id=person, ended_at__isnull=True).exists()
