"""From what a person typed to a small structure and a literal tsquery; it never fails."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ponte.engines.text import stems, tokens
from ponte.engines.text.document import STEM

MOST_CHARACTERS = 10_000
MOST_WORDS = 12
_MOST_NAMED = 12

_PIECE = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))')
_DOUBLE_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″＂"), '"')


@dataclass(frozen=True, slots=True)
class Word:
    """One asked word; `parts` are the words of a compound typed with hyphens."""

    surface: str
    stems: tuple[str, ...]
    prefix: bool = False
    parts: tuple["Word", ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words asked exactly as written and in this order; `gaps` are the steps between them."""

    surfaces: tuple[str, ...]
    gaps: tuple[int, ...]


Part = Word | Phrase


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: every part in `asked`, none in `excluded`; `dropped` was not considered."""

    asked: tuple[Part, ...] = ()
    excluded: tuple[Part, ...] = ()
    dropped: tuple[str, ...] = ()
    cut: bool = False  # more was typed than is read

    def __bool__(self) -> bool:
        return bool(self.asked)


def parse(typed: str, language: str, *, typing: bool = False, others: Sequence[str] = ()) -> Query:
    """Read words (all must match), "phrases", and -words to leave out.

    With `typing` the last word may be unfinished. `others` are further languages in which
    the documents may be written: a word then meets its stem in any of them.

    >>> query = parse('assistenza "a domicilio" -notturna anz', "it", typing=True)
    >>> tsquery(query)
    "('assistenza' | '=assistent') & 'domicilio' & ('anz':* | '=anz') & !('notturna' | '=notturn')"
    >>> parse("la casa", "it").dropped
    ('la',)
    """
    text = typed[:MOST_CHARACTERS].translate(_DOUBLE_QUOTES)
    asked, excluded, stops, extra = _sorted_out(text, (language, *others), typing)
    if typing and len(asked) > 1:
        _forget_first_letter(asked)
    if not asked and not excluded:
        asked = dict.fromkeys(Word(stop, ()) for stop in [*stops][:MOST_WORDS])
        stops = [*stops][MOST_WORDS:]
    if not asked:
        extra = [*extra, *(named(part) for part in excluded)]
        excluded = {}
    dropped = tuple(dict.fromkeys([*stops, *extra]))[:_MOST_NAMED]
    return Query(tuple(asked), tuple(excluded), dropped, len(typed) > MOST_CHARACTERS)


def tsquery(query: Query, *, surfaces: bool = True) -> str:
    """A literal that PostgreSQL always reads as a tsquery; empty when nothing is asked.

    Without `surfaces` words are asked by stem alone: half the index to read, for documents
    written in the query's language.

    >>> tsquery(parse("centri socio-sanitari", "it"), surfaces=False)
    "'=centr' & ('=sociosanitar' | ('=soc' & '=sanitar'))"
    """
    if not query.asked:
        return ""
    asked = [_written(part, surfaces) for part in query.asked]
    excluded = ["!" + _written(part, surfaces) for part in query.excluded]
    return " & ".join(asked + excluded)


def _sorted_out(
    text: str, languages: tuple[str, ...], typing: bool
) -> tuple[dict[Part, None], dict[Part, None], Sequence[str], list[str]]:
    """What is asked, what is excluded, the stop words met, the names of parts over the limit."""
    asked: dict[Part, None] = {}
    excluded: dict[Part, None] = {}
    stops: dict[str, None] = {}
    extra: list[str] = []
    pieces = list(_PIECE.finditer(text))
    unfinished = typing and text[-1:].isalnum()
    room = MOST_WORDS
    for number, piece in enumerate(pieces, start=1):
        heap = excluded if piece["minus"] else asked
        for part in _parts(piece, languages, stops, unfinished and number == len(pieces)):
            if part in heap:
                continue
            if room < _size(part):
                extra.append(named(part))
                continue
            heap[part] = None
            room -= _size(part)
    return asked, excluded, [*stops], extra


def _parts(
    piece: re.Match[str], languages: tuple[str, ...], stops: dict[str, None], last: bool
) -> Iterator[Part]:
    """The parts that one typed piece asks for; stop words are noted in `stops`."""
    quoted = piece["phrase"]
    read = list(tokens.chunks(piece["plain"] if quoted is None else quoted, languages[0]))
    if quoted is not None:
        places = [
            (place + token.position, token)
            for place, chunk in read
            for token in chunk.tokens[: chunk.words]
        ]
        stops.update((token.surface, None) for _, token in places if not token.stem)
        content = [(place, token.surface) for place, token in places if token.stem]
        if content:
            yield _phrase(content[:MOST_WORDS])
        return
    for number, (_, chunk) in enumerate(read, start=1):
        word = _word(chunk, languages, last and number == len(read), stops)
        if word is not None:
            yield word


def _phrase(content: list[tuple[int, str]]) -> Phrase:
    places = [place for place, _ in content]
    gaps = tuple(after - before for before, after in pairwise(places))
    return Phrase(tuple(surface for _, surface in content), gaps)


def _word(
    chunk: tokens.Chunk, languages: tuple[str, ...], last: bool, stops: dict[str, None]
) -> Word | None:
    parts = []
    for token in chunk.tokens[: min(chunk.words, MOST_WORDS)]:
        unfinished = last and token is chunk.tokens[chunk.words - 1]
        if token.stem or unfinished:
            parts.append(Word(token.surface, _stems(token, languages), unfinished))
        else:
            stops[token.surface] = None
    if chunk.words == 1:
        return parts[0] if parts else None
    joined = chunk.tokens[chunk.words :]
    if not joined:
        return Word("", (), False, tuple(parts)) if parts else None
    return Word(joined[0].surface, _stems(joined[0], languages), last, tuple(parts))


def _stems(token: tokens.Token, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The stems of one word in each language, the first language's first."""
    if not token.stem:
        return ()
    others = (stems.stem(token.surface, language) for language in languages[1:])
    return tuple(dict.fromkeys([token.stem, *others]))


def _forget_first_letter(asked: dict[Part, None]) -> None:
    """One letter of a word that is being typed would only slow the words before it."""
    last = next(reversed(asked))
    if isinstance(last, Word) and last.prefix and len(last.surface) == 1:
        del asked[last]


def _size(part: Part) -> int:
    return len(part.surfaces) if isinstance(part, Phrase) else max(1, len(part.parts))


def named(part: Part) -> str:
    """A dropped part as the person may recognise it."""
    if isinstance(part, Phrase):
        return " ".join(part.surfaces)
    return part.surface or "-".join(word.surface for word in part.parts)


def _written(part: Part, surfaces: bool) -> str:
    """A word is letters and digits only, so there is nothing to escape between the quotes."""
    if isinstance(part, Phrase):
        steps = "".join(
            f" <{gap}> '{surface}'"
            for gap, surface in zip(part.gaps, part.surfaces[1:], strict=True)
        )
        return f"('{part.surfaces[0]}'{steps})" if steps else f"'{part.surfaces[0]}'"
    ways = [f"'{STEM}{stem}'" for stem in part.stems]
    if part.surface and (surfaces or part.prefix or not ways):
        ways.insert(0, f"'{part.surface}'" + (":*" if part.prefix else ""))
    if part.parts:
        ways.append(_group([_written(word, surfaces) for word in part.parts], " & "))
    return _group(ways, " | ")


def _group(items: list[str], sign: str) -> str:
    return items[0] if len(items) == 1 else f"({sign.join(items)})"
