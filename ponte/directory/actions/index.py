"""Keeping the search index equal to the listings, in the transaction that changes them.

Every action that changes what a listing says, or whether it is public, ends by calling
`index_listings`. The index holds nothing that `reindex` could not make again.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ponte.directory.models import Enterprise, SearchDocument, SearchWord, ServiceCard
from ponte.directory.queries.sources import Held, published, sources_of
from ponte.directory.rules.document import Document, Source, compose
from ponte.directory.states import ListingState
from ponte.engines.text.normalise import fold
from ponte.engines.text.typos import deletion_keys
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.copying import array_text, copy_values
from ponte.kit.ids import uuid_from
from ponte.organizations.public import SearchFacts

BATCH = 500
COLUMNS = {
    "id": "uuid", "listing_id": "uuid", "latitude": "float8", "longitude": "float8",
    "verified_on": "date", "stale_on": "date", "leaves_on": "date", "readers": "int2",
    "worth": "int2", "language": "text", "name_key": "text", "facets": "int[]",
    "places": "int[]", "name_words": "int[]", "more_spots": "float8[]", "words": "tsvector",
    "shown": "jsonb",
}  # fmt: skip
# An array of arrays must be square in PostgreSQL: ragged values travel as text.
AS_TEXT = {"facets", "places", "name_words", "more_spots", "words", "shown"}
_WRITTEN = re.compile(r"[^\W\d_]{3,}")
SHORTEST_WORD = 3
MARKS = "=#"  # open stems and categories, which are no words


def _upsert_sql() -> str:
    given = ", ".join(
        f"%s::{'text' if name in AS_TEXT else kind}[]" for name, kind in COLUMNS.items()
    )
    read = ", ".join(
        f"u.{name}::{kind}" if name in AS_TEXT else f"u.{name}" for name, kind in COLUMNS.items()
    )
    changed = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name != "id")
    names = ", ".join(COLUMNS)
    return (
        f"INSERT INTO directory_searchdocument ({names}) SELECT {read} "
        f"FROM unnest({given}) AS u({names}) ON CONFLICT (id) DO UPDATE SET {changed}"
    )


UPSERT = _upsert_sql()
FORGET = "DELETE FROM directory_searchdocument WHERE listing_id = ANY(%s::uuid[])"


@transaction.atomic
def index_listings(listings: Iterable, *, today: date | None = None) -> int:
    """Renew the documents of these listings (or identifiers); an unpublished one has none."""
    ids = [getattr(listing, "pk", listing) for listing in listings]
    day = today or timezone.localdate()
    made, known = 0, set()
    for batch in _batches(ids):
        documents = list(_composed(published(batch), day))
        kept = _store(documents)
        SearchDocument.objects.filter(listing_id__among=batch).exclude(id__among=kept).delete()
        _learn(documents, known)
        made += len(documents)
    return made


@transaction.atomic
def index_added(added: Sequence[Held], organizations: Mapping[UUID, SearchFacts]) -> int:
    """Write the documents of listings that this transaction made, from what is in hand.

    Nobody else sees them yet, so their documents are copied in as they are.
    """
    shown = [one for one in added if one.listing.state == ListingState.PUBLISHED]
    sources, documents = sources_of(shown, organizations), []
    remove_from_index(one.listing for one in added)

    def lines() -> Iterator[list]:
        """One is composed while the database stores those before it."""
        for document in _composed(sources, timezone.localdate()):
            documents.append(document)
            yield stored_line(document)

    copy_values("directory_searchdocument", list(COLUMNS), lines(), {})
    _learn(documents, set())
    return len(documents)


def index_organizations(ids: Collection[UUID], *, besides: Collection[UUID] = ()) -> int:
    """Renew the documents of all that organizations list, but of listings renewed already."""
    listed: set[UUID] = set()
    for model in (ServiceCard, Enterprise):
        rows = model.objects.filter(organization_id__among=ids)
        listed.update(rows.values_list("pk", flat=True))
    return index_listings(sorted(listed.difference(besides)))


def index_organization(organization_id: UUID) -> int:
    """Renew the documents of all that an organization lists."""
    return index_organizations([organization_id])


def _batches(ids: list) -> Iterator[list]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def remove_from_index(listings: Iterable) -> None:
    """Take listings out of the results."""
    ids = [getattr(listing, "pk", listing) for listing in listings]
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [array_text(ids)])


def reindex(
    *, progress: Callable[[int, int], None] = lambda done, of: None, today: date | None = None
) -> int:
    """Make the whole index again and count its words.

    Each batch is a transaction of its own, unless one is open: editors wait for no more.
    """
    job = Actor.job("directory.reindex")
    with acting(job):
        ids = list(chain.from_iterable(_all_published()))
    done = made = 0
    for batch in _batches(ids):
        with acting(job):
            made += index_listings(batch, today=today)
        done += len(batch)
        progress(done, len(ids))
    with acting(job):
        _forget_unpublished()
        recount_words()
    return made


def _all_published() -> Iterator[Iterable[UUID]]:
    for model in (ServiceCard, Enterprise):
        rows = model.objects.filter(state=ListingState.PUBLISHED).order_by("id")
        yield rows.values_list("id", flat=True)


def _forget_unpublished() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM directory_searchdocument d WHERE NOT EXISTS (SELECT 1 FROM "
            "directory_servicecard c WHERE c.id = d.listing_id AND c.state = 'published') AND "
            "NOT EXISTS (SELECT 1 FROM directory_enterprise e WHERE e.id = d.listing_id "
            "AND e.state = 'published')"
        )


def _composed(sources: Iterable[Source], today: date) -> Iterator[Document]:
    languages = [code for code, _name in settings.LANGUAGES]
    for source in sources:
        yield from compose(source, languages, today)


def document_id(document: Document) -> UUID:
    """Return the identifier of a listing's document in one language."""
    return uuid_from("search-document", f"{document.listing_id}:{document.language}")


