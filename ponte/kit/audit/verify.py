"""Walking the chains and naming the first break of each: which line, and what was done to it.

Plain SQL on any connection that sees all rows, so that an auditor may hold a copy of the database
to the heads as well. Nothing is believed but hashes and the exported heads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from ponte.kit.audit.canonical import BEGINNING, Chained, digest_of, hash_of, without_blank
from ponte.kit.audit.heads import Cursor, Head, Heads
from ponte.kit.audit.models import Deletion, Reading

PAGE = 1000
# What is older may have been forgotten by rule: its link is all that is left of it.
KEPT = timedelta(days=730)
FORGOTTEN = {Reading._meta.model_name}
TABLES = {one._meta.model_name: one for one in (Reading, Deletion)}
LINK = ", ".join(Chained.__slots__)
LINKS = (
    f"SELECT {LINK} FROM audit_link WHERE chain = %s AND (number, record_id) > (%s, %s) "
    f"ORDER BY number, record_id LIMIT {PAGE}"
)
CHAIN_NAMES = "SELECT DISTINCT chain FROM audit_link ORDER BY chain"
BEFORE = "SELECT number FROM audit_link WHERE chain = %s AND hash = %s"
UNLINKED = (
    "SELECT id, organization_id FROM {table} r WHERE NOT EXISTS "
    "(SELECT 1 FROM audit_link l WHERE l.record_id = r.id) ORDER BY at LIMIT 1"
)


class Kind(StrEnum):
    """What was done to a chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRUNCATED = "tail truncated"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing wrong with one chain."""

    kind: Kind
    chain: str
    number: int | None = None
    record_id: UUID | None = None
    text: str = ""

    def __str__(self) -> str:
        place = f" link {self.number}" if self.number is not None else ""
        line = f" (line {self.record_id})" if self.record_id else ""
        return f"{self.chain}{place}: {self.kind}{line}. {self.text}".strip()


def breaks(cursor: Cursor, heads: Heads | None = None, now: datetime | None = None) -> list[Break]:
    """Return the first break of each chain, and lines that stand in no chain."""
    now = now or datetime.now(UTC)
    cursor.execute(CHAIN_NAMES)
    names = {row[0] for row in cursor.fetchall()}
    known = heads.chains if heads else {}
    found = []
    for chain in sorted(names | set(known)):
        broken = _first_break(cursor, chain, known.get(chain), heads, now)
        if broken:
            found.append(broken)
    return found + list(_unlinked(cursor))


def _first_break(
    cursor: Cursor, chain: str, head: Head | None, heads: Heads | None, now: datetime
) -> Break | None:
    walk = _Walk(cursor, chain, now, head)
    broken = walk.first_break()
    if broken or heads is None:
        return broken
    if head is None:
        if walk.begun is not None and walk.begun < heads.made_at:
            return Break(
                Kind.INSERTED, chain, 1, None, "It was not there when heads were exported."
            )
        return None
    if walk.number < head.number:
        text = f"The exported head stands at link {head.number}; the database was cut, or is older."
        return Break(Kind.TRUNCATED, chain, walk.number + 1, None, text)
    return None


class _Walk:
    """One chain from its beginning; `number` and `previous` are those of the last good link."""

    def __init__(self, cursor: Cursor, chain: str, now: datetime, head: Head | None):
        self.cursor, self.chain, self.now = cursor, chain, now
        self.expected = {**head.marks, head.number: head.hash} if head else {}
        self.number, self.previous = 0, BEGINNING
        self.passed = 0
        self.begun: datetime | None = None

    def first_break(self) -> Break | None:
        for links, lines in self._pages():
            for link in links:
                if broken := self._broken(link, lines):
                    return broken
                self.number, self.previous = link.number, link.hash
                self.begun = self.begun or link.at
        return None

    def _pages(self) -> Iterator[tuple[list[Chained], dict[UUID, list[str]]]]:
        after = (0, UUID(int=0))
        while True:
            self.cursor.execute(LINKS, [self.chain, *after])
            links = [Chained(*row) for row in self.cursor.fetchall()]
            yield links, self._digests([one.record_id for one in links])
            if len(links) < PAGE:
                return
            after = (links[-1].number, links[-1].record_id)

    def _digests(self, ids: list[UUID]) -> dict[UUID, list[str]]:
        """Digests of the lines as they are now; two lines of one key are two digests."""
        found: dict[UUID, list[str]] = {}
        model = TABLES.get(self.chain.partition(":")[0])
        if model is None:
            return found
        columns = [field.column for field in model._meta.concrete_fields]
        table = model._meta.db_table
        self.cursor.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ANY(%s)", [ids])
        for row in self.cursor.fetchall():
            values = without_blank(dict(zip(columns, row, strict=True)), model)
            found.setdefault(values["id"], []).append(digest_of(table, values))
        return found

    def _broken(self, link: Chained, lines: dict[UUID, list[str]]) -> Break | None:
        wanted = self.number + 1
        if link.number > wanted:
            last = f"Links {wanted} to {link.number - 1} are missing."
            return self._named(Kind.REMOVED, wanted, None, last)
        if link.number < wanted:
            return self._named(Kind.INSERTED, link.number, link, "Two links have this number.")
        return self._link_broken(link) or self._line_broken(link, lines) or self._parted(link)

    def _link_broken(self, link: Chained) -> Break | None:
        told: dict[str, Any] = {name: getattr(link, name) for name in Chained.__slots__}
        own = told.pop("hash")
        if hash_of(**told) == own and link.previous == self.previous:
            return None
        if link.previous != self.previous:
            if self._fits(link, told, self._places_after(link.previous)):
                return self._named(Kind.REORDERED, link.number, link, "It belongs elsewhere.")
            if self._fits(link, told, {self.number + 2}):
                text = "A link before this one is missing."
                return self._named(Kind.REMOVED, link.number, None, text)
        text = "Its hash does not fit what it says and the link before it."
        return self._named(Kind.CHANGED, link.number, link, text)

    def _places_after(self, previous: str) -> set[int]:
        """The numbers that a link may have had, by the link it says it follows."""
        self.cursor.execute(BEFORE, [self.chain, previous])
        found = {row[0] for row in self.cursor.fetchall()} | (
            {0} if previous == BEGINNING else set()
        )
        return {number + step for number in found for step in (0, 1, 2)}

    def _fits(self, link: Chained, told: dict[str, Any], numbers: set[int]) -> bool:
        return any(hash_of(**{**told, "number": one}) == link.hash for one in numbers)

    def _line_broken(self, link: Chained, lines: dict[UUID, list[str]]) -> Break | None:
        found = lines.get(link.record_id, [])
        if found == [link.digest]:
            return None
        if not found:
            kind = self.chain.partition(":")[0]
            if kind in FORGOTTEN and link.at < self.now - KEPT:
                return None
            return self._named(Kind.REMOVED, link.number, link, "The line itself is missing.")
        if len(found) > 1:
            return self._named(Kind.INSERTED, link.number, link, "Two lines have one key.")
        return self._named(Kind.CHANGED, link.number, link, "It no longer says what it said.")

    def _parted(self, link: Chained) -> Break | None:
        """The chain is whole in itself, but not the one that was exported."""
        expected = self.expected.get(link.number)
        if expected is None or expected == link.hash:
            if expected is not None:
                self.passed = link.number
            return None
        text = f"It was rewritten between links {self.passed + 1} and {link.number}."
        return self._named(Kind.REWRITTEN, self.passed + 1, None, text)

    def _named(self, kind: Kind, number: int, link: Chained | None, text: str) -> Break:
        return Break(kind, self.chain, number, link.record_id if link else None, text)


def _unlinked(cursor: Cursor) -> Iterator[Break]:
    for name, model in TABLES.items():
        cursor.execute(UNLINKED.format(table=model._meta.db_table))
        for line, organization in cursor.fetchall():
            chain = f"{name}:{organization or 'platform'}"
            yield Break(Kind.INSERTED, chain, None, line, "No link leads to it.")
