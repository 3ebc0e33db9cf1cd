"""Words about health in texts that a company reads: told before saving, never refused."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import yaml

from ponte.engines.questionnaires.load import READER

WORDS = Path(__file__).resolve().parent.parent / "data" / "words" / "health.yaml"


def health_words(text: str) -> list[str]:
    """Return the words of a text that may tell about health, as written, each once.

    >>> health_words("Prende la terapia alle 8. Terapia lunga, sa usare il trapano.")
    ['terapia']
    >>> health_words("Porta le casse al bancale.")
    []
    """
    flat = _flat(text)
    found: dict[str, str] = {}
    for match in _pattern().finditer(flat):
        found.setdefault(match.group(), text[match.start() : match.end()].lower())
    return list(found.values())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """All languages at once: a text may be written in another than the page's."""
    data = yaml.load(WORDS.read_text(encoding="utf-8"), Loader=READER)
    words = {_flat(word) for groups in data.values() for group in groups for word in group}
    parts = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
             for word in sorted(words, key=lambda one: (-len(one), one)))  # fmt: skip
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def _flat(text: str) -> str:
    """Small letters without accents, one sign for one sign."""
    parts = (unicodedata.normalize("NFD", sign.lower())[:1] or " " for sign in text)
    return "".join(parts)
