"""How links, codes and paper carry a signature: names, deadlines, and where each one stands."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from ponte.pathways.states import Delivery

LINK_DAYS = 14
CODE_DAYS = 14
CODE_DIGITS = 8
TRIES = 5  # wrong names or codes before a link or a code is dead
OPENED_DAYS = 1  # for which an opened text may be signed without the name asked again
REMIND_AFTER_DAYS, REMIND_EVERY_DAYS, REMIND_CAP = 3, 7, 3
DUE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Scan:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Times:
    """What happened to one link or code, and when."""

    expires_at: datetime
    tries: int = 0
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    opened_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


def delivery(times: Times, now: datetime) -> Delivery:
    """Return how far a link or a code has come."""
    ended = (
        (times.used_at, Delivery.USED),
        (times.revoked_at, Delivery.REVOKED),
        (times.tries >= TRIES, Delivery.BLOCKED),
        (times.expires_at <= now, Delivery.EXPIRED),
        (times.opened_at, Delivery.OPENED),
        (times.failed_at, Delivery.FAILED),
        (times.sent_at, Delivery.SENT),
    )
    return next((state for happened, state in ended if happened), Delivery.QUEUED)


def is_alive(state: Delivery) -> bool:
    """Say whether a link or a code in this state still signs.

    >>> is_alive(Delivery.USED), is_alive(Delivery.OPENED)
    (False, True)
    """
    return state in {Delivery.QUEUED, Delivery.SENT, Delivery.FAILED, Delivery.OPENED}


def is_same_name(one: str, other: str) -> bool:
    """Compare names as people write them: in any order, with or without accents and capitals.

    >>> is_same_name("Nicolò D'Amico", "d'amico nicolo")
    True
    """
    return _letters(one) == _letters(other) != []


def _letters(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return sorted(re.findall(r"\w+", plain))


def sheet_code(version: int, text_hash: str) -> str:
    """Return the code printed on the sheet that is signed on paper: which text it is.

    >>> sheet_code(2, "3fa917c088" + "0" * 54)
    'V2-3FA9-17C0-88'
    """
    digits = text_hash[:10].upper()
    return f"V{version}-{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def is_code_of(typed: str, version: int, text_hash: str) -> bool:
    """Say whether somebody typed the code of this very text.

    >>> is_code_of("v2 3fa9 17c0 88", 2, "3fa917c088" + "0" * 54)
    True
    """
    return _signs(typed) == _signs(sheet_code(version, text_hash))


def _signs(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())
