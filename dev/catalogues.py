"""Reading and writing the catalogues with Babel; runs inside the environment."""

import gettext
import json
from collections.abc import Iterator
from pathlib import Path

import django
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from dev.environment import ROOT
from dev.messages import LANGUAGES, TITLES

LOCALE = ROOT / "ponte" / "locale"
COUNTED = LOCALE / "counted.json"  # read by ponte.project.page
DJANGO = Path(django.__file__).parent / "conf" / "locale"
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Ponte\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def po(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Parse a catalogue."""
    with po(language).open("rb") as handle:
        return read_po(handle)


def plural(language: str) -> str:
    """The plural rule of Django's own catalogue: two rules for one language cannot be merged."""
    known = gettext.translation("django", DJANGO, [language]).info()
    return known.get("plural-forms", "nplurals=2; plural=(n != 1);")


def titles() -> dict[str, str]:
    """Every title of the data files with the Italian beside it."""
    found: dict[str, str] = {}
    for entry in all_entries():
        if "plural" not in entry:
            found.setdefault(entry["title"], entry["it"])
    return found


def counted() -> dict[tuple[str, str], tuple[str, str]]:
    """The titles that count something: singular and plural, with their Italian."""
    return {
        (entry["title"], entry["plural"]): (entry["it"], entry["it_plural"])
        for entry in all_entries()
        if "plural" in entry
    }


def all_entries() -> Iterator[dict]:
    """Every mapping of the data files that has a title and its Italian."""
    for path in sorted((ROOT / "ponte").glob("*/data/*.yaml")):
        yield from _entries(yaml.safe_load(path.read_text(encoding="utf-8")))


def _entries(node: object) -> Iterator[dict]:
    if isinstance(node, dict):
        if isinstance(node.get("title"), str) and isinstance(node.get("it"), str):
            yield node
        for value in node.values():
            yield from _entries(value)
    elif isinstance(node, list):
        for value in node:
            yield from _entries(value)


def write_titles() -> None:
    """A module that names each title once, only while messages are collected."""
    lines = ["from django.utils.translation import gettext as _, ngettext"]
    lines += [f"_({title!r})" for title in titles()]
    lines += [f"ngettext({one!r}, {more!r}, 2)" for one, more in counted()]
    TITLES.write_text("\n".join(lines))


def settle() -> None:
    """Fill Italian titles from the data, drop guesses, sort, write without line numbers."""
    italian: dict = {**titles(), **counted()}
    for language in LANGUAGES:
        catalogue = read(language)
        for message in catalogue:
            if message.id and message.fuzzy:
                message.flags.discard("fuzzy")
                message.string = ("",) * len(message.string) if message.pluralizable else ""
            if language == "it" and message.id in italian and not message.context:
                message.string = _filled(message, italian[message.id])
        with po(language).open("wb") as handle:
            handle.write(HEADER.format(language=language, plural=plural(language)).encode())
            write_po(
                handle, catalogue, width=100, sort_output=True, no_location=True, omit_header=True
            )


def _filled(message: Message, italian: str | tuple[str, str]) -> str | tuple[str, ...]:
    """The Italian of the data; one form for one, the other for all the language counts apart."""
    if not message.pluralizable:
        return italian
    one, more = italian
    return (one, *[more] * (len(message.string) - 1))


def missing_in(message: Message) -> bool:
    """Whether a message has no text yet, or lacks a form."""
    return not all(message.string if message.pluralizable else (message.string,))


def missing(language: str) -> list[str]:
    """The messages of a language that have no text yet."""
    empty = []
    for message in read(language):
        if not message.id:
            continue
        if missing_in(message):
            empty.append(message.id[0] if message.pluralizable else message.id)
    return empty


def counts() -> dict[str, int]:
    """How many messages each language has a text for; English is the text of the code itself."""
    total = sum(1 for message in read("it") if message.id)
    return {one: total if one == "en" else total - len(missing(one)) for one in LANGUAGES}


def count() -> None:
    """Say how complete each language is."""
    done = counts()
    for language, number in done.items():
        share = 100 * number / max(done["en"], 1)
        print(f"  {language}  {number:5d} of {done['en']}  {share:5.1f} %")


def write_counts() -> None:
    """Keep the counts beside the catalogues: readers are told which language lags behind."""
    COUNTED.write_text(json.dumps(counts(), indent=2) + "\n", encoding="utf-8")
