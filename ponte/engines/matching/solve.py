"""Assignment of greatest total weight with seats, exact, in two steps.

First an auction: workers without a seat bid for the opening that leaves them most, all at once, and
prices rise. It ends near the best, quickly and whatever the weights look like, and only its prices
are kept. Then shortest paths: whoever is best off where a seat is free takes it; for each of the
others the cheapest chain of moves is searched, with prices as potentials, so that searches stay
short: from all who seek at once while that serves many, then from each. When no chain
is left, the prices prove that nothing better exists: whoever has a seat has the best left at these
prices, whoever has none would gain nothing anywhere, and an opening with a free seat costs nothing.
"""

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_NEVER = -(1 << 62)
_TAIL = 20  # bidders left when chains become quicker than rounds
_FEW = 50  # serving all at once pays while it serves more than one in so many


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Opening of each worker (-1 for none), and the prices that prove it best.

    For every arc: gain of the worker + price of the opening >= weight. The total weight equals
    the sum of the gains and of seats times prices.
    """

    opening: Ints
    gains: Ints
    prices: Ints


def solve(
    worker: Ints,
    opening: Ints,
    weight: Ints,
    seats: Ints,
    workers: int,
    *,
    step: int,
    prices: Ints | None = None,
) -> Solution:
    """Solve for arcs sorted by worker, with weights of at least 0; bids rise by `step`.

    Prices known to be near the best, from a case much like this one, spare the auction.
    """
    table, weights = _table(worker, opening, weight, workers)
    if prices is None:
        prices = _auction(table, weights, seats, step)
    best_first = np.argsort(prices[table] - weights, axis=1, kind="stable")
    table = np.take_along_axis(table, best_first, axis=1)
    weights = np.take_along_axis(weights, best_first, axis=1)
    left = weights - prices[table]
    gains = left.max(axis=1, initial=0)
    people = _Side(gains.tolist(), [1] * workers)
    places = _Side(prices.tolist(), seats.tolist())
    people.others, people.left = table.tolist(), left.tolist()
    seekers = _seat_together(list(range(workers)), people, places, step)
    for seeker in seekers:
        _search([seeker], people, places, step)
    _fill_priced_seats(people, places, worker, opening, weight, step)
    taken = [next(iter(partners), -1) for partners in people.partners]
    return Solution(
        np.array(taken, dtype=np.int64),
        np.array(people.duals, dtype=np.int64),
        np.array(places.duals, dtype=np.int64),
    )


def _table(worker: Ints, opening: Ints, weight: Ints, workers: int) -> tuple[Ints, Ints]:
    """The arcs of each worker in a row, filled up with arcs that nobody takes."""
    degree = np.bincount(worker, minlength=workers)
    width = int(degree.max(initial=0))
    first = np.cumsum(degree) - degree
    column = np.arange(len(worker)) - np.repeat(first, degree)
    table = np.zeros((workers, width), dtype=np.int64)
    weights = np.full((workers, width), _NEVER, dtype=np.int64)
    table[worker, column], weights[worker, column] = opening, weight
    return table, weights


def _auction(table: Ints, weights: Ints, seats: Ints, step: int) -> Ints:
    """Prices near the best, from bids of all who have no seat, until few are left."""
    prices = np.zeros(len(seats), dtype=np.int64)
    first = np.cumsum(seats) - seats  # the seats of each opening lie side by side
    holder = np.full(int(seats.sum()), -1, dtype=np.int64)
    held = np.zeros(len(holder), dtype=np.int64)
    bidders = np.flatnonzero((weights > 0).any(axis=1)) if weights.size else np.zeros(0, np.int64)
    while len(bidders) > _TAIL:
        left = weights[bidders] - prices[table[bidders]]
        rows = np.arange(len(bidders))
        best = left.argmax(axis=1)
        most = left[rows, best]
        left[rows, best] = _NEVER
        second = np.maximum(left.max(axis=1), 0)
        asking = most > 0
        who = bidders[asking]
        where = table[who, best[asking]]
        bid = prices[where] + (most - second)[asking] + step
        bidders = _sell(who, where, bid, (seats, first), (holder, held), prices)
    return prices


def _sell(
    who: Ints,
    where: Ints,
    bid: Ints,
    shape: tuple[Ints, Ints],
    seated: tuple[Ints, Ints],
    prices: Ints,
) -> Ints:
    """The highest bids take the seats of each opening; whoever is left without bids again."""
    (seats, first), (holder, held) = shape, seated
    asked = np.unique(where)
    counts = seats[asked]
    begins = np.cumsum(counts) - counts
    places = np.arange(int(counts.sum())) + np.repeat(first[asked] - begins, counts)
    owner = np.concatenate([np.repeat(asked, counts), where])
    person = np.concatenate([holder[places], who])
    offer = np.concatenate([held[places], bid])
    order = np.lexsort((-offer, owner))
    owner, person, offer = owner[order], person[order], offer[order]
    starts = np.searchsorted(owner, asked)
    lengths = np.diff(starts, append=len(owner))
    rank = np.arange(len(owner)) - np.repeat(starts, lengths)
    wins = rank < np.repeat(counts, lengths)
    holder[places], held[places] = person[wins], offer[wins]
    prices[asked] = offer[wins][begins + counts - 1]
    lost = person[~wins]
    return lost[lost >= 0]


class _Side:
    """Workers or openings while chains are searched.

    `others` and `left` hold the arcs of each that seeks, the best first: whom it leads to, and its
    weight less the other's dual when the lists were made. While one side seeks, the duals of the
    other only rise: an arc never gets better than it was.
    """

    __slots__ = ("duals", "left", "others", "partners", "risen", "seats")

    def __init__(self, duals: list[int], seats: list[int]) -> None:
        self.duals = duals
        self.risen = [0] * len(duals)
        self.seats = seats
        self.partners: list[set[int]] = [set() for _ in duals]
        self.others: list[list[int]] = []
        self.left: list[list[int]] = []


def _seat_together(seekers: list[int], people: _Side, places: _Side, look: int) -> list[int]:
    """Serve all who seek at once while that serves many, as it does where weights are much alike.

    Answers who is left, to be served one by one.
    """
    while True:
        before = len(seekers)
        seekers = _seat_the_satisfied(seekers, people, places)
        if len(seekers) < 2 or before - len(seekers) <= before // _FEW:
            return seekers
        _search(seekers, people, places, look)


def _seat_the_satisfied(seekers: list[int], people: _Side, places: _Side) -> list[int]:
    """Give seats by moves that cost nothing; answers who still seeks."""
    while True:
        seen: set[int] = set()
        left = [
            seeker
            for seeker in seekers
            if people.duals[seeker] > 0 and not _free_move(seeker, people, places, seen)
        ]
        if len(left) == len(seekers):
            return left
        seekers = left


def _free_move(start: int, people: _Side, places: _Side, seen: set[int]) -> bool:
    """Seat one along arcs that are as good as any, where needed with others moving likewise."""
    chain = _Chain([start], 0)
    waiting = [start]
    while waiting:
        one = waiting.pop()
        gain = people.duals[one]
        for place, left in zip(people.others[one], people.left[one], strict=True):
            if left < gain:
                break
            if place in seen or left - places.risen[place] < gain:
                continue
            seen.add(place)
            chain.source[place] = one
            if len(places.partners[place]) < places.seats[place]:
                chain.end, chain.gives_up = place, False
                _move(chain, people, places)
                return True
            for other in places.partners[place]:
                chain.through[other] = place
                if people.duals[other] == 0:
                    chain.end = other
                    _move(chain, people, places)
                    return True
                waiting.append(other)
    return False


def _fill_priced_seats(
    people: _Side, places: _Side, worker: Ints, opening: Ints, weight: Ints, look: int
) -> None:
    """A free seat with a price seeks a worker, or its price falls to nothing."""
    free = [
        place
        for place, price in enumerate(places.duals)
        if price > 0 and len(places.partners[place]) < places.seats[place]
    ]
    if not free:
        return
    _list_arcs_of_openings(people, places, worker, opening, weight)
    people.risen = [0] * len(people.duals)
    for place in free:
        while places.duals[place] > 0 and len(places.partners[place]) < places.seats[place]:
            _search([place], places, people, look)


def _list_arcs_of_openings(
    people: _Side, places: _Side, worker: Ints, opening: Ints, weight: Ints
) -> None:
    left = weight - np.array(people.duals, dtype=np.int64)[worker]
    order = np.lexsort((-left, opening))
    ends = np.cumsum(np.bincount(opening, minlength=len(places.duals))).tolist()
    spans = list(zip([0, *ends], ends, strict=False))
    others, values = worker[order].tolist(), left[order].tolist()
    places.others = [others[start:end] for start, end in spans]
    places.left = [values[start:end] for start, end in spans]


class _Chain:
    """What one search has found: distances, and by whom each was reached."""

    __slots__ = ("distance", "end", "gives_up", "limit", "reached", "source", "through")

    def __init__(self, starts: list[int], loss: int) -> None:
        self.limit = loss  # of the best end so far
        self.end = starts[0]
        self.gives_up = True
        self.reached = dict.fromkeys(starts, 0)  # own side
        self.through: dict[int, int] = {}  # own side: the partner that would have to let it go
        self.distance: dict[int, int] = {}  # other side
        self.source: dict[int, int] = {}  # other side: who would move there


def _search(starts: list[int], seeking: _Side, sought: _Side, look: int) -> None:
    """The cheapest chain of moves from any of these seekers, and the duals after it.

    It is carried out for a single seeker; for several, the duals let many move for nothing.

    A chain ends at a free seat of the other side, or with someone of the seeker's own side, maybe
    itself, who gives up what is then the least loss. `look` is how far ahead arcs are looked at.
    """
    chain = _Chain(starts, min(seeking.duals[start] for start in starts))
    heap: list[tuple[int, int]] = []  # cost and who: of the other side, or ~who of our own
    looked: dict[int, int] = {}  # own side: the first arc not looked at yet
    fresh = starts
    cost = 0
    settled: set[int] = set()
    while True:
        for one in fresh:
            looked[one] = _look(one, looked.get(one, 0), cost + look, seeking, sought, chain, heap)
        cost, other = heappop(heap) if heap else (chain.limit, 0)
        if cost >= chain.limit:
            break
        if other < 0:
            fresh = [~other]
            continue
        fresh = []
        if other in settled:
            continue
        settled.add(other)
        for one in sought.partners[other]:
            if one not in chain.reached:
                chain.reached[one], chain.through[one] = cost, other
                fresh.append(one)
                if cost + seeking.duals[one] < chain.limit:
                    chain.limit = cost + seeking.duals[one]
                    chain.end, chain.gives_up = one, True
    _shift(chain, settled, seeking, sought)
    if len(starts) == 1:
        _move(chain, seeking, sought)


def _look(
    one: int,
    at: int,
    ahead: int,
    seeking: _Side,
    sought: _Side,
    chain: _Chain,
    heap: list[tuple[int, int]],
) -> int:
    """Follow the arcs of one that may cost less than `ahead`; come back for the others later."""
    base = chain.reached[one] + seeking.duals[one]
    others, lefts, risen = seeking.others[one], seeking.left[one], sought.risen
    partners, seats = sought.partners, sought.seats
    distance, limit = chain.distance, chain.limit
    for place in range(at, len(others)):
        least = base - lefts[place]
        if least >= limit:
            break
        if least >= ahead:
            heappush(heap, (least, ~one))
            return place
        other = others[place]
        cost = least + risen[other]
        if cost < distance.get(other, limit):
            distance[other] = cost
            chain.source[other] = one
            if len(partners[other]) < seats[other]:
                chain.limit, chain.end, chain.gives_up = cost, other, False
                limit = cost
            else:
                heappush(heap, (cost, other))
    return len(others)


def _shift(chain: _Chain, settled: set[int], seeking: _Side, sought: _Side) -> None:
    """Duals by which the chain costs nothing and no arc gains."""
    limit = chain.limit
    for one, cost in chain.reached.items():
        if cost < limit:
            seeking.duals[one] -= limit - cost
    for other in settled:
        up = limit - chain.distance[other]
        if up > 0:
            sought.duals[other] += up
            sought.risen[other] += up


def _move(chain: _Chain, seeking: _Side, sought: _Side) -> None:
    """Carry the chain out from its end."""
    if chain.gives_up:
        if chain.end not in chain.through:
            return
        place = chain.through[chain.end]
        seeking.partners[chain.end].discard(place)
        sought.partners[place].discard(chain.end)
    else:
        place = chain.end
    while True:
        one = chain.source[place]
        seeking.partners[one].add(place)
        sought.partners[place].add(one)
        if one not in chain.through:
            return
        left = chain.through[one]
        seeking.partners[one].discard(left)
        sought.partners[left].discard(one)
        place = left
