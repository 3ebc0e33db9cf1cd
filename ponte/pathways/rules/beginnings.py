"""Which of many names hold words that begin as somebody types: prepared once, then only asked.

Occupations (`finding`) and skills (`skills`) are found through it alike.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

LEAST = 2  # letters: fewer mean nothing yet


class Beginnings:
    """The words of numbered names, in the order of the alphabet."""

    def __init__(self) -> None:
        self._at: dict[str, array[int]] = {}
        self._ordered: list[str] = []

    def add(self, number: int, words: Iterable[str]) -> None:
        """Note the words of a name; numbers come in their order."""
        for word in set(words):
            self._at.setdefault(word, array("L")).append(number)

    def starting(self, start: str) -> set[int]:
        """Return the names with a word that begins so."""
        ordered = self._in_order()
        found, place = set[int](), bisect_left(ordered, start)
        while place < len(ordered) and ordered[place].startswith(start):
            found.update(self._at[ordered[place]])
            place += 1
        return found

    def holding(self, starts: Iterable[str]) -> set[int]:
        """Return the names in which each of the beginnings begins a word; of none, none."""
        sets = sorted((self.starting(start) for start in set(starts)), key=len)
        return set.intersection(*sets) if sets else set()

    def words(self) -> Iterator[tuple[str, int]]:
        """Return each word, and how many names hold it."""
        return ((word, len(at)) for word, at in self._at.items())

    def _in_order(self) -> list[str]:
        if len(self._ordered) != len(self._at):
            self._ordered = sorted(self._at)
        return self._ordered
