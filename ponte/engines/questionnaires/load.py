"""From data (YAML, JSON) to a sheet and back; a sheet with any fault is refused as a whole."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from ponte.engines.questionnaires.asking import Shared, question
from ponte.engines.questionnaires.linking import check_links
from ponte.engines.questionnaires.reading import Bad, Fault, Reader, SpecError
from ponte.engines.questionnaires.spec import FALL_BACK, Section, Spec

# The C reader is ten times as fast; a build of PyYAML without it reads the same.
READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(
    path: Path, *, audiences: Iterable[str] | None = None, languages: Iterable[str] = FALL_BACK
) -> Spec:
    """Read a sheet from a YAML file; see `from_data`."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=READER)
    except yaml.YAMLError as unreadable:
        mark = getattr(unreadable, "problem_mark", None)
        line = {"line": mark.line + 1} if mark else {}
        raise SpecError([Fault(Bad.NOT_YAML, path.name, line)]) from unreadable
    return from_data(data, audiences=audiences, languages=languages)


def from_data(
    data: Any, *, audiences: Iterable[str] | None = None, languages: Iterable[str] = FALL_BACK
) -> Spec:
    """Read a sheet from plain values, or raise `SpecError` with every fault.

    With `audiences` no other key is accepted; each text must be there in all `languages`.
    """
    reader = Reader(languages, audiences)
    spec = _spec(reader, data)
    check_links(reader, spec)
    if reader.faults:
        raise SpecError(reader.faults)
    return spec


def _spec(reader: Reader, data: Any) -> Spec:
    needs = ("code", "version", "title", "sections")
    may = ("intro", "filled_by", "one_at_a_time", "easy", "sitting_minutes", "pause_minutes")
    given = reader.mapping(data, "sheet", needs=needs, may=(*may, "scales", "lists"))
    shared = Shared.of(reader, given.get("scales"), given.get("lists"))
    sections = reader.list(given.get("sections"), "sections")
    if not sections:
        reader.fault(Bad.EMPTY, "sections")
    return Spec(
        code=reader.code(given.get("code"), "code"),
        version=reader.whole(given.get("version"), "version", 1),
        title=reader.text(given.get("title"), "title"),
        sections=tuple(_section(reader, shared, one, n) for n, one in enumerate(sections, 1)),
        intro=reader.words(given.get("intro"), "intro"),
        filled_by=reader.codes(given.get("filled_by"), "filled_by"),
        one_at_a_time=reader.flag(given.get("one_at_a_time"), "one_at_a_time"),
        easy=reader.flag(given.get("easy"), "easy"),
        sitting_minutes=reader.whole(given.get("sitting_minutes"), "sitting_minutes", 45),
        pause_minutes=reader.whole(given.get("pause_minutes"), "pause_minutes", 15),
    )


def _section(reader: Reader, shared: Shared, data: Any, number: int) -> Section:
    where = f"section {number}"
    if isinstance(data, Mapping) and isinstance(data.get("code"), str):
        where = f"section {data['code']}"
    given = reader.mapping(data, where, needs=("code", "title", "questions"), may=("help",))
    questions = reader.list(given.get("questions"), where)
    if not questions:
        reader.fault(Bad.EMPTY, where)
    return Section(
        code=reader.code(given.get("code"), where),
        title=reader.text(given.get("title"), where),
        questions=tuple(
            question(reader, shared, one, f"{where}, question {n}")
            for n, one in enumerate(questions, 1)
        ),
        help=reader.words(given.get("help"), where),
    )
