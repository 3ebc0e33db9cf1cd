"""From a listing to what the search index keeps of it: a pure function, once per language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ponte.directory.rules import catalogues, freshness
from ponte.directory.rules.numbers import (
    At,
    Group,
    cell_numbers,
    facet_number,
    place_number,
    word_numbers,
)
from ponte.engines.text.document import tsvector_literal
from ponte.engines.text.normalise import sort_key
from ponte.engines.text.tokens import stems_of

SERVICES, ENTERPRISES = "service", "enterprise"
MOST_PLACES = 1_500
LONGEST_SHOWN = 1_200
CATALOGUES = {
    Group.CATEGORY: catalogues.SERVICE_CATEGORIES,
    Group.PRODUCT: catalogues.PRODUCT_CATEGORIES,
    Group.MISSION: "missions",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A point at which a listing receives people, and the codes of the places around it."""

    latitude: float
    longitude: float
    town: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A listing as plain values, in the language in which it was written."""

    id: str
    kind: str
    language: str
    slug: str
    name: str
    origin: str
    organization: str = ""
    summary: str = ""
    description: str = ""
    offers: tuple[tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()
    facets: Mapping[Group, tuple[str, ...]] = field(default_factory=dict)
    titles: tuple[tuple[str, str], ...] = ()
    spots: tuple[Spot, ...] = ()
    served: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    verified_on: date | None = None
    review_months: int = 6
    valid_from: date | None = None
    valid_to: date | None = None
    said: int = 0
    asked: int = 1
    facts: Mapping[str, object] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the index."""

    listing_id: str
    language: str
    readers: int
    facets: list[int]
    places: list[int]
    name_words: list[int]
    name_key: str
    latitude: float | None
    longitude: float | None
    more_spots: list[float] | None
    worth: int
    verified_on: date | None
    stale_on: date | None
    leaves_on: date | None
    words: str
    shown: Mapping[str, object]


def compose(source: Source, languages: Iterable[str], today: date) -> list[Document]:
    """Return one document in the listing's own language, and one a translation.

    Readers of a language see the translation into it, and otherwise the original.
    """
    codes = list(languages)
    translated = [code for code in codes if code in source.translations]
    bits = {code: 1 << place for place, code in enumerate(codes)}
    own = -1
    for code in translated:
        own &= ~bits[code]
    found = [_document(source, source, own, today)]
    for code in translated:
        texts = {name: text for name, text in source.translations[code].items() if text}
        spoken = replace(
            source,
            language=code,
            name=texts.get("name", source.name),
            summary=texts.get("summary", source.summary),
            description=texts.get("description", source.description),
        )
        found.append(_document(spoken, source, bits[code], today))
    return found


def _document(source: Source, original: Source, readers: int, today: date) -> Document:
    stale_on, leaves_on = _ages(source, today)
    first, others = source.spots[:1], source.spots[1:]
    return Document(
        listing_id=source.id,
        language=source.language,
        readers=readers,
        facets=_facets(source),
        places=_places(source),
        name_words=word_numbers(stems_of(source.name, source.language)),
        name_key=sort_key(source.name)[:60],
        latitude=first[0].latitude if first else None,
        longitude=first[0].longitude if first else None,
        more_spots=[part for spot in others for part in (spot.latitude, spot.longitude)] or None,
        worth=_worth(source),
        verified_on=source.verified_on,
        stale_on=stale_on,
        leaves_on=leaves_on,
        words=_words(source, original),
        shown=_shown(source),
    )


def _ages(source: Source, today: date) -> tuple[date | None, date | None]:
    """The days from which it ranks lower, and from which it is no longer found.

    Imported and dated listings say what is not confirmed instead, and stay.
    """
    aged = freshness.freshness(source.verified_on, source.review_months, today)
    stale_on, leaves_on = aged.stale_on, aged.retire_on
    if source.origin != "provider":
        leaves_on = None
    if source.valid_to is not None:
        over = source.valid_to + timedelta(days=1)
        stale_on = min(over, stale_on) if stale_on else over
    return stale_on, leaves_on


