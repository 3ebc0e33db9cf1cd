"""One line of the signed-in home: a verb, a person or body, a page and a date."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the reader; flats return these from `public.waiting_for`."""

    verb: str
    about: str
    url: str
    due: datetime | None = None
    is_late: bool = False
