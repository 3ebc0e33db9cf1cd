"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

KEPT, ADDED, REMOVED = "kept", "added", "removed"
_PIECES = re.compile(r"\n|[^\S\n]+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together and were kept, added or removed."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[Run]:
    """Return both texts as one: what was removed stands before what came in its place.

    >>> [(run.kind, run.text) for run in differences("300 hours", "400 hours")]
    [('removed', '300'), ('added', '400'), ('kept', ' hours')]
    """
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    return list(_runs(before, after))


def _runs(before: list[str], after: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag == "equal":
            yield Run(KEPT, "".join(before[start:end]))
            continue
        if end > start:
            yield Run(REMOVED, "".join(before[start:end]))
        if to > from_:
            yield Run(ADDED, "".join(after[from_:to]))
