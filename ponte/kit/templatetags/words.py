"""Words that somebody else wrote or that stand in a row: their language, their capitals."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def said_in(language: str) -> SafeString | str:
    """Write the `lang` of a text, where it is not the page's: it is read aloud as it is."""
    if not language or language == get_language():
        return ""
    return format_html(' lang="{}"', language)


@register.filter
def in_a_row(labels: Iterable[object], start: str = "") -> str:
    """Write labels as one sentence; the first keeps its capital unless they go on from a colon.

    >>> in_a_row(["Older people", "Families"]), in_a_row(["Cash", "POS", "pagoPA"], "on")
    ('Older people, families', 'cash, POS, pagoPA')
    """
    words = [str(label) for label in labels]
    kept = words[:0] if start == "on" else words[:1]
    return ", ".join([*kept, *(_lowered(word) for word in words[len(kept) :])])


def _lowered(word: str) -> str:
    """Without its capital, unless it is an abbreviation."""
    return word[:1].lower() + word[1:] if word[1:2].islower() or word[1:2] in " '’" else word
