"""What a phone may have sealed, and what of it somebody has to look at before it counts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.logbook import FACES, READERS, TEXTS
from ponte.pathways.states import HoursKind

MOST_DAYS = 7
SKEW = timedelta(days=1)  # how far a phone's clock may run ahead
KEY_DAYS, KEY_OPENS_DAYS = 30, 60  # a key is handed out, then still opens
RECEIPT_DAYS = 90
MOST_AT_ONCE = 20
MOST_AN_HOUR = 60
NAME_SIGNS = 40

PROBLEMS = {
    "cut": _("This phone was cut off. Nothing from it counts by itself."),
    "old": _("It was written more than 7 days before it came."),
    "clock": _("The phone's clock was wrong: it was written in the future."),
    "same": _("The same hours are written for this day already. Perhaps it is there twice."),
    "other": _("Other hours are written for this day."),
    "confirmed": _("The company has confirmed other hours for this day."),
    "changed": _("It was sent before and said something else."),
    "rule": _("It cannot be written down as it is."),
    "refused": _("You may not write here now."),
    "unreadable": _("It could not be opened. Please write it again."),
}


class NotSaid(Exception):
    """What came out of an envelope says nothing that we know."""


@dataclass(frozen=True, slots=True)
class Said:
    """An entry as somebody wrote it: hours of a day, or a page of the diary."""

    what: str
    day: date
    written: datetime
    minutes: int = 0
    kind: str = ""
    told: Mapping[str, object] | None = None
    readers: tuple[str, ...] = ()


def read_said(told: Any) -> Said:
    """Read an opened entry; whatever else it may hold is left out.

    >>> read_said({"what": "hours", "day": "2026-05-01", "written": "2026-05-01T10:00:00Z",
    ...            "minutes": 90, "kind": "work"}).minutes
    90
    """
    try:
        what, day = told["what"], date.fromisoformat(told["day"])
        written = datetime.fromisoformat(told["written"])
        if written.tzinfo is None:
            raise NotSaid("A time without its zone.")
        return {"hours": _hours, "diary": _page}[what](told, day, written)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotSaid("This is no entry.") from None


def _hours(told: Mapping[str, Any], day: date, written: datetime) -> Said:
    minutes, kind = told["minutes"], told["kind"]
    if type(minutes) is not int or not 0 < minutes <= 24 * 60 or kind not in HoursKind.values:
        raise NotSaid("These are no hours.")
    return Said("hours", day, written, minutes=minutes, kind=kind)


def _page(told: Mapping[str, Any], day: date, written: datetime) -> Said:
    said: dict[str, object] = {name: str(told[name])[:2000] for name in TEXTS if told.get(name)}
    face, readers = told.get("feeling"), told.get("readers") or []
    if face is not None:
        if type(face) is not int or face not in FACES:
            raise NotSaid("There is no such face.")
        said["feeling"] = face
    if not isinstance(readers, list) or set(readers) - set(READERS):
        raise NotSaid("There is no such reader.")
    return Said("diary", day, written, told=said, readers=tuple(sorted(readers)))


def problem_in_time(said: Said, now: datetime) -> str:
    """Say what is odd about when it was written; a little skew of a clock is nothing."""
    if said.written > now + SKEW:
        return "clock"
    return "old" if said.written < now - timedelta(days=MOST_DAYS) else ""


@dataclass(frozen=True, slots=True)
class There:
    """Hours that stand in the books for the same day."""

    client_id: UUID
    minutes: int
    kind: str
    is_confirmed: bool


def problem_in_books(said: Said, client_id: UUID, there: Collection[There]) -> str:
    """Say what stands against hours that came late: never are two of a day taken for granted."""
    if said.what != "hours" or any(one.client_id == client_id for one in there):
        return ""
    if any((one.minutes, one.kind) == (said.minutes, said.kind) for one in there):
        return "same"
    if any(one.is_confirmed for one in there):
        return "confirmed"
    return "other" if there else ""


def choices(problem: str, said: Said | None, there: Collection[There]) -> Iterator[str]:
    """Yield what may be done with an entry that waits.

    >>> list(choices("unreadable", None, []))
    ['drop']
    """
    yield "drop"
    if said is None or problem in ("changed", "unreadable"):
        return
    if said.what == "hours" and len(there) == 1 and not any(one.is_confirmed for one in there):
        yield "replace"
    yield "add"
