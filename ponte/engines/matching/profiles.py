"""The two profiles that are compared, on one scale; comparing them is elsewhere.

No field may hold sex, age, origin, belief, family, health or the type of disadvantage: what is not
in a profile cannot weigh on a score or a constraint. A limit is a plain statement about work that
the worker agreed to share.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

HIGHEST = 4  # levels run from 0 to this one, for abilities, demands, loads and limits
SLOT = 15  # minutes: the grain of hours
DAY = 24 * 60  # minutes
WEEK = 7 * DAY // SLOT  # slots


class Means(StrEnum):
    """Ways to get to work."""

    WALK = "walk"
    BICYCLE = "bicycle"
    PUBLIC_TRANSPORT = "public_transport"
    CAR = "car"
    LIFT = "lift"


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone sets out from or works, in degrees; a municipality's centre will do."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("A place lies within -90..90 and -180..180 degrees.")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of one weekday (0 = Monday), in minutes from midnight, by the quarter of an hour.

    Hours that run past midnight are two windows.
    """

    day: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.day <= 6 and 0 <= self.start < self.end <= DAY):
            raise ValueError("A window lies within one day, from Monday (0) to Sunday (6).")
        if self.start % SLOT or self.end % SLOT:
            raise ValueError(f"Hours go by {SLOT} minutes.")


@dataclass(frozen=True, slots=True)
class Rota:
    """One way a job's week may be arranged.

    Without `minutes` every window must be worked; with them, so many minutes anywhere within the
    windows are enough.
    """

    windows: tuple[Window, ...]
    minutes: int | None = None

    def __post_init__(self) -> None:
        if not self.windows:
            raise ValueError("A rota has at least one window.")
        if self.minutes is not None and not 0 < self.minutes <= total(slots(self.windows)):
            raise ValueError("The minutes asked fit in the windows of the rota.")


@dataclass(frozen=True, slots=True)
class Demand:
    """A level that a job asks (1..4); trainable ones may be learned during the secondment."""

    level: int
    essential: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.level <= HIGHEST:
            raise ValueError(f"A demand asks a level from 1 to {HIGHEST}.")


@dataclass(frozen=True, slots=True)
class AbilityProfile:
    """A worker's side. `None` as a level means not assessed, which is not 0.

    `travel` are kilometres in a straight line, one way, by each means the worker has. Without
    `available` any hour will do, without `most_minutes` any week. `limits` are the highest levels
    of a load that the worker can bear, only those the worker agreed to share.
    """

    key: str
    abilities: Mapping[str, int | None]
    place: Place
    travel: Mapping[Means, int]
    months_in_cooperative: int
    open_pathways: int = 0
    available: tuple[Window, ...] | None = None
    most_minutes: int | None = None
    limits: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _graded(level for level in self.abilities.values() if level is not None)
        _graded(self.limits.values())
        counts = [*self.travel.values(), self.months_in_cooperative, self.open_pathways]
        if min(counts) < 0 or (self.most_minutes or 0) < 0:
            raise ValueError("Kilometres, months, pathways and minutes are not negative.")


@dataclass(frozen=True, slots=True)
class DemandProfile:
    """An opening's side: what the job asks, where, when, and how many may be taken.

    `rotas` are alternatives; without any the hours are free. `eased` says to which level the
    company can bring a load for someone who needs it.
    """

    key: str
    demands: Mapping[str, Demand]
    place: Place
    reached_by: frozenset[Means]
    seats: int = 1
    rotas: tuple[Rota, ...] = ()
    loads: Mapping[str, int] = field(default_factory=dict)
    eased: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _graded(self.loads.values())
        _graded(self.eased.values())
        if self.seats < 1:
            raise ValueError("An opening has at least one free seat.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the programme asks of every worker; the numbers come from its dated rules."""

    least_months: int
    most_open_pathways: int

    def __post_init__(self) -> None:
        if self.least_months < 0 or self.most_open_pathways < 1:
            raise ValueError("At least no month, and at least one pathway at a time.")


def slots(windows: Iterable[Window]) -> int:
    """Windows as a set of quarter-hours of the week: bit 0 is Monday, midnight.

    >>> total(slots([Window(0, 480, 720), Window(0, 660, 780)]))
    300
    """
    week = 0
    for window in windows:
        length = (window.end - window.start) // SLOT
        week |= ((1 << length) - 1) << (window.day * DAY + window.start) // SLOT
    return week


def total(week: int) -> int:
    """The minutes of a set of quarter-hours."""
    return week.bit_count() * SLOT


def windows(week: int) -> tuple[Window, ...]:
    """A set of quarter-hours as the fewest windows.

    >>> windows(slots([Window(1, 0, 60), Window(1, 60, 90)]))
    (Window(day=1, start=0, end=90),)
    """
    found = []
    day_slots = DAY // SLOT
    for day in range(7):
        left = week >> day * day_slots & (1 << day_slots) - 1
        at = 0
        while left:
            gap = (left & -left).bit_length() - 1
            left >>= gap
            length = (~left & left + 1).bit_length() - 1
            found.append(Window(day, (at + gap) * SLOT, (at + gap + length) * SLOT))
            left >>= length
            at += gap + length
    return tuple(found)


def _graded(given: Iterable[int]) -> None:
    if any(not 0 <= level <= HIGHEST for level in given):
        raise ValueError(f"A level is a whole number from 0 to {HIGHEST}.")
