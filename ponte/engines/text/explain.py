"""Why a text answers a query: which typed word met which word of which field, and how."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ponte.engines.text import query, tokens

_AROUND = 60
_REMEMBERED = 20_000
_CHUNK = re.compile(r"\S+")
_EDGES = "\"'“”„‟«»‘’.,;:!?()[]{}<>*·•…"


class How(IntEnum):
    """Ways a word may meet the text, the closest first."""

    EXACT = 1
    STEM = 2
    PREFIX = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One typed word (or phrase) found; `excerpt[start:end]` is what it met."""

    word: str
    field: str
    excerpt: str
    how: How
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a field, with the span of the written chunk that holds it."""

    token: tokens.Token
    start: int
    end: int


def why(asked: query.Query, fields: Mapping[str, str], language: str) -> list[Reason]:
    """The best meeting of each asked word with the fields, the earlier field on equal terms.

    >>> asked = query.parse("anziane", "it")
    >>> [reason] = why(asked, {"name": "Il Ponte", "offer": "Aiuto agli anziani soli"}, "it")
    >>> reason.field, reason.how.name, reason.excerpt[reason.start : reason.end]
    ('offer', 'STEM', 'anziani')
    """
    texts = {name: unicodedata.normalize("NFC", text) for name, text in fields.items()}
    read = {name: _read(text, asked, language) for name, text in texts.items()}
    reasons = []
    for part in asked.asked:
        met = [
            (how, order, start, end, name)
            for order, (name, places) in enumerate(read.items())
            for how, start, end in _meetings(part, places)
        ]
        if met:
            how, _, start, end, name = min(met)
            reasons.append(_reason(query.named(part), name, texts[name], how, (start, end)))
    return reasons


class _Answers:
    """Which written chunks meet some word of a query: a page of texts repeats its words."""

    def __init__(self, asked: query.Query, language: str):
        words = [part for part in asked.asked if isinstance(part, query.Word)]
        self._words = [word for part in words for word in (part, *part.parts)]
        self._language = language
        self._known: set[str] = set()
        self.meeting: set[str] = set()

    def look(self, written: set[str]) -> bool:
        """Say whether any of these chunks meets the query."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        for chunk in written - self._known:
            if any(
                _how(word, token) is not None
                for _place, read in tokens.chunks(chunk, self._language)
                for token in read.tokens
                for word in self._words
            ):
                self.meeting.add(chunk)
            # Last: another thread must not take a chunk for read before its answer is there.
            self._known.add(chunk)
        return not self.meeting.isdisjoint(written)


@lru_cache(maxsize=128)
def _answers(asked: query.Query, language: str) -> _Answers:
    return _Answers(asked, language)


def _read(text: str, asked: query.Query, language: str) -> list[_Place]:
    """The words of a text that may meet the query; all of them where their order matters."""
    if any(isinstance(part, query.Phrase) for part in asked.asked):
        return list(_places(text, language, None))
    answers = _answers(asked, language)
    if not answers.look(set(_CHUNK.findall(text))):
        return []
    return list(_places(text, language, answers.meeting))


def _places(text: str, language: str, only: set[str] | None) -> Iterator[_Place]:
    """The words of a text, stop words too, each knowing where it is written.

    Those in the chunks of `only`, where given: positions then mean nothing.
    """
    before = 0
    for written in _CHUNK.finditer(text):
        if only is not None and written.group() not in only:
            continue
        start, end = _trimmed(written)
        words = 0
        for place, chunk in tokens.chunks(written.group(), language):
            words = place - 1 + chunk.words
            for surface, stem, offset in chunk.tokens:
                token = tokens.Token(surface, stem, before + place + offset)
                yield _Place(token, start, end)
        before += words


def _trimmed(written: re.Match[str]) -> tuple[int, int]:
    """The span of a written chunk without the quotes and stops around it."""
    chunk = written.group()
    left = len(chunk) - len(chunk.lstrip(_EDGES))
    return written.start() + left, written.start() + left + len(chunk.strip(_EDGES))


def _meetings(part: query.Part, places: list[_Place]) -> Iterator[tuple[How, int, int]]:
    if isinstance(part, query.Phrase):
        yield from _phrase_meetings(part, places)
        return
    for place in places:
        how = _how(part, place.token)
        if how is not None:
            yield how, place.start, place.end
    if part.parts:
        met = [min(_meetings(word, places), default=None) for word in part.parts]
        found = [meeting for meeting in met if meeting is not None]
        if len(found) == len(met):
            yield found[0]


def _how(word: query.Word, token: tokens.Token) -> How | None:
    if token.surface == word.surface:
        return How.EXACT
    if token.stem and token.stem in word.stems:
        return How.STEM
    if word.prefix and word.surface and token.surface.startswith(word.surface):
        return How.PREFIX
    return None


def _phrase_meetings(phrase: query.Phrase, places: list[_Place]) -> Iterator[tuple[How, int, int]]:
    ends = {(place.token.surface, place.token.position): place.end for place in places}
    for place in places:
        if place.token.surface != phrase.surfaces[0]:
            continue
        position, end = place.token.position, place.end
        for gap, surface in zip(phrase.gaps, phrase.surfaces[1:], strict=True):
            position += gap
            end = ends.get((surface, position), -1)
            if end < 0:
                break
        else:
            yield How.EXACT, place.start, end


def _reason(word: str, field: str, text: str, how: How, span: tuple[int, int]) -> Reason:
    """Cut the text around the span between words, with an ellipsis where something is left out."""
    start, end = span
    left = max(0, start - _AROUND)
    right = min(len(text), end + _AROUND)
    before, after = text[left:start], text[end:right]
    if left > 0:
        before = "…" + before.partition(" ")[2]
    if right < len(text):
        after = after.rpartition(" ")[0] + "…"
    met = text[start:end]
    return Reason(word, field, before + met + after, how, len(before), len(before) + len(met))
