"""One answer: from whatever was given to a canonical JSON value, or to a problem with facts.

Canonical means: tidying it again changes nothing, and equal answers are written alike.
Numbers with decimals are text ("7.50"), so that no store rounds them.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from ponte.engines.questionnaires.spec import NOT_OBSERVED, Day, Kind, Question, Spec

Answers = Mapping[str, Any]

LONGEST = {Kind.TEXT: 300, Kind.LONG_TEXT: 10_000}  # characters, where the sheet sets no limit
MOST_ROWS = 100
FIRST_YEAR, LAST_YEAR = 1900, 2200

_LARGEST = 10**15  # whole numbers below it survive every reader of JSON
_DEEPEST = 5

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,](?P<decimals>[0-9]{1,6}))?")
_WRITTEN_DATE = re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})")
_ISO_DATE = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_FILE = {"file": 100, "name": 255, "origin": 300}  # parts of a file in words, longest each


class Wrong(str, Enum):
    """What may be wrong with an answer; the caller words it."""

    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    NOT_A_DATE = "not_a_date"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    IN_THE_FUTURE = "in_the_future"
    IN_THE_PAST = "in_the_past"
    BEFORE_OTHER = "before_other"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_AN_OPTION = "not_an_option"
    NOT_A_LEVEL = "not_a_level"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    NOT_ROWS = "not_rows"
    NOT_A_FILE = "not_a_file"
    UNKNOWN_QUESTION = "unknown_question"
    UNKNOWN_COLUMN = "unknown_column"
    MISSING = "missing"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: which rule, at which question, and the facts to say it with."""

    code: Wrong
    question: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class _Refused(Exception):
    """An answer cannot be read; carries the problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def tidy(
    question: Question, given: Any, *, today: date | None = None
) -> tuple[Any, tuple[Problem, ...]]:
    """The canonical answer, None for no answer, and no problem; or None and the problems.

    >>> from ponte.engines.questionnaires.spec import Privacy, Source, Text
    >>> asked = (Text((("en", "Hours"),)), Privacy.PERSONAL, frozenset({"hours"}))
    >>> hours = Question("hours", Kind.NUMBER, *asked, Source.PRACTICE, at_most=Decimal(500))
    >>> tidy(hours, " 320 ")
    (320, ())
    >>> tidy(hours, "600")[1][0].code.value
    'too_high'
    """
    if _empty(given):
        return None, ()
    try:
        return _READERS[question.kind](question, given, today), ()
    except _Refused as refused:
        return None, refused.problems


def canonical(answers: Answers) -> str:
    """One text for one set of answers, whatever the order in which they came.

    >>> canonical({"b": [1, 2], "a": "così"})
    '{"a":"così","b":[1,2]}'
    """
    return json.dumps(
        answers, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(spec: Spec, answers: Answers) -> str:
    """SHA-256 of a sheet: its code, its version and its canonical answers."""
    sheet = {"sheet": spec.code, "version": spec.version, "answers": dict(answers)}
    return hashlib.sha256(canonical(sheet).encode()).hexdigest()


def plain(given: Any, depth: int = 0) -> Any:
    """Whatever was given as JSON values, so that what cannot be read is still kept.

    What stands deeper than any form can write is left out.
    """
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, int):
        return given if abs(given) < _LARGEST else f"{Decimal(given):f}"
    if isinstance(given, str):
        return _cleaned(given)
    if depth == _DEEPEST:
        return ""
    if isinstance(given, Mapping):
        return {_cleaned(str(key)): plain(value, depth + 1) for key, value in given.items()}
    if isinstance(given, Iterable) and not isinstance(given, bytes):
        return [plain(value, depth + 1) for value in given]
    return _cleaned(str(given))


def _empty(given: Any) -> bool:
    if given is None:
        return True
    if isinstance(given, str):
        return not _cleaned(given).strip()
    return isinstance(given, Mapping | list | tuple | set | frozenset) and not given


def _cleaned(text: str) -> str:
    """Without the signs that no database keeps, composed, line ends made one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (s for s in text if s in "\n\t" or unicodedata.category(s) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept))


def _refuse(question: Question, code: Wrong, **facts: Any) -> _Refused:
    return _Refused(Problem(code, question.code, facts))


def _text(question: Question, given: Any, today: date | None) -> str:
    if not isinstance(given, str):
        raise _refuse(question, Wrong.NOT_TEXT)
    text = _cleaned(given)
    if question.kind is Kind.TEXT:
        text = " ".join(text.split())
    text = text.strip()
    most = LONGEST[question.kind] if question.at_most is None else int(question.at_most)
    if len(text) > most:
        raise _refuse(question, Wrong.TOO_LONG, most=most, length=len(text))
    return text


def _number(question: Question, given: Any, today: date | None) -> int | str:
    if isinstance(given, bool) or not isinstance(given, str | int | float | Decimal):
        raise _refuse(question, Wrong.NOT_A_NUMBER)
    if isinstance(given, float):
        given = str(given)
    written = given.strip() if isinstance(given, str) else f"{Decimal(given):f}"
    match = _NUMBER.fullmatch(written)
    if match is None:
        raise _refuse(question, Wrong.NOT_A_NUMBER)
    if len(match["decimals"] or "") > question.decimals:
        raise _refuse(question, Wrong.TOO_MANY_DECIMALS, most=question.decimals)
    number = Decimal(written.replace(",", "."))
    if question.at_least is not None and number < question.at_least:
        raise _refuse(question, Wrong.TOO_LOW, least=question.at_least, given=number)
    if question.at_most is not None and number > question.at_most:
        raise _refuse(question, Wrong.TOO_HIGH, most=question.at_most, given=number)
    return f"{number + 0:.{question.decimals}f}" if question.decimals else int(number)


