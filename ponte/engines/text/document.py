"""From the fields of a listing to a literal tsvector; asking it is the query's part."""

from collections.abc import Iterable, Sequence

from ponte.engines.text import tokens

STEM = tokens.STEM
LAST_POSITION = 16_383  # PostgreSQL keeps no greater one
_LONGEST_LIST = 1_800  # characters; PostgreSQL keeps 255 positions of a lexeme
_BYTES = 600_000  # a tsvector above 1 MB is refused
_GAP = 10  # between fields, so that no phrase runs over their border


def tsvector_literal(
    fields: Iterable[tuple[str, str]],
    language: str,
    synonyms: Sequence[tuple[str, str]] = (),
) -> str:
    """A literal tsvector of (text, weight "A".."D") fields: surface and stem at each position.

    Stop words count in fields of weight A only, so that a name made of them is found.
    Synonyms are (text, language) pairs, such as a category's names in the other languages:
    each is stemmed in its own language and weighs D.

    >>> tsvector_literal([("Gli anziani", "A"), ("Cura a casa", "D")], "it")
    "'gli':1A 'anziani':2A '=anzian':2A 'cura':13 '=cur':13 'casa':15 '=cas':15"
    """
    places: dict[str, str] = {}
    texts = [(text, weight, language) for text, weight in fields]
    texts += [(text, "D", spoken) for text, spoken in synonyms]
    start, size = 0, 0
    for text, weight, spoken in texts:
        if size > _BYTES:
            break
        if not text:
            start += _GAP
            continue
        start, size = _add(places, text, weight, spoken, start, size)
    return " ".join([f"'{lexeme}':{positions}" for lexeme, positions in places.items()])


def _add(
    places: dict[str, str], text: str, weight: str, language: str, start: int, size: int
) -> tuple[int, int]:
    """Write one field's words down; answers where the next field starts and the size so far.

    A word is letters and digits only, so there is nothing to escape between the quotes.
    """
    mark = "" if weight == "D" else weight
    named = weight == "A"
    place = 0
    for place, chunk in tokens.chunks(text, language):
        for offset, lexemes, is_stop_word in chunk.lexemes:
            if is_stop_word and not named:
                continue
            here = start + place + offset
            position = f"{here if here < LAST_POSITION else LAST_POSITION}{mark}"
            for lexeme in lexemes:
                if lexeme not in places:
                    places[lexeme] = position
                    size += 4 * len(lexeme) + 8
                elif len(known := places[lexeme]) < _LONGEST_LIST:
                    places[lexeme] = f"{known},{position}"
        if size > _BYTES:
            break
    return start + place + _GAP, size
