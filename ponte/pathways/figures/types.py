"""Counts of pathways by type of disadvantage, for who follows them.

Counted are pathways by what ever happened to them, read from their steps: a case that went on
is not forgotten. The type is sealed, so each worker's is opened here and leaves as a number only.
What of it may be published is `rules.publishing`.
"""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from ponte.pathways.models import CaseRole, Pathway, Transition
from ponte.pathways.queries.special import counted_kinds
from ponte.pathways.rules.publishing import STEPS, TOTAL, UNRECORDED, PathwayFigures, Row
from ponte.pathways.states import CaseRoleKind, DisadvantageType, PathwayState

# Concluded is a secondment done to its end whose report is signed.
REACHED = {
    "involved": {PathwayState.AGREEMENT_SIGNED},
    "concluded": {PathwayState.COMPLETED, PathwayState.EVALUATED},
    "hired": {PathwayState.HIRED},
}


def pathway_figures(
    *, office: UUID | None = None, without: Collection[UUID] = ()
) -> PathwayFigures:
    """Count all pathways that the row context shows, or those of one placement office."""
    reached = _reached(office, set(without))
    kinds = _kinds(reached["involved"])
    counts = {step: Counter(kinds[case] for case in cases) for step, cases in reached.items()}
    names = [*DisadvantageType.values, *({UNRECORDED} & set(kinds.values()))]
    involved = reached["involved"]
    tutors = CaseRole.objects.filter(pathway__in=involved, role=CaseRoleKind.TUTOR)
    return PathwayFigures(
        types=tuple(Row(name, *(counts[step][name] for step in STEPS)) for name in names),
        total=Row(TOTAL, *(counts[step].total() for step in STEPS)),
        companies=_distinct(Pathway.objects.filter(pk__in=involved), "company"),
        tutors=_distinct(tutors, "person"),
    )


def _reached(office: UUID | None, without: set[UUID]) -> dict[str, set[UUID]]:
    """Which cases ever came to each step; who did not begin concluded nothing."""
    steps = Transition.objects.filter(pathway__isnull=False)
    if office is not None:
        steps = steps.filter(pathway__office=office)
    asked = {str(state.value): state for states in REACHED.values() for state in states}
    seen: dict[PathwayState, set[UUID]] = {state: set() for state in asked.values()}
    for case, new in steps.filter(new__in=asked).values_list("pathway_id", "new"):
        seen[asked[new]].add(case)
    involved = seen[PathwayState.AGREEMENT_SIGNED] - without
    return {
        step: involved.intersection(*(seen[state] for state in states))
        for step, states in REACHED.items()
    }


def _kinds(cases: set[UUID]) -> dict[UUID, str]:
    workers = dict(Pathway.objects.filter(pk__in=cases).values_list("pk", "worker_id"))
    kinds = counted_kinds(workers.values())
    return {case: kinds.get(worker) or UNRECORDED for case, worker in workers.items()}


def _distinct(rows, name: str) -> int:
    return rows.order_by().values(name).distinct().count()
