"""Rows for tests: one function a model, variants as arguments; made as a job."""

import json
from contextlib import contextmanager
from datetime import date
from itertools import count
from uuid import UUID

from allauth.account.models import EmailAddress
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ponte.accounts.models import Person
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations.models import Mandate, Membership, Organization, Qualification
from ponte.organizations.permissions import row_scope
from ponte.territory.models import Municipality, Province, Region

JOB = Actor.job("test")
_numbers = count(1)


def tax_code(number: int) -> str:
    """Eleven digits with the right check digit."""
    return with_check_digit(f"{number:07d}004")


def with_check_digit(body: str) -> str:
    """Add the digit that makes ten digits an identifier."""
    total = 0
    for place, sign in enumerate(body):
        digit = int(sign) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return body + str(-total % 10)


def person(name: str = "", **fields) -> Person:
    """A person whose e-mail address is verified."""
    label = name or f"person{next(_numbers)}"
    email = fields.pop("email", f"{label.lower().replace(' ', '.')}@example.org")
    made = Person.objects.create_user(email, "a long password", name=label.title(), **fields)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


def actor(one: Person) -> Actor:
    return Actor.of_person(one)


def municipality() -> Municipality:
    """One town, the same for the whole test."""
    found = Municipality.objects.filter(istat_code="016024").first()
    if found:
        return found
    region = Region.objects.create(code="03", name="Lombardia", slug="lombardia")
    province = Province.objects.create(
        code="016", acronym="BG", name="Bergamo", slug="bergamo", region=region
    )
    return Municipality.objects.create(
        istat_code="016024",
        name="Bergamo",
        slug="bergamo",
        sort_key="bergamo",
        province=province,
        latitude=45.7,
        longitude=9.67,
    )


def organization(name: str = "Arcobaleno", *, claimed: bool = False, **fields) -> Organization:
    """An organization that nobody has claimed, unless said."""
    number = next(_numbers)
    fields.setdefault("tax_code", tax_code(number))
    fields.setdefault("slug", f"{name.lower().replace(' ', '-')}-{number}")
    if claimed:
        fields["claimed_at"] = "2026-01-01T00:00Z"
    made = Organization.objects.create(name=name, sort_key=name.lower(), **fields)
    made.refresh_from_db()
    return made


def member(of: Organization, role: str = "organization_manager", who: Person | None = None):
    """A person with a role in an organization, which counts as claimed."""
    who = who or person()
    Membership.objects.create(organization=of, person=who, role=role)
    if of.claimed_at is None:
        Organization.objects.filter(pk=of.pk).update(claimed_at="2026-01-01T00:00Z")
        of.refresh_from_db()
    return who


def administrator() -> Person:
    """Somebody who keeps the platform running."""
    who = person()
    Mandate.objects.create(person=who, role="platform_administrator")
    return who


def officer() -> Person:
    """Somebody of the platform's office."""
    who = person()
    Mandate.objects.create(person=who, role="platform_officer")
    return who


def qualification(of: Organization, kind: str = "social_cooperative_b", **fields) -> Qualification:
    fields.setdefault("stated_on", date(2026, 6, 1))
    return Qualification.objects.create(organization=of, kind=kind, **fields)


@contextmanager
def acting_as(who: Person | None):
    """The row context of a request by this person, as the middleware makes it."""
    by = Actor.of_person(who) if who else Actor.anonymous()
    with acting(by):
        if who is None:
            yield by
            return
        organizations, platform = row_scope(by)
        with acting(by, organizations=organizations, platform=platform):
            yield by


def deferred(task: str) -> list[dict]:
    """The arguments of the jobs deferred so far."""
    jobs = ProcrastinateJob.objects.filter(task_name=task, status="todo").order_by("id")
    return [job.args if isinstance(job.args, dict) else json.loads(job.args) for job in jobs]


def send_letters() -> None:
    """Run the deferred letters, as the worker would, and forget them."""
    for arguments in deferred("organizations.tell"):
        app.tasks["organizations.tell"].func(**arguments)
    ProcrastinateJob.objects.filter(task_name="organizations.tell").delete()


def told() -> list[tuple[str, UUID]]:
    """What was deferred to be told, and about what."""
    return [(one["notice"], UUID(one["subject"])) for one in deferred("organizations.tell")]
