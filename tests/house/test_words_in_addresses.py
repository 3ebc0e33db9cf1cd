"""Where an address takes a made-up word, none of Ponte's own words may stand in its place."""

import re

import pytest

from ponte.organizations.rules.facts import RESERVED_SLUGS
from tests.house.routes import addresses

PATHS = sorted(set(addresses().values()))
MADE_UP = re.compile(r"<slug:\w+>")
# Words that may not be chosen, by what stands before the made-up word.
RESERVED = {"en/organizations/": RESERVED_SLUGS}


def before_made_up() -> dict[str, set[str]]:
    """What stands before a made-up word, with the words of our own that stand there too."""
    found = {}
    for path in PATHS:
        if (match := MADE_UP.search(path)) is None:
            continue
        before = path[: match.start()]
        others = [other[len(before) :] for other in PATHS if other.startswith(before)]
        words = {rest.partition("/")[0] for rest in others if "/" in rest}
        found[before] = {word for word in words if word and "<" not in word}
    return found


@pytest.mark.parametrize("before, words", before_made_up().items())
def test_a_made_up_word_is_never_one_of_ours(before, words):
    assert words <= RESERVED.get(before, frozenset())


def test_the_addresses_with_made_up_words_were_found():
    assert {"en/organizations/", "en/services/", "en/enterprises/"} <= set(before_made_up())
