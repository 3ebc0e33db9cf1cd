"""The cases that the demonstration accounts work on: who, how far, and with what words.

Everybody is invented and called Esempio. They belong to the office of the accounts, not to the one
whose table `ponte demo modena` makes, and `ponte figures pathways` leaves them out.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from uuid import UUID

from ponte.pathways.models import Pathway
from ponte.pathways.states import DisadvantageType as _K
from ponte.project.demo.examples import organization_id
from ponte.project.demo.steps import Parts, Plan

OFFICE, COOPERATIVE, COMPANY = (
    "consorzio-esempio",
    "cooperativa-esempio-pulito",
    "esempio-industria",
)
WORDS = "Esempio inventato: qui una persona scriverebbe le sue parole."


class Far(IntEnum):
    """How far a case has come; each step goes through those before it."""

    CANDIDATE = 1
    PROPOSED = 2
    ACCEPTED = 3
    REQUESTED = 4
    ORIENTATION = 5
    REVIEW = 6
    TO_SIGN = 7
    RUNNING = 8
    COMPLETED = 9
    EVALUATED = 10
    ENDED = 11


def _plan(**told) -> Plan:
    return Plan(
        legal_evidence="Protocollo di esempio, articolo 4",
        objectives="Prepara dieci scatole all'ora, da sola",
        safety="Otto ore di formazione sulla sicurezza",
        cover="INAIL e responsabilità civile di esempio",
        post="Addetta alle pulizie",
        place="Esempio Industria, via Esempio 10, Torino",
        tasks="Preparare scatole, spostare merce, tenere in ordine il magazzino",
        words=WORDS,
        **told,
    )


LONG_AGO = {"began_days_ago": 90, "weekly_hours": 40}


@dataclass(frozen=True, slots=True)
class Example:
    """One worker's way, told before it is driven."""

    name: str
    kind: str
    far: Far
    opening: int = 0
    plan: Plan = field(default_factory=_plan)
    account: str = ""  # of the worker, who then answers and signs without paper
    side_ends: str = ""  # "hired" or "returned", for those that ended

    @property
    def parts(self) -> Parts:
        return Parts(
            worker=self.name,
            kind=self.kind,
            tutor="tutor",
            officer="placement",
            lead="placement-lead",
            manager="pathways",
            signatory="signatory",
            office=organization_id(OFFICE),
            cooperative=organization_id(COOPERATIVE),
            company=organization_id(COMPANY),
            age=30 + len(self.name),
            plan=self.plan,
        )


ROSA = Example(
    "Rosa Esempio",
    _K.PHYSICAL,
    Far.RUNNING,
    plan=_plan(began_days_ago=45, weekly_hours=20),
    account="worker",
)
BRUNO = Example("Bruno Esempio", _K.PSYCHIC, Far.PROPOSED)
ELSA = Example("Elsa Esempio", _K.SOCIAL_ADDICTION, Far.ORIENTATION, opening=1)
EXAMPLES = (
    ROSA,
    Example("Anita Esempio", _K.PSYCHIC, Far.CANDIDATE),
    BRUNO,
    Example("Carla Esempio", _K.PHYSICAL, Far.ACCEPTED),
    Example("Pino Esempio", _K.PSYCHIC, Far.ACCEPTED),
    Example("Quinto Esempio", _K.SOCIAL_ADDICTION, Far.ACCEPTED),
    Example("Dario Esempio", _K.SOCIAL_ADDICTION, Far.REQUESTED, opening=1),
    ELSA,
    Example("Fabio Esempio", _K.PHYSICAL_AND_SOCIAL, Far.REVIEW, opening=2),
    Example(
        "Gina Esempio",
        _K.PSYCHO_PHYSICAL,
        Far.TO_SIGN,
        plan=_plan(began_days_ago=0, weekly_hours=20),
    ),
    Example("Olmo Esempio", _K.PHYSICAL, Far.COMPLETED, opening=1, plan=_plan(**LONG_AGO)),
    Example("Ivo Esempio", _K.PSYCHIC, Far.EVALUATED, opening=2, plan=_plan(**LONG_AGO)),
    Example("Lia Esempio", _K.PHYSICAL, Far.ENDED, plan=_plan(**LONG_AGO), side_ends="hired"),
    Example("Mino Esempio", _K.PSYCHIC, Far.ENDED, plan=_plan(**LONG_AGO), side_ends="returned"),
)


def example_cases() -> frozenset[UUID]:
    """The pathways of the invented workers, as far as the row context shows them."""
    names = [one.name for one in EXAMPLES]
    found = Pathway.objects.filter(office=organization_id(OFFICE), worker__name__in=names)
    return frozenset(found.values_list("pk", flat=True))
