"""Ten thousand cases of one office: two co-operatives, tutors with fifteen each, many companies."""

import os
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import psycopg

from bench._generate import many

CASES, TUTOR_HAS, SHEETS, DAYS, BIG_COMPANY = 10_000, 15, ("I3", "I4", "I8"), 5, 2_000
DAY = date(2026, 9, 1)
# Some of each part of the procedure, most of them running or ended.
STATES = (20, 40, 60, 70, 80, 100, 110, 110, 110, 120, 150, 151, 170, 170)


@dataclass(frozen=True)
class Office:
    """Who reads: one of each role, and one case that all of them may see."""

    people: dict
    case: UUID


def build() -> Office:
    """Write everything as a job, without history: the bench reads none."""
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor

    _history("DISABLE")
    with acting(Actor.job("bench")):
        made = _written()
    _history("ENABLE")
    settle()
    return made


def _written() -> Office:
    from ponte.accounts.models import Person
    from ponte.organizations.models import Membership, Organization

    def body(name: str):
        slug = name.lower().replace(" ", "-")
        return Organization.objects.create(name=name, sort_key=name.lower(), slug=slug)

    def member(where, role: str, number: int = 0):
        one = Person.objects.create(email=f"{role}{number}@example.org", name=f"{role} {number}")
        Membership.objects.create(organization=where, person=one, role=role)
        return one

    office, coops = body("Ufficio Ponte"), [body("Coop Quercia"), body("Coop Tiglio")]
    big, small = body("Officina Grande"), [body(f"Ditta {number}") for number in range(200)]
    people = {
        "officer": member(office, "placement_officer"),
        "manager": member(coops[0], "cooperative_manager"),
        "company": member(big, "company_signatory"),
    }
    tutors = [
        member(coops[number % 2], "integration_tutor", number)
        for number in range(CASES // TUTOR_HAS + 1)
    ]
    people["tutor"] = tutors[0]
    openings = _openings(office, [big, *small])
    cases = _cases(office, coops, tutors, openings)
    _hanging(cases)
    return Office(people, next(one.pk for one in cases[:TUTOR_HAS] if one.state == 110))


def _openings(office, companies) -> list:
    from ponte.pathways.models import Opportunity

    made = [
        Opportunity(
            office=office, company=one, searched_by=office, title=f"Reparto {one.name}",
            state="open", seats=9,
        )
        for one in companies
    ]  # fmt: skip
    return Opportunity.objects.bulk_create(made)


def _cases(office, coops, tutors, openings) -> list:
    from django.utils import timezone

    from ponte.pathways.models import CaseRole, Pathway, Worker

    now = timezone.now()
    workers, cases, roles = [], [], []
    for number in range(CASES):
        tutor = tutors[number // TUTOR_HAS]
        coop = coops[(number // TUTOR_HAS) % 2]
        # Fifteen and five: the big company hosts the first case of every tutor's too.
        opening = openings[0] if number % (CASES // BIG_COMPANY) == 0 else openings[number % 200]
        workers.append(
            Worker(office=office, employer=coop, code=f"L-{number:05}",
                   name=f"Lavoratrice {number}", employed_since=DAY)
        )  # fmt: skip
        state = 110 if number % 15 == 0 else STATES[number % len(STATES)]
        cases.append(
            Pathway(
                code=f"P-2026-{number:05}", worker=workers[-1], office=office, cooperative=coop,
                opportunity=opening, company=opening.company, tutor=tutor, state=state,
                state_since=now - timedelta(minutes=number), planned_hours=300,
            )
        )  # fmt: skip
        roles.append(
            CaseRole(pathway=cases[-1], worker=workers[-1], office=office, cooperative=coop,
                     person=tutor, role="tutor")
        )  # fmt: skip
    for rows in (workers, cases, roles):
        for some in many(rows):
            type(some[0]).objects.bulk_create(some)
    return cases


def _hanging(cases) -> None:
    """Sheets, hours and steps; one sheet is sealed once and its text kept for all."""
    from ponte.kit.ids import uuid7
    from ponte.pathways.models import Document, HoursEntry, Transition

    for some in many(cases, 500):
        Document.objects.bulk_create(
            Document(pathway=one, office=one.office, instrument=sheet, answers={"note": "x" * 200},
                     author_id=one.tutor_id)
            for one in some for sheet in SHEETS
        )  # fmt: skip
        HoursEntry.objects.bulk_create(
            HoursEntry(pathway=one, client_id=uuid7(), day=DAY + timedelta(days=day), minutes=240,
                       entered_by_id=one.tutor_id)
            for one in some for day in range(DAYS)
        )  # fmt: skip
        Transition.objects.bulk_create(
            Transition(pathway=one, new="110", by_kind="person", by_id=one.tutor_id)
            for one in some
        )  # fmt: skip


def _owner(statement: str) -> None:
    """Say something about every table of cases, as the owner."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as link:
        tables = link.execute(
            r"SELECT relname FROM pg_class WHERE relname ~ '^(pathways|organizations)_' "
            "AND relkind = 'r'"
        ).fetchall()
        for (table,) in tables:
            link.execute(statement.format(table))


def _history(verb: str) -> None:
    _owner(f"ALTER TABLE {{}} {verb} TRIGGER USER")


def settle() -> None:
    """What autovacuum would have done by the time somebody reads."""
    _owner("VACUUM ANALYZE {}")
