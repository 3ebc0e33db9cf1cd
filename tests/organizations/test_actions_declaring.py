"""Many statements at once are those made one by one: same rows, same history, same journal."""

from contextlib import suppress
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.models import Entry
from ponte.organizations import actions
from ponte.organizations.actions.qualifications import Statement
from ponte.organizations.models import Organization, Qualification
from ponte.organizations.states import Standing
from tests.organizations import factories as make

pytestmark = pytest.mark.usefixtures("rows")
A, B, SIAVS = "social_cooperative_a", "social_cooperative_b", "siavs"
IGNORED = {"id", "pgh_id", "pgh_obj_id", "pgh_created_at", "pgh_context_id", "organization_id"}


def said(kind: str, **more) -> Statement:
    return Statement(**{"kind": kind, "stated_on": date(2026, 5, 1), "source": "Albo", **more})


def seen() -> list[list]:
    events = Qualification.history.rel.related_model.objects.all()
    journal = Entry.objects.filter(what__startswith="qualification.")
    lines = journal.values("what", "actor_kind", "subject_type", "subject_id", "facts")
    rows = (Qualification.objects.values(), events.values(), lines)
    return [
        sorted(str({k: v for k, v in row.items() if k not in IGNORED}) for row in found)
        for found in rows
    ]


def both(single, many) -> None:
    found = []
    for work in (single, many):
        sid = transaction.savepoint()
        found.append((work(), seen()))
        transaction.savepoint_rollback(sid)
    assert found[0] == found[1]


@pytest.fixture
def known():
    """Three organizations: nothing stated, something declared, something verified."""
    new, declared, verified = (make.organization(f"Ente {n}") for n in range(3))
    make.qualification(declared, B, source="Albo vecchio")
    make.qualification(
        verified, B, standing=Standing.VERIFIED, verified_by="Ufficio", verified_on=date(2026, 1, 1)
    )
    return new, declared, verified


def test_declaring_many_equals_declaring_each(known):
    new, declared, verified = known
    rows = [
        (new.pk, said(A)),
        (new.pk, said(B, valid_until=date(2027, 1, 1))),
        (declared.pk, said(B, reference=" B-12 ")),
        (verified.pk, said(B)),
        (verified.pk, said(A)),
        (new.pk, said("no_such_kind")),
        (new.pk, said(SIAVS, stated_on=date(2999, 1, 1))),
    ]

    def single() -> set[int]:
        bad = set()
        for number, (organization, statement) in enumerate(rows):
            try:
                actions.declare_qualification(
                    organization=Organization(pk=organization), statement=statement, by=make.JOB
                )
            except RuleBroken:
                bad.add(number)
        return bad

    def many() -> set[int]:
        return set(actions.declare_qualifications(rows=rows, by=make.JOB).broken)

    both(single, many)


def test_removing_many_equals_removing_each(known):
    new, declared, verified = known
    rows = [(new.pk, B), (declared.pk, B), (verified.pk, B)]

    def single() -> None:
        for organization, kind in rows:
            with suppress(Qualification.DoesNotExist):
                one = Qualification.objects.get(organization_id=organization, kind=kind)
                actions.remove_qualification(qualification=one, by=make.JOB)

    def many() -> None:
        actions.remove_qualifications(rows=rows, by=make.JOB)

    both(single, many)


def test_the_last_of_two_statements_about_one_thing_stands(known):
    new, _declared, _verified = known
    rows = [(new.pk, said(B, source="Albo vecchio")), (new.pk, said(B, source="Albo nuovo"))]
    actions.declare_qualifications(rows=rows, by=make.JOB)
    assert Qualification.objects.get(organization=new).source == "Albo nuovo"


def test_nothing_is_declared_of_what_is_not_here(known):
    with pytest.raises(Organization.DoesNotExist):
        actions.declare_qualifications(rows=[(uuid4(), said(B))], by=make.JOB)


def test_a_declaration_is_never_more_than_declared(known):
    actions.declare_qualifications(rows=[(known[0].pk, said(B))], by=make.JOB)
    found = Qualification.objects.get(organization=known[0])
    assert (found.standing, found.source, found.stated_on) == (
        Standing.DECLARED, "Albo", date(2026, 5, 1)
    )  # fmt: skip
    assert (found.verified_by, found.verified_on) == ("", None)


def test_members_state_what_their_own_organization_is_and_strangers_nothing(known):
    new, declared, verified = known
    rows, gone = [(new.pk, said(A)), (declared.pk, said(A))], [(declared.pk, B)]
    with make.acting_as(make.member(new)) as by:
        with pytest.raises(Refused):
            actions.declare_qualifications(rows=rows, by=by)
        with pytest.raises(Refused):
            actions.remove_qualifications(rows=gone, by=by)
        assert len(actions.declare_qualifications(rows=rows[:1], by=by).qualifications) == 1
        assert actions.remove_qualifications(rows=[(new.pk, A)], by=by) == 1
    with make.acting_as(make.member(verified)) as by, pytest.raises(Refused):
        actions.remove_qualifications(rows=[(verified.pk, B)], by=by)


def test_many_statements_are_written_in_few_statements(django_assert_max_num_queries):
    rows = [(make.organization(f"Ente {n}").pk, said(kind)) for n in range(20) for kind in (A, B)]
    with django_assert_max_num_queries(7):
        actions.declare_qualifications(rows=rows, by=make.JOB)
    assert Qualification.objects.count() == 40
