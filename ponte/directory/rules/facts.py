"""What the guard and the quality score look at: a card and an enterprise as plain values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A service card without its database row."""

    name: str = ""
    summary: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    service_type: str = ""
    target_groups: tuple[str, ...] = ()
    organization_known: bool = False
    delivery_modes: tuple[str, ...] = ()
    access_modes: tuple[str, ...] = ()
    who_may_ask: tuple[str, ...] = ()
    places: int = 0
    addresses: int = 0
    served: tuple[str, ...] = ()
    fee_kind: str = ""
    fee_note: str = ""
    phones: int = 0
    emails: int = 0
    websites: int = 0
    booking_url: str = ""
    verified_on: date | None = None

    @property
    def contacts(self) -> int:
        return self.phones + self.emails + self.websites


@dataclass(frozen=True, slots=True)
class EnterpriseFacts:
    """An enterprise's profile without its database row."""

    organization_known: bool = False
    tagline: str = ""
    description: str = ""
    prevailing_mission: str = ""
    offers: int = 0
    offers_described: int = 0
    served: tuple[str, ...] = ()
    capacity_note: str = ""
    lead_time_days: int | None = None
    references: int = 0
    contacts: int = 0
    verified_on: date | None = None