def months_of(start: date | None, end: date | None) -> tuple[str, ...]:
    """Return the months that a season covers, as codes "1" to "12".

    >>> months_of(date(2026, 11, 20), date(2027, 1, 6))
    ('11', '12', '1')
    """
    if start is None or end is None:
        return ()
    length = min(11, (end.year - start.year) * 12 + end.month - start.month)
    return tuple(str((start.month - 1 + step) % 12 + 1) for step in range(length + 1))


def _facets(source: Source) -> list[int]:
    chosen = {Group.KIND: (source.kind,), Group.ORIGIN: (source.origin,), **source.facets}
    season = months_of(source.valid_from, source.valid_to)
    if season:
        chosen[Group.MONTH] = season
    return sorted({facet_number(group, code) for group, codes in chosen.items() for code in codes})


def _places(source: Source) -> list[int]:
    numbers = {place_number(code) for spot in source.spots for code in spot.codes}
    for spot in source.spots:
        numbers.update(cell_numbers(spot.latitude, spot.longitude))
    numbers |= {place_number(code, At.SERVES) for code in source.served}
    numbers |= {place_number(code, At.TOUCHES) for code in source.touched}
    return sorted(numbers)[:MOST_PLACES]


def _worth(source: Source) -> int:
    """How complete and how confirmed a listing is, 0 to 100; nothing can be paid for it."""
    filled = 60 * source.said // max(1, source.asked)
    return filled + {"provider": 40, "imported": 15}.get(source.origin, 10)


def category_lexeme(group: Group, code: str) -> str:
    """Return the lexeme by which the words for a category find its listings.

    No word of a text contains its signs.
    """
    return f"#{group.value}:{code}"


def _titles(source: Source) -> tuple[list[str], list[tuple[str, str]]]:
    """What its categories are called in the listing's language, and elsewhere."""
    here, elsewhere = [], []
    for group, catalogue in CATALOGUES.items():
        for code in source.facets.get(group, ()):
            term = catalogues.terms(catalogue).get(code)
            if term is not None:
                here.append(term.it if source.language == "it" else term.title)
                elsewhere.append((term.title, "en") if source.language == "it" else (term.it, "it"))
    for title, italian in source.titles:
        here.append(italian if source.language == "it" else title)
    return here, elsewhere


def _words(source: Source, original: Source) -> str:
    here, elsewhere = _titles(source)
    fields = [(source.name, "A"), *((title, "B") for title in here), (source.organization, "B")]
    fields += [(name, "C") for name, _text in source.offers]
    fields += [(source.summary, "C"), (source.description, "D")]
    fields += [(text, "D") for _name, text in source.offers]
    fields += [(text, "D") for text in source.more]
    if source is not original:
        fields_of_original = (original.name, original.summary, original.description)
        elsewhere += [(text, original.language) for text in fields_of_original]
    vector = tsvector_literal(fields, source.language, elsewhere)
    for group in CATALOGUES:
        for code in source.facets.get(group, ()):
            vector += f" '{category_lexeme(group, code)}':1B"
    return vector


def _shown(source: Source) -> dict[str, object]:
    """What a result says of the listing, and the texts in which it may say why it matches."""
    shown = {
        "kind": source.kind,
        "slug": source.slug,
        "name": source.name,
        "organization": source.organization,
        "summary": source.summary,
        "description": source.description[:LONGEST_SHOWN],
        "offers": [list(offer) for offer in source.offers[:20]],
        "more": " ".join(source.more)[:LONGEST_SHOWN],
        "towns": list(dict.fromkeys(spot.town for spot in source.spots)),
        "facets": {group.name.lower(): list(codes) for group, codes in source.facets.items()},
        "titles": [list(title) for title in source.titles],
        "origin": source.origin,
        **source.facts,
    }
    return {name: value for name, value in shown.items() if value not in ("", [], None)}
