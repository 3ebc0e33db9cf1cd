"""Which questions are asked, given the answers so far."""

from collections.abc import Mapping
from typing import Any

from ponte.engines.questionnaires.conditions import holds
from ponte.engines.questionnaires.spec import Question, Spec


def asked(spec: Spec, answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions whose condition holds, in order; what is not asked counts as unanswered."""
    counted: dict[str, Any] = {}
    found = []
    for question in spec.questions:
        if question.show_if is None or holds(question.show_if, counted):
            found.append(question)
            if question.code in answers:
                counted[question.code] = answers[question.code]
    return tuple(found)
