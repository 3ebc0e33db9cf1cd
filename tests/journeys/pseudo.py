"""A language that nobody speaks: each word of ours a third longer and accented, in brackets.

Settings of the demonstration with that language in Polish's place. Whatever of the interface
stands there without brackets did not go through the catalogue, and what does not fit here will
not fit in Slovene or German either.
"""

import os
import re
from pathlib import Path

from ponte.project.supervisor.homes import CHECKOUT

OPEN, SHUT = "⟦", "⟧"
LANGUAGE = "pl"
ACCENTED = str.maketrans(
    "abcdeghijklnorstuwyzACDEGIKLNORSTUYZ", "àƀćđêğħíĵķłñöřšţüŵýžÀĆĐÊĞÍĶŁÑÖŘŠŢÜÝŽ"
)
LONG = re.compile(r"[aeo](?=[a-z])")
# What a program reads stays: placeholders, tags, entities, addresses.
KEPT = re.compile(r"(%\([a-z_]+\)[sd]|%[sd%]|\{[^}]*\}|<[^>]*>|&#?\w+;|https?://\S+|\S+@\S+)")


def pseudo(text: str) -> str:
    """The text as it reads in that language.

    >>> pseudo("Save %(name)s")
    '⟦Šààvê %(name)s⟧'
    """
    if not text.strip():
        return text
    parts = KEPT.split(text)
    parts[::2] = [LONG.sub(lambda one: one[0] * 2, part).translate(ACCENTED) for part in parts[::2]]
    head = text[: len(text) - len(text.lstrip())]
    tail = text[len(text.rstrip()) :]
    return f"{head}{OPEN}{''.join(parts).strip()}{SHUT}{tail}"


def write(folder: Path) -> None:
    """Compile a catalogue of that language, from the words that Polish has to translate."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = CHECKOUT / "ponte" / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    with source.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE)
    for message in catalogue:
        if not message.id:
            continue
        if isinstance(message.id, tuple):
            forms = [pseudo(message.id[0]), *[pseudo(message.id[1])] * (catalogue.num_plurals - 1)]
            message.string = tuple(forms)
        else:
            message.string = pseudo(message.id)
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "django.mo").open("wb") as file:
        write_mo(file, catalogue)


if "PONTE_PSEUDO" in os.environ:
    from ponte.project.settings.dev import *  # noqa: F403

    LOCALE_PATHS = [Path(os.environ["PONTE_PSEUDO"]), *LOCALE_PATHS]  # noqa: F405
