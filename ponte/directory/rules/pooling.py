"""Small counts of one day, put together over a larger area until enough people stand behind one.

A count of enough askers stays as it is. The others, and only they, are pooled: over their
province and all languages, then their region, then everywhere. What is pooled is never part of
another count, so nothing can be worked out by taking one from another; a person who searched in
two towns counts once in a pool. Days are never pooled: nothing links one day with another, and
one person asking on five days would look like five.
"""

from collections.abc import Callable, Iterable

Key = tuple[str, str, str]  # words, place, language
Widen = Callable[[str], tuple[str, str]]
EVERYWHERE = ""
LEAST_ASKERS = 5


def pooled(asks: Iterable[tuple[str, str, str, bytes]], widen: Widen, least: int) -> dict[Key, int]:
    """Return how many people stand behind each pool of at least `least`.

    `widen` names the province and the region of a place, blank where it has none.
    """
    left: dict[Key, set[bytes]] = {}
    for words, place, language, asker in asks:
        left.setdefault((words, place, language), set()).add(asker)
    left = {key: askers for key, askers in left.items() if len(askers) < least}
    found: dict[Key, int] = {}
    for level in (_province, _region, _everywhere):
        pools: dict[Key, set[bytes]] = {}
        waiting: dict[Key, list[tuple[Key, set[bytes]]]] = {}
        for key, askers in left.items():
            wider = (key[0], level(key[1], widen), "")
            pools.setdefault(wider, set()).update(askers)
            waiting.setdefault(wider, []).append((key, askers))
        for pool, askers in pools.items():
            if len(askers) >= least:
                found[pool] = len(askers)
                for key, _askers in waiting[pool]:
                    del left[key]
    return found


def _province(place: str, widen: Widen) -> str:
    province, region = widen(place)
    return province or region or place


def _region(place: str, widen: Widen) -> str:
    return widen(place)[1] or place


def _everywhere(place: str, widen: Widen) -> str:
    return EVERYWHERE