def stored_line(document: Document) -> list:
    """Return a document's values in the order of `COLUMNS`, as the index stores them."""
    return [
        document_id(document),
        *(
            value if (write := _AS_STORED.get(name)) is None else write(value)
            for name, value in zip(_NAMES, _READ(document), strict=True)
        ),
    ]


def _store(documents: Collection[Document]) -> list[UUID]:
    lines = [stored_line(document) for document in documents]
    if not lines:
        return []
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [list(column) for column in zip(*lines, strict=True)])
    return [line[0] for line in lines]


# PostgreSQL moves long values to the side table only from rows above two kilobytes. Blanks, which
# it packs into a few bytes, make every row one of those, and the rows that are counted short.
LONG_ROW = 2_100


def _roomy(shown: str) -> str:
    missing = LONG_ROW - len(shown)
    return f'{shown[:-1]}, "room": "{" " * missing}"}}' if missing > 0 else shown


def _shown(value: Mapping) -> str:
    return _roomy(json.dumps(value, ensure_ascii=False))


def _numbers(values: list | None) -> str | None:
    return None if values is None else "{" + str(values)[1:-1] + "}"


_NAMES = [name for name in COLUMNS if name != "id"]
_READ = attrgetter(*_NAMES)
_AS_STORED = {
    "listing_id": UUID,
    "shown": _shown,
    **dict.fromkeys(("facets", "places", "name_words", "more_spots"), _numbers),
}


def _learn(documents: Collection[Document], known: set[str]) -> None:
    """Add the words that no listing used before; how often they are used is counted nightly."""
    lexemes: set[str] = set()
    for document in documents:
        lexemes.update(lexemes_of(document))
    words = {word for word in lexemes if is_learnt(word)} - known
    known |= set(SearchWord.objects.filter(word__among=words).values_list("word", flat=True))
    new = words - known
    known |= new
    if not new:
        return
    spelt = _spellings(documents, new)
    counted = Counter(
        word for document in documents for word in new.intersection(lexemes_of(document))
    )
    SearchWord.objects.bulk_create(
        [
            SearchWord(
                word=word,
                spelt=spelt.get(word, word)[:80],
                weight=counted[word],
                keys=deletion_keys(word),
            )
            for word in sorted(new)
        ],
        batch_size=2_000,
        ignore_conflicts=True,
    )


def lexemes_of(document: Document) -> list[str]:
    """Return the lexemes of a document: each stands between quotation marks, and holds none."""
    return document.words.split("'")[1::2]


def is_learnt(lexeme: str) -> bool:
    """Say whether a lexeme is a word that may be suggested, and that a misspelt one may mean."""
    return len(lexeme) >= SHORTEST_WORD and lexeme[0] not in MARKS and not lexeme.isdigit()


def _spellings(documents: Iterable[Document], wanted: set[str]) -> dict[str, str]:
    """How texts write these words, with their accents."""
    found: dict[str, str] = {}
    for document in documents:
        for text in _texts(document.shown):
            if text.isascii():
                continue
            for written in _WRITTEN.findall(text):
                plain = fold(written)
                if plain in wanted and not written.isascii():
                    found.setdefault(plain, written.lower())
    return found


def _texts(shown) -> Iterator[str]:
    for name in ("name", "organization", "summary", "description", "more"):
        yield shown.get(name, "")
    for offer in shown.get("offers", ()):
        yield from offer


RECOUNT = (
    "WITH used AS (SELECT word, ndoc FROM ts_stat('SELECT words FROM directory_searchdocument') "
    "WHERE left(word, 1) NOT IN ('=', '#')) "
    "UPDATE directory_searchword w SET weight = used.ndoc FROM used "
    "WHERE w.word = used.word AND w.weight <> used.ndoc"
)
UNUSED = (
    "DELETE FROM directory_searchword w WHERE w.word NOT IN (SELECT word FROM "
    "ts_stat('SELECT words FROM directory_searchdocument'))"
)
TOPS = (
    "INSERT INTO directory_searchprefix (prefix, spelt) SELECT prefix, "
    "array_agg(spelt ORDER BY weight DESC, word) FROM (SELECT left(word, n) AS prefix, spelt, "
    "word, weight, row_number() OVER (PARTITION BY left(word, n) ORDER BY weight DESC, word) AS "
    "place FROM directory_searchword, generate_series(1, 3) AS n WHERE length(word) >= n) ranked "
    "WHERE place <= 10 GROUP BY prefix"
)


@transaction.atomic
def recount_words() -> int:
    """Count how many documents use each word, forget unused ones, and rank short prefixes."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        cursor.execute(UNUSED)
        cursor.execute("DELETE FROM directory_searchprefix")
        cursor.execute(TOPS)
    return SearchWord.objects.count()
