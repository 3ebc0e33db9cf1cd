"""What the source asks to have translated, read without GNU gettext.

`dev messages` writes the catalogues with GNU gettext; this reads the same sources with Babel, so
that the tests can tell a catalogue that is behind. Runs inside the environment.
"""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from dev import catalogues
from dev.environment import ROOT

PACKAGE = ROOT / "ponte"
TEMPLATES = (".html", ".txt")
ONE, MANY, IN_CONTEXT, MANY_IN_CONTEXT = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), MANY),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), IN_CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), MANY_IN_CONTEXT),
}

Asked = tuple[str | None, str]  # the context, if any, and the text; of a plural the singular


def asked_by(folder: Path) -> set[Asked]:
    """All that code, templates and titles of data ask for."""
    found = {(None, title) for title in catalogues.titles()}
    found |= {(None, one) for one, _ in catalogues.counted()}
    for path in sources(folder):
        found |= asked_in(path.read_text(encoding="utf-8"), template=path.suffix in TEMPLATES)
    return found


def sources(folder: Path) -> Iterator[Path]:
    """The files that `dev messages` reads, which leaves out what is served as it is."""
    for path in sorted(folder.rglob("*")):
        wanted = path.suffix in (".py", *TEMPLATES) and "static" not in path.parts
        if wanted and path != catalogues.TITLES:
            yield path


def asked_in(text: str, *, template: bool = False) -> set[Asked]:
    """What one source asks for; a template is first written as the code it stands for."""
    if template:
        # Its indentation is of HTML: to Python every line begins at the margin.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    found = set()
    for _, said, _, context in extract("python", io.BytesIO(text.encode()), MARKS):
        found.add((context, said[0] if isinstance(said, tuple) else said))
    return found


def known_to(catalogue: Catalog) -> set[Asked]:
    """What a catalogue has an entry for."""
    return {(one.context, _first(one.id)) for one in catalogue if one.id}


def behind(asked: Iterable[Asked], known: Iterable[Asked]) -> list[str]:
    """How a catalogue differs from its source; empty where it is current."""
    asked, known = set(asked), set(known)
    lacking = [f"not in the catalogue: {text!r}" for _, text in sorted(asked - known, key=str)]
    return lacking + [f"asked by nothing: {text!r}" for _, text in sorted(known - asked, key=str)]


def _first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]
