"""One written form for what people spell in many ways; tokens and stems live elsewhere."""

import re
import unicodedata
from functools import lru_cache

_QUOTES = dict.fromkeys(map(ord, "’‘‛ʼʻʹ`´′＇"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_LETTERS = {
    ord(letter): plain
    for letter, plain in {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
        "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ƒ": "f",
    }.items()
}  # fmt: skip
_NAMED = {**_QUOTES, **_HYPHENS, **_LETTERS}

# Where an alphabet gives a marked letter its own place, the mark sorts after every plain letter.
_FIRST, _SECOND = "\ue000", "\ue001"
_ALPHABETS = {
    "hr": {"č": "c" + _FIRST, "ć": "c" + _SECOND, "đ": "d" + _FIRST, "š": "s" + _FIRST,
           "ž": "z" + _FIRST},
    "sl": {"č": "c" + _FIRST, "ć": "c" + _SECOND, "đ": "d" + _FIRST, "š": "s" + _FIRST,
           "ž": "z" + _FIRST},
    "pl": {"ą": "a" + _FIRST, "ć": "c" + _FIRST, "ę": "e" + _FIRST, "ł": "l" + _FIRST,
           "ń": "n" + _FIRST, "ó": "o" + _FIRST, "ś": "s" + _FIRST, "ź": "z" + _FIRST,
           "ż": "z" + _SECOND},
}  # fmt: skip
_ALPHABETS_BY_CODE = {
    language: {ord(letter): key for letter, key in letters.items()}
    for language, letters in _ALPHABETS.items()
}
_VISIBLE_MARKS = {ord(_FIRST): "{", ord(_SECOND): "|"}


class _Marks(dict[int, int | None]):
    """Accents and other marks written on a letter, each looked up once: None drops it."""

    def __missing__(self, code: int) -> int | None:
        marks = code > 0x2FF and unicodedata.category(chr(code)) == "Mn"
        self[code] = None if marks else code
        return self[code]


_MARKS = _Marks()
_BETWEEN_WORDS = re.compile(r"[^\w\ue000-\ue001]+|_+")
_NUMBER = re.compile(r"[0-9]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case, no accents, plain apostrophes and hyphens; folding twice changes nothing.

    >>> fold("L’Attività è già a Łódź – Đakovo, Straße, cœur")
    "l'attivita e gia a lodz - dakovo, strasse, coeur"
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    words = [word if word.isascii() else _folded(word) for word in text.split(" ")]
    return " ".join(words).lower().replace("`", "'")


def _folded(word: str) -> str:
    """A blank ends whatever marks and cases reach over, so words fold one by one."""
    return _remembered(word) if len(word) <= _LONGEST_REMEMBERED else _plain(word)


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.translate(_NAMED)).lower()
    return unicodedata.normalize("NFKD", apart).translate(_MARKS).translate(_NAMED)


_LONGEST_REMEMBERED = 40
_remembered = lru_cache(maxsize=1 << 15)(_plain)


@lru_cache(maxsize=1 << 13)
def sort_key(text: str, language: str = "it") -> str:
    """A key that a byte-ordered (C collation) column sorts as a reader expects.

    Accents and punctuation do not count, numbers sort by size, and Croatian, Slovene and
    Polish letters stand where their alphabet puts them.

    >>> sorted(["Élite", "via 10", "èlan", "Via 9", "zeta"], key=sort_key)
    ['èlan', 'Élite', 'Via 9', 'via 10', 'zeta']
    >>> sorted(["čaj", "cvet", "dom"], key=lambda word: sort_key(word, "sl"))
    ['cvet', 'čaj', 'dom']
    """
    marks = _ALPHABETS_BY_CODE.get(language)
    if marks is not None:
        text = unicodedata.normalize("NFC", text).lower().translate(marks)
    spaced = _BETWEEN_WORDS.sub(" ", fold(text)).strip()
    padded = _NUMBER.sub(lambda number: number.group().lstrip("0").rjust(12, "0"), spaced)
    return padded.translate(_VISIBLE_MARKS)


def slugify(text: str, *, limit: int = 80, otherwise: str = "") -> str:
    """Letters, digits and single hyphens for an address, cut between words where possible.

    >>> slugify("Società Cooperativa Sociale «L’Aquilone» – Onlus")
    'societa-cooperativa-sociale-l-aquilone-onlus'
    >>> slugify("Ελλάδα", otherwise="card")
    'card'
    """
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) > limit:
        cut = slug[: limit + 1].rpartition("-")[0]
        slug = (cut or slug[:limit]).strip("-")
    return slug or otherwise
