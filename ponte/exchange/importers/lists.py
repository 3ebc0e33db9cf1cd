"""The closed lists by what people write: a code, a title in any language, a synonym."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from ponte.directory.public import terms
from ponte.engines.text.normalise import fold
from ponte.organizations.public import kinds, legal_forms

LEGAL_FORMS = "legal_forms"
OFFER_KINDS = "offer_kinds"
QUALIFICATIONS = "qualifications"
_OF_ORGANIZATIONS = {LEGAL_FORMS: legal_forms, QUALIFICATIONS: kinds}
_OFFER_WORDS = {
    "product": ("prodotto", "prodotti", "product", "goods", "bene"),
    "service": ("servizio", "servizi", "service"),
}


def _terms(catalogue: str) -> Mapping:
    own = _OF_ORGANIZATIONS.get(catalogue)
    return own() if own else terms(catalogue)


@cache
def codes(catalogue: str) -> Mapping[str, str]:
    """Return codes by every written form that means only one of them."""
    if catalogue == OFFER_KINDS:
        return {word: code for code, words in _OFFER_WORDS.items() for word in words}
    sure: dict[str, str] = {}
    perhaps: dict[str, set[str]] = {}
    for code, term in _terms(catalogue).items():
        for text in (code, code.replace("_", " "), *_titles(term)):
            sure.setdefault(fold(text).strip(), code)
        for words in getattr(term, "synonyms", {}).values():
            for text in words:
                perhaps.setdefault(fold(text).strip(), set()).add(code)
    return {text: min(found) for text, found in perhaps.items() if len(found) == 1} | sure


def _titles(term) -> list[str]:
    found = [term.title, term.it]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(gettext(term.title))
    return [text for text in found if text]


def title(catalogue: str, code: str) -> str:
    """Return the title of a code in the reader's language."""
    if catalogue == OFFER_KINDS:
        return code
    term = _terms(catalogue).get(code)
    return str(term.label) if term else code


def some_titles(catalogue: str, most: int = 6) -> list[str]:
    """Return a few titles of a list, to show what is meant."""
    if catalogue == OFFER_KINDS:
        return ["prodotto", "servizio"]
    titles = [str(term.label) for term in _terms(catalogue).values()]
    return [*titles[:most], "…"] if len(titles) > most else titles
