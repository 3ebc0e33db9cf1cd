"""Workers who wait and openings that wait for somebody, so that there is something to compare.

Beside the 39 cases of the table: none of these began, so they change none of its counts. Every
person, level and hour is invented.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from ponte.engines.matching.catalogue import default_weights, dimensions
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations.models import Organization
from ponte.pathways import actions
from ponte.pathways.actions.workers import WorkerFacts
from ponte.pathways.models import AbilityProfile, MatchProposal, Opportunity, Outcome, Worker
from ponte.pathways.rules.profiles import AbilityFacts, ConditionFacts
from ponte.pathways.states import DisadvantageType
from ponte.project.demo import modena_cast as cast
from ponte.project.demo import steps
from ponte.project.demo.modena_cases import Case, End
from ponte.territory.public import municipality_ids

JOB = Actor.job("demo modena")
FIRST, WAITING = 40, 14
TOWNS = ("036023", "036015", "036040", "036006")  # Modena, Formigine, Sassuolo, Castelfranco E.
WHY = "Pesi sintetici: contano di più le competenze manuali e il lavoro con gli altri."
MORNINGS = tuple((day, 8 * 60, 12 * 60) for day in range(5))
DAYS = tuple((day, 8 * 60, 17 * 60) for day in range(5))
# Title, demand (level, essential), hours, hours a week, loads, what the company can ease.
OPENINGS = (
    ("Magazzino", {"hand_tools": (2, True), "numbers": (2, False), "relations": (2, False)},
     DAYS, 30, {"lifting": 3}, {"lifting": 1}),
    ("Montaggio", {"small_objects": (3, True), "machines": (1, False), "adaptation": (2, False)},
     MORNINGS, 20, {"noise": 3}, {}),
    ("Mensa", {"relations": (3, True), "materials": (2, False), "courses": (1, False)},
     MORNINGS, 20, {"standing": 4}, {"standing": 2}),
    ("Verde", {"hand_tools": (2, True), "adaptation": (3, False), "planning": (1, False)},
     DAYS, 35, {"temperature": 3}, {}),
    ("Ufficio", {"computing_basic": (3, True), "reading_writing": (3, True), "planning": (2, 0)},
     MORNINGS, 20, {"sitting": 4}, {}),
    ("Officina", {"machines": (3, True), "hand_tools": (3, True), "learning": (2, False)},
     DAYS, 40, {"noise": 3, "lifting": 2}, {"noise": 1}),
)  # fmt: skip
# What each is called in ESCO; the last one is near the first.
OCCUPATIONS = {
    "Magazzino": "808becc8-5a4e-4e71-a043-c2ea32b56ae3",  # operatore di magazzino
    "Montaggio": "6565dc02-14e4-4819-b99c-44c352000f43",  # assemblatore elettronico
    "Mensa": "e1cf6897-158d-4b48-a39e-2a3a8cac216c",  # assistente di cucina
    "Verde": "a10eb17a-3c78-4f7a-a1da-8f31146339d3",  # aiuto giardiniere
    "Ufficio": "5ac377d2-e1d0-4911-a299-b4ef2782a0ba",  # segretario
    "Officina": "af2f3615-63ab-44dc-957d-c9660410d336",  # assemblatore meccanico
    "Scaffali": "bea705fe-06ac-4147-b8e0-6e8ac1208d8f",  # magazziniere
}
GROUPS = {"training": "training", "transversal": "transversal"}


def load(progress: Callable[[str], object] = lambda line: None) -> int:
    """Let workers and openings wait that do not wait yet; return how many workers were new."""
    with acting(JOB):
        towns = municipality_ids()
        known = steps.known_workers(cast.identifier(cast.OFFICE))
        cases = [one for one in _cases() if one.parts.worker not in known]
        for place, case in enumerate(cases):
            steps.propose(case.parts, town=towns.get(TOWNS[place % len(TOWNS)]))
        _profiles(towns)
        _openings(towns)
        _published()
    progress(f"{WAITING} workers and {len(OPENINGS)} openings wait to be compared.")
    return len(cases)


def _cases() -> list[Case]:
    kinds = list(DisadvantageType)
    return [
        Case(FIRST + number, kinds[number % 2].value, End.UNDER_WAY) for number in range(WAITING)
    ]


def _profiles(towns: dict[str, UUID]) -> None:
    """Whoever is still in the co-operative has a profile, written by the officer."""
    office = cast.identifier(cast.OFFICE)
    gone = Outcome.objects.filter(kind="hired").values("pathway__worker_id")
    written = AbilityProfile.objects.values("worker_id")
    found = Worker.objects.filter(office_id=office).exclude(pk__in=gone).exclude(pk__in=written)
    for worker in found.order_by("code"):
        with steps.acting_as(cast.OFFICER) as by:
            number = int(worker.code[-2:])
            _settle(worker, towns.get(TOWNS[number % len(TOWNS)]), by)
            actions.write_abilities(worker=worker, facts=abilities(number), by=by)


def _settle(worker: Worker, town: UUID | None, by: Actor) -> None:
    """Those of the table are known by their year alone; here they get a place to set out from."""
    if worker.municipality_id is None and town is not None:
        facts = WorkerFacts(
            name=worker.name,
            employed_since=worker.employed_since,
            birth_year=worker.birth_year,
            municipality_id=town,
        )
        actions.correct_worker(worker=worker, facts=facts, by=by)


def abilities(number: int) -> AbilityFacts:
    """A profile that differs from one worker to the next, the same in every run."""
    levels = {
        code: (number * 7 + place * 5) % 5 for place, code in enumerate(dimensions()) if place % 7
    }
    mornings = tuple(f"{day}.morning" for day in range(5))
    means = ("public_transport", "car", "bicycle", "lift")[number % 4]
    trades = list(OCCUPATIONS.values())
    return AbilityFacts(
        abilities=levels,
        times=mornings if number % 3 else (),
        hours_a_week=(20, 30, 40)[number % 3],
        travel={means: 12 + number % 20},
        done=(trades[number % len(trades)],),
        wished=(trades[(number + 2) % len(trades)],),
    )


def _openings(towns: dict[str, UUID]) -> None:
    office = cast.identifier(cast.OFFICE)
    known = set(Opportunity.objects.filter(office_id=office).values_list("title", flat=True))
    for place, (title, asked, hours, weekly, loads, eased) in enumerate(OPENINGS):
        if f"{title} sintetico" in known:
            continue
        points = replace(
            steps.INTERVIEW,
            title=f"{title} sintetico",
            weekly_hours=weekly,
            municipality_id=towns.get(TOWNS[place % len(TOWNS)]),
        )
        demand = {code: _demand(code, *told) for code, told in asked.items()}
        demand |= {"schooling": _demand("schooling", 1, False)}
        parts = Case(place + 1, "", End.UNDER_WAY).parts
        made = steps.open_place(
            parts, 2, points=points, demand=demand, occupation=OCCUPATIONS[title]
        )
        with steps.acting_as(cast.OFFICER) as by:
            facts = ConditionFacts(hours=hours, loads=loads, eased=eased)
            actions.write_conditions(opportunity=made, facts=facts, by=by)


def _demand(code: str, level: int, essential: bool) -> dict:
    group = GROUPS.get(dimensions()[code].area, "technical")
    return {"level": level, "group": group, "essential": bool(essential)}


def _published() -> None:
    """The head of the office publishes weights and asks for a proposal, once."""
    office = Organization.objects.get(pk=cast.identifier(cast.OFFICE))
    if MatchProposal.objects.filter(office=office).exists():
        return
    weights = dict(default_weights().dimensions) | {"hand_tools": 16, "relations": 16}
    with steps.acting_as(cast.LEAD) as by:
        actions.publish_weights(office=office, weights=weights, essential=3, why=WHY, by=by)
        actions.ask_proposal(office=office, by=by)
