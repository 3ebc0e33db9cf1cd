"""Seven catalogues: current with the source, Italian complete, placeholders equal, compiled."""

import gettext
import json
import re

import pytest

from dev import catalogues, wording
from dev.messages import LANGUAGES

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


def texts(message):
    return message.string if message.pluralizable else (message.string,)


@pytest.fixture(scope="module")
def asked():
    return wording.asked_by(wording.PACKAGE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_current_with_the_source(language, asked):
    behind = wording.behind(asked, wording.known_to(catalogues.read(language)))
    assert behind == [], "run `make messages`"


def test_italian_is_complete():
    assert catalogues.missing("it") == []


def test_what_readers_are_told_of_each_language_is_what_is_counted():
    told = json.loads(catalogues.COUNTED.read_text(encoding="utf-8"))
    assert told == catalogues.counts(), "run `make messages`"
    assert set(told) == set(LANGUAGES) and told["it"] == told["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language):
    wrong = []
    for message in catalogues.read(language):
        if not message.id:
            continue
        sources = message.id if message.pluralizable else (message.id,)
        allowed = {name for source in sources for name in PLACEHOLDER.findall(source)}
        for text in texts(message):
            used = set(PLACEHOLDER.findall(text or ""))
            # A singular may say "one" in words; nothing may name what is not there.
            if text and (used - allowed or (not message.pluralizable and used != allowed)):
                wrong.append((message.id, text))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_guessed(language):
    assert [
        message.id for message in catalogues.read(language) if message.id and message.fuzzy
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_current(language):
    compiled = gettext.translation("django", catalogues.LOCALE, [language])
    stale = []
    for message in catalogues.read(language):
        if not message.id or message.pluralizable or not message.string:
            continue
        said = (
            compiled.pgettext(message.context, message.id)
            if message.context
            else compiled.gettext(message.id)
        )
        if said != message.string:
            stale.append(message.id)
    assert stale == [], "run `make messages`"


def test_every_title_of_the_data_is_in_the_catalogue():
    known = {message.id for message in catalogues.read("it")}
    assert set(catalogues.titles()) - known == set()


def test_a_title_of_the_data_has_one_italian():
    italian: dict[str, set[str]] = {}
    for entry in catalogues.all_entries():
        italian.setdefault(entry["title"], set()).add(entry["it"])
    assert {title: words for title, words in italian.items() if len(words) > 1} == {}


def test_the_catalogue_says_what_the_data_say():
    said = {message.id: message.string for message in catalogues.read("it") if not message.context}
    differing = [title for title, words in catalogues.titles().items() if said[title] != words]
    assert differing == []
