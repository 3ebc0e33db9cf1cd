"""What the database itself refuses of money, calls and meetings, by the constraint's name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from ponte.pathways import models
from tests.pathways import factories as make
from tests.pathways.office_calls import Desk, desk
from tests.pathways.rows import DAY

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def found() -> Desk:
    return desk(make.cast())


def again(row, **changed):
    """The same row once more, with another key."""
    row.pk = row._meta.pk.get_default()
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def point(one: Desk, **told):
    return models.AgendaItem.objects.create(meeting=one.meeting, **told)


def cost(one: Desk, **told):
    opening = {"office": one.funding.office, "company": one.association}
    lead = models.Opportunity.objects.create(searched_by=one.funding.office, **opening)
    worker = models.Worker.objects.create(
        office=one.funding.office, employer=one.association, code="L-1", employed_since=DAY
    )
    case = models.Pathway.objects.create(
        code="P-1",
        worker=worker,
        office=one.funding.office,
        cooperative=make.organization("Coop"),
        opportunity=lead,
        company=one.association,
    )
    models.CostLine.objects.create(
        pathway=case, kind="tutoring", cents=1, on=DAY, recorded_by_id=case.pk, **told
    )


BROKEN = {
    "funding_once_per_office": lambda one: again(one.funding),
    "funding_days_in_order": lambda one: models.Funding.objects.update(
        last_day=F("first_day") - timedelta(days=1)
    ),
    "funding_is_an_amount": lambda one: models.Funding.objects.update(budget_cents=0),
    "cost_line_of_hours_names_its_days": lambda one: cost(one, paid_from=DAY, paid_minutes=60),
    "call_published_before_it_closes": lambda one: models.Call.objects.filter(
        pk=one.draft.pk
    ).update(closed_at="2026-01-01T00:00Z"),
    "call_for_another_body": lambda one: models.Call.objects.update(office=F("association")),
    "call_answered_once": lambda one: [
        models.CallAnswer.objects.create(
            call=one.call,
            office=one.call.office,
            company=one.association,
            opportunity=models.Opportunity.objects.create(
                office=one.call.office, company=one.association, searched_by=one.call.office
            ),
            answered_by_id=one.bringer.pk,
        )
        for _twice in range(2)
    ],
    "association_member_once": lambda one: again(one.member),
    "association_member_is_another": lambda one: models.AssociationMember.objects.update(
        company=F("association")
    ),
    "agenda_item_says_what": lambda one: point(one, position=2),
    "agenda_item_in_order": lambda one: point(one, position=1, subject="Meals"),
    "meeting_guest_once": lambda one: again(models.MeetingGuest.objects.get()),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks_a_constraint(found, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](found)
