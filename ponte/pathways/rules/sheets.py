"""What a sheet still wants, and what the worker's consents in it open."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ponte.engines.questionnaires.answers import Problem, Wrong
from ponte.engines.questionnaires.spec import Spec
from ponte.engines.questionnaires.validate import complete
from ponte.pathways.states import CaseRoleKind

# A yes in a sheet lets this part in the case read it, as far as was ticked.
OPENED_BY = {
    "share_company": CaseRoleKind.REFERENT,
    "share_service": CaseRoleKind.SERVICE,
}
READERS = {
    "readers": {"tutor": CaseRoleKind.TUTOR, "office": CaseRoleKind.OFFICER},
}


def still_wanted(
    spec: Spec | None, answers: Mapping[str, Any], unread: Mapping[str, Any], today: date
) -> tuple[Problem, ...]:
    """Return what stands between a sheet and its completion.

    A consent is never wanted: nobody may give it for the worker, and silence is a no.
    """
    if spec is None:
        return ()
    found = complete(spec, answers, unread=unread, today=today).problems
    return tuple(
        one
        for one in found
        if one.code is not Wrong.MISSING or not spec.by_code[one.question].consent
    )


def shared_by_answers(
    spec: Spec, given: Mapping[str, Any], answers: Mapping[str, Any], before: Collection[str]
) -> list[str]:
    """Return with whom a sheet is shared after these answers; what was not asked stays."""
    shared = set(before)
    for question, role in OPENED_BY.items():
        if question in spec.by_code and {question, f"{question}_what"} & set(given):
            yes = answers.get(question) is True and bool(answers.get(f"{question}_what"))
            shared = shared | {role.value} if yes else shared - {role.value}
    for question, roles in READERS.items():
        if question in spec.by_code and question in given:
            shared -= {role.value for role in roles.values()}
            shared |= {roles[one].value for one in answers.get(question) or () if one in roles}
    return sorted(shared)


def not_more_than(
    before: Mapping[str, Any], given: Mapping[str, Any], shared_with: Collection[str]
) -> dict[str, Any]:
    """Return the answers without what would open more of a sheet to who reads it already.

    Where two decide together, the other one has not said yes to it yet.
    """
    found = dict(given)
    for question, role in OPENED_BY.items():
        what = f"{question}_what"
        if role.value in shared_with and isinstance(found.get(what), list):
            agreed = set(before.get(what) or ())
            found[what] = [one for one in found[what] if one in agreed]
    return found
