"""Reading data piece by piece: every fault is noted with its place, and reading goes on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar

from ponte.engines.questionnaires.spec import Text

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
LANGUAGE = re.compile(r"[a-z]{2}")

E = TypeVar("E", bound=Enum)


class Bad(str, Enum):
    """What may be wrong with a sheet's description."""

    NOT_YAML = "not_yaml"
    NOT_A_MAPPING = "not_a_mapping"
    NOT_A_LIST = "not_a_list"
    NOT_TEXT = "not_text"
    NOT_A_CODE = "not_a_code"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    MISSING_LANGUAGE = "missing_language"
    UNKNOWN_VALUE = "unknown_value"
    UNKNOWN_AUDIENCE = "unknown_audience"
    NO_AUDIENCE = "no_audience"
    TWICE = "twice"
    EMPTY = "empty"
    NOT_EARLIER = "not_earlier"
    NOT_FOR_THIS_KIND = "not_for_this_kind"
    NOT_THERE = "not_there"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a sheet's description, where it stands, and the facts."""

    code: Bad
    where: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        facts = ", ".join(f"{key} {value!r}" for key, value in self.facts.items())
        return f"{self.where}: {self.code.value}" + (f" ({facts})" if facts else "")


class SpecError(ValueError):
    """A sheet cannot be used; tells every fault found, not the first alone."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Reader:
    """Takes values out of data; what is wrong becomes a fault and a harmless stand-in."""

    def __init__(self, languages: Iterable[str], audiences: Iterable[str] | None) -> None:
        self.faults: list[Fault] = []
        self.languages = tuple(languages)
        self.audiences = None if audiences is None else frozenset(audiences)

    def fault(self, code: Bad, where: str, **facts: Any) -> None:
        """Note a fault."""
        self.faults.append(Fault(code, where, facts))

    def mapping(
        self, data: Any, where: str, *, needs: Iterable[Any] = (), may: Iterable[Any] = ()
    ) -> dict[Any, Any]:
        """A mapping with the keys it needs and no key that nobody reads."""
        if not isinstance(data, Mapping):
            self.fault(Bad.NOT_A_MAPPING, where)
            return {}
        needed = tuple(needs)
        for key in data:
            if key not in {*needed, *may}:
                self.fault(Bad.UNKNOWN_KEY, where, key=key)
        for key in needed:
            if data.get(key) is None:
                self.fault(Bad.MISSING_KEY, where, key=key)
        return {key: value for key, value in data.items() if value is not None}

    def list(self, data: Any, where: str) -> list[Any]:
        """A list; nothing is an empty one."""
        if data is None:
            return []
        if not isinstance(data, list | tuple):
            self.fault(Bad.NOT_A_LIST, where)
            return []
        return [*data]

    def code(self, data: Any, where: str) -> str:
        """A short name of letters, digits and underscores."""
        if isinstance(data, str) and CODE.fullmatch(data):
            return data
        if data is not None:
            self.fault(Bad.NOT_A_CODE, where, given=data)
        return ""

    def codes(self, data: Any, where: str) -> tuple[str, ...]:
        """One code or a list of them."""
        found = [data] if isinstance(data, str) else self.list(data, where)
        return tuple(self.code(one, where) for one in found)

    def name(self, data: Any, where: str) -> str:
        """A word or so, blank when there is none."""
        if data is None or isinstance(data, str):
            return data or ""
        self.fault(Bad.NOT_TEXT, where, given=data)
        return ""

    def words(self, data: Any, where: str) -> Text | None:
        """Words in every language needed, and in any other; nothing when there is nothing."""
        if data is None:
            return None
        if not isinstance(data, Mapping):
            self.fault(Bad.NOT_A_MAPPING, where)
            return None
        for language, said in data.items():
            if not (isinstance(language, str) and LANGUAGE.fullmatch(language)):
                self.fault(Bad.UNKNOWN_VALUE, where, language=language)
            if not (isinstance(said, str) and said.strip()):
                self.fault(Bad.NOT_TEXT, where, language=language)
        for language in self.languages:
            if language not in data:
                self.fault(Bad.MISSING_LANGUAGE, where, language=language)
        pairs = ((str(language), " ".join(str(said).split())) for language, said in data.items())
        return Text(tuple(sorted(pairs)))

    def text(self, data: Any, where: str) -> Text:
        """Words that must be there."""
        return self.words(data, where) or Text((("en", ""),))

    def choice(self, kind: type[E], data: Any, where: str, stand_in: E) -> E:
        """One value of an enumeration."""
        if data is None:
            return stand_in
        try:
            return kind(data)
        except ValueError:
            self.fault(Bad.UNKNOWN_VALUE, where, given=data)
            return stand_in

    def flag(self, data: Any, where: str) -> bool:
        """Yes or no; no when nothing is said."""
        if data is None or isinstance(data, bool):
            return bool(data)
        self.fault(Bad.NOT_YES_OR_NO, where, given=data)
        return False

    def number(self, data: Any, where: str) -> Decimal | None:
        """A finite number; nothing when there is nothing."""
        if data is None:
            return None
        try:
            number = Decimal("nan") if isinstance(data, bool) else Decimal(str(data))
        except InvalidOperation:
            number = Decimal("nan")
        if number.is_finite():
            return number
        self.fault(Bad.NOT_A_NUMBER, where, given=data)
        return None

    def whole(self, data: Any, where: str, stand_in: int, least: int = 1) -> int:
        """A whole number from `least` up."""
        if data is None:
            return stand_in
        if isinstance(data, int) and not isinstance(data, bool) and data >= least:
            return data
        self.fault(Bad.NOT_A_NUMBER, where, given=data, least=least)
        return stand_in

    def once(self, codes: Iterable[Any], where: str) -> None:
        """Note every code that stands twice."""
        seen = set()
        for code in codes:
            if code in seen:
                self.fault(Bad.TWICE, where, given=code)
            seen.add(code)
