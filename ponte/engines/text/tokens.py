"""From a text to its words with positions; documents and queries are made elsewhere."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ponte.engines.text import stems
from ponte.engines.text.normalise import fold

LONGEST_WORD = 64
# Stem lexemes open with this sign, which no word contains: surface and stem never mix.
STEM = "="
_REMEMBERED = 400_000

# A number with grouped thousands, or words joined by single hyphens.
_CHUNK = re.compile(r"[0-9]{1,3}(?:[.'][0-9]{3})+(?!\w)|[^\W_]+(?:-[^\W_]+)*")
_NOT_DIGITS = re.compile(r"[.']")


class Token(NamedTuple):
    """One word of a text: as folded, its stem ("" for a stop word), and where it stands from 1."""

    surface: str
    stem: str
    position: int


class Chunk(NamedTuple):
    """What one written chunk stands for: `words` places, and tokens counted from place 0.

    `lexemes` are the same tokens as an index writes them down: place, spellings, stop word or not.
    """

    words: int
    tokens: tuple[Token, ...]
    lexemes: tuple[tuple[int, tuple[str, ...], bool], ...]


def tokens(text: str, language: str, *, stop_words: bool = False) -> list[Token]:
    """The words to search by, in order; stop words hold their place but are left out.

    A compound written with hyphens is also found written as one word.

    >>> tokens("Cura dell'anziano", "it")
    [Token(surface='cura', stem='cur', position=1), Token(surface='anziano', stem='anzian', \
position=3)]
    >>> [token.surface for token in tokens("Servizi socio-sanitari, 1.000 utenti", "it")]
    ['servizi', 'socio', 'sanitari', 'sociosanitari', '1000', 'utenti']
    """
    found = []
    for place, chunk in chunks(text, language):
        for surface, stem, offset in chunk.tokens:
            if stem or stop_words:
                found.append(Token(surface, stem, place + offset))
    return found


def stems_of(text: str, language: str) -> Iterator[str]:
    """The stems of a text's words, without the stop words.

    >>> list(stems_of("Cura dell'anziano", "it"))
    ['cur', 'anzian']
    """
    for _place, chunk in chunks(text, language):
        for token in chunk.tokens:
            if token.stem:
                yield token.stem


def chunks(text: str, language: str) -> Iterator[tuple[int, Chunk]]:
    """Each written chunk with the position of its first word; a chunk's tokens count from 0."""
    known = _memory(language)
    place = 1
    for written in _CHUNK.findall(fold(text)):
        chunk = known.get(written)
        if chunk is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            chunk = known[written] = _read(written, language)
        yield place, chunk
        place += chunk[0]


@cache
def _memory(language: str) -> dict[str, Chunk]:
    """Chunks already read, a dictionary per language: a territory's texts repeat their words."""
    return {}


def _read(written: str, language: str) -> Chunk:
    if written[0].isdigit() and not written.isalnum() and "-" not in written:
        number = _NOT_DIGITS.sub("", written)[:LONGEST_WORD]
        return _chunk(1, [Token(number, number, 0)])
    parts = written.split("-")
    found = [_token(part, language, offset) for offset, part in enumerate(parts)]
    if len(parts) > 1 and all(part.isalpha() for part in parts):
        found.append(_token("".join(parts), language, 0))
    return _chunk(len(parts), found)


def _chunk(words: int, found: list[Token]) -> Chunk:
    lexemes = tuple(
        (offset, (surface, STEM + stem) if stem else (surface,), not stem)
        for surface, stem, offset in found
    )
    return Chunk(words, tuple(found), lexemes)


def _token(word: str, language: str, offset: int) -> Token:
    word = word[:LONGEST_WORD]
    if word in stems.stop_words(language):
        return Token(word, "", offset)
    return Token(word, stems.stem(word, language), offset)
