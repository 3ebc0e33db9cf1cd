"""What a sheet asks: frozen values. Reading them from data is the part of `load`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from ponte.engines.questionnaires.conditions import Condition

NOT_OBSERVED = "not_observed"  # an answer of a scale that allows it: looked at, nothing to say
FACES = ("face-very-sad", "face-sad", "face-happy", "face-very-happy")  # pictograms of 1 to 4
FALL_BACK = ("en", "it")  # languages tried in this order when the one asked is missing


class Kind(str, Enum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    ONE = "one"
    MANY = "many"
    SCALE = "scale"
    FACES = "faces"
    ROWS = "rows"
    FILE = "file"


class Privacy(str, Enum):
    """How much an answer says about a person; special is art. 9 and 10 of the GDPR."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL = "special"

    @property
    def rank(self) -> int:
        """The place in the order of protection, 0 for public."""
        return list(Privacy).index(self)


class Source(str, Enum):
    """Where a question comes from: the sheets of the first programme, or later practice."""

    PROGRAMME = "S"
    PRACTICE = "P"


class Voice(str, Enum):
    """Whose words an answer holds."""

    WORKER = "worker"
    PROFESSIONAL = "professional"
    COMPANY = "company"
    ANYONE = "anyone"


class Day(str, Enum):
    """On which side of today a date may stand, today included."""

    ANY = "any"
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Said:
    """Words in some language, and whether that is the language asked for."""

    words: str
    language: str
    fell_back: bool


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one or more languages, sorted by language."""

    words: tuple[tuple[str, str], ...]

    def said(self, language: str) -> Said:
        """The words in a language; else in one that is there, and the answer says so.

        >>> text = Text((("en", "Hours"), ("it", "Ore")))
        >>> text.said("it")
        Said(words='Ore', language='it', fell_back=False)
        >>> text.said("pl")
        Said(words='Hours', language='en', fell_back=True)
        """
        known = dict(self.words)
        for candidate in (language, *FALL_BACK):
            if candidate in known:
                return Said(known[candidate], candidate, candidate != language)
        first, words = self.words[0]
        return Said(words, first, True)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have words."""
        return frozenset(language for language, _words in self.words)


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from."""

    code: str
    label: Text
    pictogram: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale, with the words that tell when it is the right one."""

    value: int
    label: Text
    descriptor: Text | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked, or one column of a table of rows.

    `audience` are the keys that a reader must hold, every one of them. `at_least` and
    `at_most` bound a number, count characters of a text, choices or rows. `beside` names the
    question that asks somebody else the same; `was` are its codes in older versions.
    """

    code: str
    kind: Kind
    label: Text
    privacy: Privacy
    audience: frozenset[str]
    source: Source
    seconds: int = 60
    help: Text | None = None
    easy: Text | None = None
    pictogram: str = ""
    required: bool = False
    show_if: Condition | None = None
    voice: Voice = Voice.ANYONE
    consent: bool = False
    beside: str = ""
    options: tuple[Option, ...] = ()
    levels: tuple[Level, ...] = ()
    not_observed: bool = False
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    decimals: int = 0
    unit: Text | None = None
    day: Day = Day.ANY
    not_before: str = ""
    columns: tuple["Question", ...] = ()
    was: tuple[str, ...] = ()

    def column(self, code: str) -> "Question | None":
        """The column of that code."""
        return next((column for column in self.columns if column.code == code), None)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together."""

    code: str
    title: Text
    questions: tuple[Question, ...]
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """One version of a sheet.

    `one_at_a_time` asks for one question a screen; `easy` says that its plain texts are
    already easy to read. A sitting and the stretch before a pause are in minutes.
    """

    code: str
    version: int
    title: Text
    sections: tuple[Section, ...]
    intro: Text | None = None
    filled_by: tuple[str, ...] = ()
    one_at_a_time: bool = False
    easy: bool = False
    sitting_minutes: int = 45
    pause_minutes: int = 15
    by_code: Mapping[str, Question] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        known = {question.code: question for question in self.questions}
        object.__setattr__(self, "by_code", known)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in their order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, code: str) -> Question | None:
        """The question of that code."""
        return self.by_code.get(code)

    def section_of(self, code: str) -> Section | None:
        """The section in which a question stands."""
        return next(
            (part for part in self.sections if any(q.code == code for q in part.questions)), None
        )
