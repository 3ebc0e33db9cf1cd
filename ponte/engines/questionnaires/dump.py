"""A sheet as plain values again, so that each version can be kept as it was."""

import hashlib
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from typing import Any

from ponte.engines.questionnaires.answers import canonical
from ponte.engines.questionnaires.linking import condition_data
from ponte.engines.questionnaires.spec import Level, Option, Question, Section, Spec, Text

_DEFAULTS = {field.name: field.default for field in fields(Question)}
_RENAMED = {"levels": "scale"}
_ALWAYS = ("code", "kind", "label", "privacy", "audience", "source", "voice")


def to_data(spec: Spec) -> dict[str, Any]:
    """Plain JSON values from which `load.from_data` reads an equal sheet."""
    data: dict[str, Any] = {
        "code": spec.code,
        "version": spec.version,
        "title": dict(spec.title.words),
        "filled_by": [*spec.filled_by],
        "one_at_a_time": spec.one_at_a_time,
        "easy": spec.easy,
        "sitting_minutes": spec.sitting_minutes,
        "pause_minutes": spec.pause_minutes,
        "sections": [_section(section) for section in spec.sections],
    }
    return data | ({"intro": dict(spec.intro.words)} if spec.intro else {})


def fingerprint(spec: Spec) -> str:
    """SHA-256 of the sheet itself: a released version that changes is found out."""
    return hashlib.sha256(canonical(to_data(spec)).encode()).hexdigest()


def _section(section: Section) -> dict[str, Any]:
    data: dict[str, Any] = {"code": section.code, "title": dict(section.title.words)}
    data |= {"help": dict(section.help.words)} if section.help else {}
    return data | {"questions": [_question(question) for question in section.questions]}


def _question(question: Question) -> dict[str, Any]:
    """What differs from the silence of the format."""
    data: dict[str, Any] = {}
    for name in _DEFAULTS:
        value = getattr(question, name)
        if name in _ALWAYS or value != _DEFAULTS[name]:
            data[_RENAMED.get(name, name)] = _plain(name, value)
    return data


def _plain(name: str, value: Any) -> Any:
    if name == "show_if":
        return condition_data(value)
    if isinstance(value, Text):
        return dict(value.words)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_part(one) for one in value]
    return value


def _part(one: Any) -> Any:
    if isinstance(one, Question):
        return {key: value for key, value in _question(one).items() if key != "seconds"}
    if isinstance(one, Option):
        data = {"code": one.code, "label": dict(one.label.words)}
        return data | ({"pictogram": one.pictogram} if one.pictogram else {})
    if isinstance(one, Level):
        level: dict[str, Any] = {"value": one.value, "label": dict(one.label.words)}
        return level | ({"descriptor": dict(one.descriptor.words)} if one.descriptor else {})
    return one
