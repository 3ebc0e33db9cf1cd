"""Where am I: what is answered, which sitting this is, which question comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ponte.engines.questionnaires.spec import Question, Spec
from ponte.engines.questionnaires.visible import asked


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sheet is; what was typed and could not be read counts as not answered."""

    answered: int
    asked: int
    required_left: tuple[str, ...]
    to_mend: tuple[str, ...]
    seconds_left: int

    @property
    def percent(self) -> int:
        """Whole percents; 100 only when every question asked has its answer."""
        return 100 * self.answered // self.asked if self.asked else 100


@dataclass(frozen=True, slots=True)
class Sitting:
    """Questions to answer in one go, with the questions after which to offer a pause."""

    number: int
    questions: tuple[str, ...]
    seconds: int
    pauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: the how-manieth, of how many, in which part and sitting."""

    number: int
    of: int
    section: str
    section_number: int
    sections: int
    sitting: int
    sittings: int
    before: str | None
    after: str | None


def progress(
    spec: Spec, answers: Mapping[str, Any], unread: Mapping[str, Any] | None = None
) -> Progress:
    """Count what is answered of what is asked."""
    shown = asked(spec, answers)
    open_ = [question for question in shown if _is_open(question, answers, unread or {})]
    return Progress(
        answered=len(shown) - len(open_),
        asked=len(shown),
        required_left=tuple(question.code for question in open_ if question.required),
        to_mend=tuple(question.code for question in shown if question.code in (unread or {})),
        seconds_left=sum(question.seconds for question in open_),
    )


def sittings(spec: Spec, answers: Mapping[str, Any]) -> tuple[Sitting, ...]:
    """Split what is asked into sittings no longer than the sheet's own limit.

    A section stays whole where it fits. The borders are drawn as if everything were asked, so
    that they do not move under the person who answers. One question is never split.
    """
    shown = {question.code for question in asked(spec, answers)}
    groups = ([q for q in group if q.code in shown] for group in _groups(spec))
    kept = [group for group in groups if group]
    return tuple(
        Sitting(
            number=number,
            questions=tuple(question.code for question in group),
            seconds=sum(question.seconds for question in group),
            pauses=_pauses(group, 60 * spec.pause_minutes),
        )
        for number, group in enumerate(kept, 1)
    )


def next_open(
    spec: Spec,
    answers: Mapping[str, Any],
    *,
    unread: Mapping[str, Any] | None = None,
    after: str | None = None,
) -> str | None:
    """The next question without a good answer, from the start again at the end; None if all have.

    With `after` the search begins behind that question, so that one may be left for later.
    """
    shown = asked(spec, answers)
    codes = [question.code for question in shown]
    start = codes.index(after) + 1 if after in codes else 0
    turned = [*shown[start:], *shown[:start]]
    return next((q.code for q in turned if _is_open(q, answers, unread or {})), None)


def place(spec: Spec, answers: Mapping[str, Any], code: str) -> Place | None:
    """Where a question stands; None when it is not asked."""
    shown = [question.code for question in asked(spec, answers)]
    if code not in shown:
        return None
    here = shown.index(code)
    parts = [s for s in spec.sections if any(q.code in shown for q in s.questions)]
    part = next(n for n, s in enumerate(parts) if any(q.code == code for q in s.questions))
    split = sittings(spec, answers)
    return Place(
        number=here + 1,
        of=len(shown),
        section=parts[part].code,
        section_number=part + 1,
        sections=len(parts),
        sitting=next(sitting.number for sitting in split if code in sitting.questions),
        sittings=len(split),
        before=shown[here - 1] if here else None,
        after=shown[here + 1] if here + 1 < len(shown) else None,
    )


def _is_open(question: Question, answers: Mapping[str, Any], unread: Mapping[str, Any]) -> bool:
    return question.code not in answers or question.code in unread


def _groups(spec: Spec) -> list[list[Question]]:
    """All questions, in groups that fit a sitting."""
    limit = 60 * spec.sitting_minutes
    groups: list[list[Question]] = [[]]
    room = limit
    for section in spec.sections:
        whole = sum(question.seconds for question in section.questions)
        if room < whole <= limit:
            groups.append([])
            room = limit
        for question in section.questions:
            if question.seconds > room and groups[-1]:
                groups.append([])
                room = limit
            groups[-1].append(question)
            room -= question.seconds
    return groups


def _pauses(group: list[Question], stretch: int) -> tuple[str, ...]:
    """After each stretch a pause, but not after the last question."""
    found = []
    worked = 0
    for question in group[:-1]:
        worked += question.seconds
        if worked >= stretch:
            found.append(question.code)
            worked = 0
    return tuple(found)
