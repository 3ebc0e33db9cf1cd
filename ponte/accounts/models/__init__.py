from ponte.accounts.models.card import Card
from ponte.accounts.models.person import Person

__all__ = ["Card", "Person"]
