"""Few rows out of many: every pair of values that may meet does meet in some row."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations, product

Row = tuple[Hashable, ...]
Pair = tuple[tuple[int, Hashable], tuple[int, Hashable]]


def anything(row: dict[int, Hashable]) -> bool:
    """Every combination may happen."""
    return True


def pairwise(
    factors: Sequence[Sequence[Hashable]],
    may: Callable[[dict[int, Hashable]], bool] = anything,
) -> list[Row]:
    """Return rows that cover every allowed pair; the same input gives the same rows.

    `may` is asked about rows in the making (factor number: value) and must not allow a row
    that no further value can complete.
    """
    open_pairs = dict.fromkeys(pair for pair in _pairs(factors) if may(dict(pair)))
    rows = []
    while open_pairs:
        row = dict(next(iter(open_pairs)))
        for number, values in enumerate(factors):
            if number not in row:
                row[number] = _best(row, number, values, open_pairs, may)
        for pair in _pairs_of(row):
            open_pairs.pop(pair, None)
        rows.append(tuple(row[number] for number in range(len(factors))))
    return rows


def every(
    factors: Sequence[Sequence[Hashable]],
    may: Callable[[dict[int, Hashable]], bool] = anything,
) -> list[Row]:
    """Return all rows that may happen."""
    return [row for row in product(*factors) if may(dict(enumerate(row)))]


def _pairs(factors: Sequence[Sequence[Hashable]]) -> Iterator[Pair]:
    for one, other in combinations(range(len(factors)), 2):
        for left, right in product(factors[one], factors[other]):
            yield (one, left), (other, right)


def _pairs_of(row: dict[int, Hashable]) -> list[Pair]:
    return list(combinations(sorted(row.items(), key=lambda item: item[0]), 2))


def _best(row, number, values, open_pairs, may) -> Hashable:
    """The value that settles most open pairs; among equals the first."""
    allowed = [value for value in values if may({**row, number: value})]
    if not allowed:
        raise ValueError(f"no value of factor {number} fits {row}")

    def settled(value: Hashable) -> int:
        mine = (number, value)
        pairs = ((mine, other) if number < other[0] else (other, mine) for other in row.items())
        return sum(pair in open_pairs for pair in pairs)

    return max(allowed, key=settled)
