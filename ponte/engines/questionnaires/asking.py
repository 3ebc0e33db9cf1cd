"""Reading one question: its words, its kind with what belongs to that kind, who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ponte.engines.questionnaires.linking import condition
from ponte.engines.questionnaires.reading import Bad, Reader
from ponte.engines.questionnaires.spec import (
    FACES,
    Day,
    Kind,
    Level,
    Option,
    Privacy,
    Question,
    Source,
    Voice,
)

_CHOICES = frozenset({Kind.ONE, Kind.MANY})
_LEVELS = frozenset({Kind.SCALE, Kind.FACES})
_BOUNDED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.MANY, Kind.ROWS})
_ONLY_FOR = {
    "options": _CHOICES,
    "scale": _LEVELS,
    "descriptors": _LEVELS,
    "not_observed": frozenset({Kind.SCALE}),
    "at_least": _BOUNDED - {Kind.TEXT, Kind.LONG_TEXT},
    "at_most": _BOUNDED,
    "decimals": frozenset({Kind.NUMBER}),
    "unit": frozenset({Kind.NUMBER}),
    "day": frozenset({Kind.DATE}),
    "not_before": frozenset({Kind.DATE}),
    "columns": frozenset({Kind.ROWS}),
    "consent": frozenset({Kind.YES_NO, Kind.ONE, Kind.MANY}),
}
_NEEDED_BY = {
    **dict.fromkeys(_CHOICES, "options"),
    **dict.fromkeys(_LEVELS, "scale"),
    Kind.ROWS: "columns",
}
_ASIDE = frozenset({"help", "easy", "pictogram", "required", "voice", "source"})
_OF_COLUMNS = _ASIDE | (_ONLY_FOR.keys() - {"columns", "consent", "not_before"})
_OF_QUESTIONS = _ASIDE | _ONLY_FOR.keys() | {"show_if", "beside", "minutes", "seconds", "was"}


@dataclass(frozen=True, slots=True)
class Shared:
    """Scales and lists of options that a sheet names once and uses often."""

    scales: Mapping[str, tuple[Level, ...]]
    lists: Mapping[str, tuple[Option, ...]]

    @classmethod
    def of(cls, reader: Reader, scales: Any, lists: Any) -> "Shared":
        """Read both."""
        return cls(
            {
                name: _levels(reader, steps, f"scale {name}")
                for name, steps in _named(reader, scales, "scales")
            },
            {
                name: _options(reader, options, f"list {name}")
                for name, options in _named(reader, lists, "lists")
            },
        )


def question(reader: Reader, shared: Shared, data: Any, where: str) -> Question:
    """Read one question."""
    if isinstance(data, Mapping) and isinstance(data.get("code"), str):
        where = data["code"]
    given = reader.mapping(
        data, where, needs=("code", "kind", "label", "privacy", "audience"), may=_OF_QUESTIONS
    )
    read = _asked(reader, shared, given, where)
    if not read.audience:
        reader.fault(Bad.NO_AUDIENCE, where)
    return replace(
        read,
        seconds=_seconds(reader, given, where),
        show_if=condition(reader, given.get("show_if"), where),
        consent=reader.flag(given.get("consent"), where),
        beside=reader.code(given.get("beside"), where),
        not_before=reader.code(given.get("not_before"), where),
        was=reader.codes(given.get("was"), where),
        columns=_columns(reader, shared, given.get("columns"), read),
    )


def _asked(
    reader: Reader,
    shared: Shared,
    given: Mapping[str, Any],
    where: str,
    row: Question | None = None,
) -> Question:
    """What questions and columns have in common; a column protects at least as its table does."""
    kind = reader.choice(Kind, given.get("kind"), where, Kind.TEXT)
    _check_kind(reader, kind, given, where)
    privacy = row.privacy if row else Privacy.SPECIAL
    return Question(
        code=reader.code(given.get("code"), where),
        kind=kind,
        label=reader.text(given.get("label"), where),
        privacy=reader.choice(Privacy, given.get("privacy"), where, privacy),
        audience=_audience(reader, given.get("audience"), where)
        | (row.audience if row else frozenset()),
        source=reader.choice(
            Source, given.get("source"), where, row.source if row else Source.PRACTICE
        ),
        help=reader.words(given.get("help"), where),
        easy=reader.words(given.get("easy"), where),
        pictogram=reader.name(given.get("pictogram"), where),
        required=reader.flag(given.get("required"), where),
        voice=reader.choice(Voice, given.get("voice"), where, row.voice if row else Voice.ANYONE),
        options=_chosen(reader, shared, given.get("options"), where),
        levels=_scale(reader, shared, given, where, kind),
        not_observed=reader.flag(given.get("not_observed"), where),
        at_least=reader.number(given.get("at_least"), where),
        at_most=reader.number(given.get("at_most"), where),
        decimals=reader.whole(given.get("decimals"), where, 0, least=0),
        unit=reader.words(given.get("unit"), where),
        day=reader.choice(Day, given.get("day"), where, Day.ANY),
    )


def _columns(reader: Reader, shared: Shared, data: Any, row: Question) -> tuple[Question, ...]:
    columns = []
    for number, one in enumerate(reader.list(data, row.code), 1):
        where = f"{row.code}, column {number}"
        given = reader.mapping(
            one,
            where,
            needs=("code", "kind", "label"),
            may=_OF_COLUMNS | {"privacy", "audience"},
        )
        column = _asked(reader, shared, given, where, row)
        if column.kind in (Kind.ROWS, Kind.FILE):
            reader.fault(Bad.NOT_FOR_THIS_KIND, where, kind=column.kind.value)
        columns.append(column)
    reader.once((column.code for column in columns), row.code)
    return tuple(columns)


def _check_kind(reader: Reader, kind: Kind, given: Mapping[str, Any], where: str) -> None:
    for key, kinds in _ONLY_FOR.items():
        if key in given and kind not in kinds:
            reader.fault(Bad.NOT_FOR_THIS_KIND, where, key=key, kind=kind.value)
    needed = _NEEDED_BY.get(kind)
    if needed and not given.get(needed):
        reader.fault(Bad.MISSING_KEY, where, key=needed)


def _audience(reader: Reader, data: Any, where: str) -> frozenset[str]:
    keys = frozenset(reader.codes(data, where)) - {""}
    if reader.audiences is not None:
        for key in sorted(keys - reader.audiences):
            reader.fault(Bad.UNKNOWN_AUDIENCE, where, key=key)
    return keys


def _seconds(reader: Reader, given: Mapping[str, Any], where: str) -> int:
    minutes = reader.number(given.get("minutes"), where)
    if minutes is None:
        return reader.whole(given.get("seconds"), where, 60)
    if minutes <= 0:
        reader.fault(Bad.NOT_A_NUMBER, where, minutes=minutes)
    return max(1, int(minutes * 60))


def _chosen(reader: Reader, shared: Shared, data: Any, where: str) -> tuple[Option, ...]:
    if isinstance(data, str):
        if data not in shared.lists:
            reader.fault(Bad.NOT_THERE, where, list=data)
        return shared.lists.get(data, ())
    return _options(reader, data, where)


def _options(reader: Reader, data: Any, where: str) -> tuple[Option, ...]:
    options = []
    for one in reader.list(data, where):
        given = reader.mapping(one, where, needs=("code", "label"), may=("pictogram",))
        code, label = reader.code(given.get("code"), where), reader.text(given.get("label"), where)
        options.append(Option(code, label, reader.name(given.get("pictogram"), where)))
    reader.once((option.code for option in options), where)
    return tuple(options)


def _scale(
    reader: Reader, shared: Shared, given: Mapping[str, Any], where: str, kind: Kind
) -> tuple[Level, ...]:
    named = given.get("scale")
    if isinstance(named, str):
        if named not in shared.scales:
            reader.fault(Bad.NOT_THERE, where, scale=named)
        levels = shared.scales.get(named, ())
    else:
        levels = _levels(reader, named, where)
    if kind is Kind.FACES and [level.value for level in levels] != [*range(1, len(FACES) + 1)]:
        reader.fault(Bad.UNKNOWN_VALUE, where, faces=[level.value for level in levels])
    return _described(reader, levels, given.get("descriptors"), where)


def _described(
    reader: Reader, levels: tuple[Level, ...], data: Any, where: str
) -> tuple[Level, ...]:
    """The levels, each with the words that this question gives it."""
    if data is None:
        return levels
    given = reader.mapping(data, where, needs=[level.value for level in levels])
    return tuple(
        replace(level, descriptor=reader.words(given.get(level.value), where)) for level in levels
    )


def _levels(reader: Reader, data: Any, where: str) -> tuple[Level, ...]:
    levels = []
    for one in reader.list(data, where):
        given = reader.mapping(one, where, needs=("value", "label"), may=("descriptor",))
        label = reader.text(given.get("label"), where)
        descriptor = reader.words(given.get("descriptor"), where)
        value = reader.whole(given.get("value"), where, 0, least=0)
        levels.append(Level(value, label, descriptor))
    reader.once((level.value for level in levels), where)
    return tuple(levels)


def _named(reader: Reader, data: Any, where: str) -> list[tuple[str, Any]]:
    if data is None:
        return []
    if not isinstance(data, Mapping):
        reader.fault(Bad.NOT_A_MAPPING, where)
        return []
    return [(reader.code(name, where), value) for name, value in data.items()]