def _date(question: Question, given: Any, today: date | None) -> str:
    day = _day(question, given)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _refuse(question, Wrong.YEAR_OUT_OF_RANGE, least=FIRST_YEAR, most=LAST_YEAR)
    if today is not None and question.day is Day.PAST and day > today:
        raise _refuse(question, Wrong.IN_THE_FUTURE, given=day, today=today)
    if today is not None and question.day is Day.FUTURE and day < today:
        raise _refuse(question, Wrong.IN_THE_PAST, given=day, today=today)
    return day.isoformat()


def _day(question: Question, given: Any) -> date:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    written = given.strip() if isinstance(given, str) else ""
    match = _ISO_DATE.fullmatch(written) or _WRITTEN_DATE.fullmatch(written)
    if match is None:
        raise _refuse(question, Wrong.NOT_A_DATE)
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise _refuse(question, Wrong.NOT_A_DATE) from None


def _yes_no(question: Question, given: Any, today: date | None) -> bool:
    if isinstance(given, bool):
        return given
    known = _YES_NO.get(given.strip().lower()) if isinstance(given, str) else None
    if known is None:
        raise _refuse(question, Wrong.NOT_YES_OR_NO)
    return known


def _one(question: Question, given: Any, today: date | None) -> str:
    code = given.strip() if isinstance(given, str) else ""
    if code not in {option.code for option in question.options}:
        raise _refuse(question, Wrong.NOT_AN_OPTION)
    return code


def _many(question: Question, given: Any, today: date | None) -> list[str] | None:
    chosen = [given] if isinstance(given, str) else given
    if not isinstance(chosen, list | tuple | set | frozenset):
        raise _refuse(question, Wrong.NOT_AN_OPTION)
    codes = {_one(question, code, today) for code in chosen if not _empty(code)}
    if question.at_most is not None and len(codes) > question.at_most:
        raise _refuse(question, Wrong.TOO_MANY, most=int(question.at_most), given=len(codes))
    kept = [option.code for option in question.options if option.code in codes]
    return kept or None


def _level(question: Question, given: Any, today: date | None) -> int | str:
    written = given.strip() if isinstance(given, str) else given
    if question.not_observed and written == NOT_OBSERVED:
        return NOT_OBSERVED
    if isinstance(written, str) and written.isascii() and written.isdigit():
        written = int(written[:9])
    known = {level.value for level in question.levels}
    if isinstance(written, bool) or not isinstance(written, int) or written not in known:
        raise _refuse(question, Wrong.NOT_A_LEVEL)
    return written


def _rows(question: Question, given: Any, today: date | None) -> list[dict[str, Any]] | None:
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        raise _refuse(question, Wrong.NOT_ROWS)
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, row in enumerate(given, 1):
        kept, wrong = _row(question, row, today)
        problems += [
            Problem(one.code, question.code, {"row": number, "column": one.question, **one.facts})
            for one in wrong
        ]
        if kept:
            rows.append(kept)
    most = MOST_ROWS if question.at_most is None else int(question.at_most)
    if len(rows) > most:
        problems.append(Problem(Wrong.TOO_MANY, question.code, {"most": most, "given": len(rows)}))
    if problems:
        raise _Refused(*problems)
    return rows or None


def _row(
    question: Question, row: Mapping[Any, Any], today: date | None
) -> tuple[dict[str, Any], list[Problem]]:
    known = {column.code for column in question.columns}
    problems = [Problem(Wrong.UNKNOWN_COLUMN, str(code)) for code in row if code not in known]
    kept = {}
    for column in question.columns:
        value, wrong = tidy(column, row.get(column.code), today=today)
        problems += wrong
        if value is not None:
            kept[column.code] = value
    return kept, problems


def _file(question: Question, given: Any, today: date | None) -> dict[str, str]:
    """A file kept elsewhere: its identifier, name and digest; when and where it was made."""
    if not isinstance(given, Mapping) or not {*_FILE, "digest", "obtained"} >= given.keys():
        raise _refuse(question, Wrong.NOT_A_FILE)
    kept = {part: _part_of_file(question, given.get(part), part) for part in _FILE}
    hashed = given.get("digest")
    if not (kept["file"] and kept["name"]):
        raise _refuse(question, Wrong.NOT_A_FILE, part="file")
    if not isinstance(hashed, str) or not _DIGEST.fullmatch(hashed):
        raise _refuse(question, Wrong.NOT_A_FILE, part="digest")
    if not _empty(given.get("obtained")):
        kept["obtained"] = _date(question, given["obtained"], today)
    return {part: words for part, words in {**kept, "digest": hashed}.items() if words}


def _part_of_file(question: Question, given: Any, part: str) -> str:
    words = "" if given is None else given
    if not isinstance(words, str) or len(words := " ".join(_cleaned(words).split())) > _FILE[part]:
        raise _refuse(question, Wrong.NOT_A_FILE, part=part)
    return words


_READERS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.ONE: _one,
    Kind.MANY: _many,
    Kind.SCALE: _level,
    Kind.FACES: _level,
    Kind.ROWS: _rows,
    Kind.FILE: _file,
}
