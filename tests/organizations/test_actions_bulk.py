"""The set-based forms do what the single ones do: same rows, same history, same journal."""

from dataclasses import replace

import pytest

from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.journal.models import Entry
from ponte.organizations import actions
from ponte.organizations.models import Organization
from ponte.organizations.rules.facts import OrganizationFacts, Provenance
from ponte.organizations.states import Origin
from tests.organizations import factories as make

pytestmark = pytest.mark.usefixtures("rows")
SOURCE = Provenance(Origin.IMPORTED, "Open data of the province", source_url="https://example.org")
ROWS = [
    OrganizationFacts(name="Aquilone", tax_code=make.tax_code(1), email="INFO@example.org"),
    OrganizationFacts(name="Aquilone", tax_code=make.tax_code(2), website="example.org"),
    OrganizationFacts(name="Wrong", tax_code="12345678901"),
    OrganizationFacts(name="Again", tax_code=make.tax_code(1)),
    OrganizationFacts(name="Senza codice", legal_form="association"),
    OrganizationFacts(name="Senza codice"),
    OrganizationFacts(name="claims", vat_number="00743110157"),
    OrganizationFacts(name="Successor?", vat_number="00743110157"),
]
IGNORED = {"id", "pgh_id", "pgh_created_at", "pgh_context_id", "created_at", "pgh_obj_id"}


def seen() -> tuple[list, list, list]:
    def plain(rows):
        kept = [{k: v for k, v in row.items() if k not in IGNORED} for row in rows]
        return sorted(kept, key=str)

    history = Organization.history.rel.related_model.objects.all().values()
    journal = Entry.objects.filter(what__startswith="organization.")
    return (
        plain(Organization.objects.values()),
        plain(history),
        plain(journal.values("what", "actor_kind", "actor_name", "facts", "subject_type")),
    )


def one_by_one(action, rows, **arguments) -> tuple[set[int], set[int]]:
    good, bad = set(), set()
    for number, row in enumerate(rows):
        try:
            action(number, row, **arguments)
            good.add(number)
        except actions.AlreadyHere:
            bad.add(number)
        except Exception as broken:
            assert type(broken).__name__ == "RuleBroken"
            bad.add(number)
    return good, bad


@pytest.fixture
def forget():
    """Take back what was written, so that both ways start from nothing."""
    from django.db import transaction

    def run(work):
        sid = transaction.savepoint()
        try:
            return work()
        finally:
            transaction.savepoint_rollback(sid)

    return run


def test_registering_many_equals_registering_each(forget):
    rows = [replace(row) for row in ROWS]

    def single():
        found = one_by_one(
            lambda _n, row: actions.register_organization(
                facts=row, by=make.JOB, provenance=SOURCE
            ),
            rows,
        )
        return found, seen()

    def many():
        done = actions.register_organizations(rows=rows, by=make.JOB, provenance=SOURCE)
        return (set(done.organizations), set(done.broken)), seen()

    assert forget(single) == forget(many)


def test_correcting_many_equals_correcting_each(forget):
    done = actions.register_organizations(rows=ROWS, by=make.JOB, provenance=SOURCE)
    first, second, third = (done.organizations[n] for n in (0, 1, 4))
    rows = [
        OrganizationFacts(id=first.pk, name="Aquilone grande", tax_code=first.tax_code),
        OrganizationFacts(id=second.pk, name="Aquilone", tax_code=first.tax_code),
        OrganizationFacts(id=third.pk, name="Senza codice", legal_form="association"),
    ]

    def single():
        return one_by_one(
            lambda _n, row: actions.edit_organization(
                organization=Organization(pk=row.id), facts=row, by=make.JOB
            ),
            rows,
        )[1], seen()

    def many():
        return set(actions.edit_organizations(rows=rows, by=make.JOB).broken), seen()

    assert forget(single) == forget(many)


def test_many_are_written_in_few_statements(django_assert_max_num_queries):
    rows = [
        OrganizationFacts(name=f"Organization {n}", tax_code=make.tax_code(n))
        for n in range(1, 301)
    ]
    with django_assert_max_num_queries(9):
        done = actions.register_organizations(rows=rows, by=make.JOB, provenance=SOURCE)
    assert len(done.organizations) == 300


def test_a_stranger_imports_nothing():
    for by in (Actor.anonymous(), make.actor(make.member(make.organization()))):
        with pytest.raises(Refused):
            actions.register_organizations(rows=ROWS, by=by, provenance=SOURCE)
        with pytest.raises(Refused):
            actions.edit_organizations(rows=ROWS, by=by)


def test_a_network_imports_its_members_and_corrects_no_other():
    network = make.organization("Consorzio", legal_form="consortium")
    foreign = make.organization("Altra")
    who = make.member(network)
    with make.acting_as(who) as by:
        done = actions.register_organizations(
            rows=ROWS[:1], by=by, provenance=Provenance(source="Our list"), keeper=network
        )
        assert done.organizations[0].origin == Origin.KEEPER
        row = OrganizationFacts(id=foreign.pk, name="Mia", tax_code=foreign.tax_code)
        with pytest.raises(Refused):
            actions.edit_organizations(rows=[row], by=by, keeper=network)


def test_what_is_not_here_is_not_corrected():
    row = OrganizationFacts(name="Altrove", tax_code=make.tax_code(7))
    done = actions.edit_organizations(rows=[row], by=make.JOB)
    assert (done.organizations, done.broken) == ({}, {})
    assert not Organization.objects.exists()
