"""From a folded word to the stem it shares with its other forms; splitting text is elsewhere.

A stem depends on the folded word alone, so a person who leaves the accents out finds the same.
Order: an exception from data/stems, else the ending respelled by data/endings so that all the
forms of a noun or adjective look alike to the stemmer, else the word as it is; then the stemmer.
"""

from collections.abc import Callable
from functools import cache
from importlib import resources
from threading import Lock

import snowballstemmer  # type: ignore[import-untyped]

from ponte.engines.text.normalise import fold

LANGUAGES = ("it", "en", "fr", "nl", "hr", "sl", "pl")

_SNOWBALL = {"it": "italian", "en": "english", "fr": "french", "nl": "dutch", "pl": "polish"}

# Croatian and Slovene have no stemmer: only case endings go, and only off a stem of three letters.
_CASE_ENDINGS = {
    "hr": ("ima", "ama", "oga", "omu", "ega", "emu", "ih", "im", "om", "em", "og", "eg", "oj",
           "a", "e", "i", "o", "u"),
    "sl": ("imi", "ami", "ega", "emu", "jo", "ih", "im", "om", "em", "ah", "am",
           "a", "e", "i", "o", "u"),
}  # fmt: skip


def stem(word: str, language: str) -> str:
    """The part of a folded word that its forms share.

    >>> [stem(word, "it") for word in ("anziano", "anziani", "anziana", "anziane")]
    ['anzian', 'anzian', 'anzian', 'anzian']
    >>> stem("usluge", "hr"), stem("uslugama", "hr")
    ('uslug', 'uslug')
    """
    if not word.isalpha():
        return word  # a number or a code has no other forms
    known = _exceptions(language).get(word)
    if known is not None:
        return known
    return _stemmer(language)(_respelled(word, language))


def stop_words(language: str) -> frozenset[str]:
    """Words too common to search by, folded.

    >>> "della" in stop_words("it"), "casa" in stop_words("it")
    (True, False)
    """
    return _stop_words(language)


@cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(fold(_data("stop_words", language)).split())


@cache
def _exceptions(language: str) -> dict[str, str]:
    """Form -> stem, from lines `stem: form form ...`."""
    exceptions = {}
    for line in _data("stems", language).splitlines():
        shared, _, forms = line.partition(":")
        exceptions.update(dict.fromkeys(forms.split(), shared))
    return exceptions


@cache
def _endings(language: str) -> dict[str, str]:
    """Ending -> the ending shown to the stemmer, from lines `new: old old ...`."""
    endings = {}
    for line in _data("endings", language).splitlines():
        shown, _, written = line.partition(":")
        endings.update(dict.fromkeys(written.split(), shown))
    return endings


def _respelled(word: str, language: str) -> str:
    endings = _endings(language)
    for length in range(min(7, len(word) - 2), 1, -1):
        shown = endings.get(word[-length:])
        if shown is not None:
            return word[:-length] + shown
    return word


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language in _SNOWBALL:
        return _one_at_a_time(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord)
    return lambda word: _without_case(word, _CASE_ENDINGS[language])


def _one_at_a_time(stem_word: Callable[[str], str]) -> Callable[[str], str]:
    """A stemmer keeps the word it works on in itself: two threads would mix their words."""
    turn = Lock()

    def stemmed(word: str) -> str:
        with turn:
            return fold(stem_word(word))

    return stemmed


def _without_case(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def _data(folder: str, language: str) -> str:
    """The lines of one word list, without its comments; a language may have none."""
    path = resources.files("ponte.engines.text") / "data" / folder / f"{language}.txt"
    if not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line and not line.startswith("#"))
