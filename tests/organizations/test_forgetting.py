"""What was asked, answered or ended goes two years later, certified; who still acts stays."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.audit.models import Deletion
from ponte.kit.errors import Refused
from ponte.kit.ids import uuid7
from ponte.kit.journal.models import Entry
from ponte.kit.journal.tasks import forget_entries
from ponte.organizations import actions
from ponte.organizations.actions.forgetting import RULE
from ponte.organizations.models import AccessRequest, Claim, Invitation, Membership
from ponte.organizations.tasks import forget_asked
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]
OLD, YOUNG = (timezone.now() - timedelta(days=days) for days in (740, 700))


def asked(at) -> None:
    """One of each: ended, answered, left unanswered."""
    organization, who = make.organization(claimed=True), make.person()
    given = {"organization": organization, "role": "organization_editor"}
    invited = {"invited_by_id": uuid7(), "invited_at": at - timedelta(days=9)}
    email = f"{organization.pk}@example.org"
    Invitation.objects.create(**given, **invited, email=email, ended_at=at, ended_how="accepted")
    Membership.objects.create(**given, person=who, since=at - timedelta(days=9), ended_at=at)
    told = {"organization": organization, "person": who, "asked_at": at}
    AccessRequest.objects.create(**told, role="organization_editor", message="Sono io")
    done = {"state": "accepted", "answered_at": at, "answer": "Va bene"}
    Claim.objects.create(**told, **done, function="Presidente", proof="code")


MODELS = (Invitation, Membership, AccessRequest, Claim)


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_two_years_later_it_goes_with_a_certificate():
    asked(OLD)
    asked(YOUNG)
    staying = make.member(make.organization(claimed=True))
    with acting(make.JOB):
        forget_asked(timestamp=0)
        assert counts() == [1, 2, 1, 1]
        assert Membership.objects.filter(person=staying).exists()
        told = Deletion.objects.get()
        assert (told.rule, told.how, told.things) == (RULE, "deleted", 4)
        assert actions.forget_asked(by=make.JOB) == 0 and Deletion.objects.count() == 1


def test_history_goes_when_the_row_is_gone_and_nothing_is_younger(monkeypatch):
    event = apps.get_model("organizations", "InvitationEvent")
    monkeypatch.setattr(event._meta.get_field("pgh_created_at"), "auto_now_add", False)
    asked(YOUNG)
    gone, kept = uuid7(), Invitation.objects.get().pk
    with acting(make.JOB):
        line = event.objects.filter(pgh_obj_id=kept).values().get()
        line.pop("pgh_id")
        for row, at in ((gone, OLD), (kept, OLD), (uuid7(), YOUNG)):
            event.objects.create(**{**line, "pgh_obj_id": row, "id": row, "pgh_created_at": at})
        actions.forget_asked(by=make.JOB)
        left = set(event.objects.values_list("pgh_obj_id", flat=True))
    assert gone not in left and kept in left and len(left) == 2


def test_no_person_lets_go():
    with make.acting_as(make.officer()) as by, pytest.raises(Refused):
        actions.forget_asked(by=by)


def test_the_journal_forgets_after_ten_years_and_not_before():
    told = {"actor_kind": "job", "what": "x", "subject_type": "y", "subject_id": uuid7()}
    days = {"old": 3700, "young": 3600}
    with acting(make.JOB):
        for name, ago in days.items():
            at = timezone.now() - timedelta(days=ago)
            Entry.objects.create(**told, at=at, actor_name=name)
        forget_entries(timestamp=0)
        assert set(Entry.objects.filter(what="x").values_list("actor_name", flat=True)) == {"young"}
        with connection.cursor() as cursor:
            cursor.execute("SELECT journal_forget()")
            assert cursor.fetchone() == (0,)
