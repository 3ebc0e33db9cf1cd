"""What the pages say, in the language of the story: people look for words, not for classes."""

import re
from collections.abc import Callable

from django.utils import translation

Say = Callable[[str], str]


def words_of(language: str) -> Say:
    """Return a function that says an English sentence of the interface in another language."""

    def say(text: str) -> str:
        with translation.override(language):
            return str(translation.gettext(text))

    return say


def somewhere(text: str) -> re.Pattern:
    """The text as part of a longer name."""
    return re.compile(re.escape(text))
