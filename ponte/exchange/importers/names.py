"""Names that are nearly the same: one letter off, other order, other legal form."""

import re
from collections.abc import Iterable

from ponte.engines.text.normalise import fold
from ponte.engines.text.typos import distance

_WORD = re.compile(r"[a-z0-9]+")
# Words that say what kind of body it is, not which one.
_COMMON = frozenset(
    {"cooperativa", "coop", "societa", "soc", "sociale", "sociali", "di", "e", "la", "il", "lo"}
    | {"le", "gli", "srl", "spa", "scs", "onlus", "ets", "aps", "odv", "impresa", "consorzio"}
    | {"scarl", "scrl", "srls", "in", "the", "of", "per", "rl", "del", "della", "dei"}
)


def core(name: str) -> str:
    """Return the words of a name that tell it apart, in alphabetical order.

    >>> core("Coop. Sociale L'Aquilone s.c.s. ONLUS"), core("AQUILONE Società Cooperativa")
    ('aquilone', 'aquilone')
    """
    words = [word for word in _WORD.findall(fold(name)) if word not in _COMMON and len(word) > 1]
    return " ".join(sorted(words))


def keys(name: str) -> set[str]:
    """Return forms of which two nearly equal names share one."""
    plain = core(name).replace(" ", "")
    shorter = (
        {plain[:at] + plain[at + 1 :] for at in range(len(plain))} if len(plain) > 5 else set()
    )
    return {plain, *shorter} - {""}


def is_near(one: str, other: str) -> bool:
    """Say whether two names are nearly the same.

    >>> is_near("Cooperativa Il Girasole", "Girasoli soc. coop."), is_near("Alba", "Alce")
    (True, False)
    """
    first, second = core(one).replace(" ", ""), core(other).replace(" ", "")
    if not first or not second:
        return False
    return first == second or (
        min(len(first), len(second)) > 5 and distance(first, second, 1) is not None
    )


class Index:
    """Names by place, asked for those nearly the same."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], list[tuple[str, dict]]] = {}

    def add(self, place: str, name: str, what: dict) -> None:
        for key in keys(name):
            self._by_key.setdefault((place, key), []).append((name, what))

    def near(self, place: str, name: str) -> Iterable[dict]:
        seen: set[str] = set()
        for key in sorted(keys(name)):
            for other, what in self._by_key.get((place, key), ()):
                if what["id"] not in seen and is_near(name, other):
                    seen.add(what["id"])
                    yield what
