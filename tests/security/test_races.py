"""Two posts at once on one signed link: its work is done once, and nobody sees a fault."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone

from ponte.directory.models import ServiceCard
from ponte.directory.notifications import CONFIRM_LINK
from ponte.directory.queries.freshness import CONFIRM
from ponte.kit import links
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.duties.models import Duty
from ponte.kit.journal.models import Entry
from ponte.organizations.models import Invitation, Keeping, Membership
from ponte.organizations.rules.access import INVITATION_LINK, KEEPING_LINK
from tests.directory.editing import factories as make
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "aside"])
JOB = Actor.job("test")
AT_ONCE = 4


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


def at_once(path: str, data: dict | None = None, who=None) -> list[int]:
    """Post the same from several browsers at the same moment; return the statuses."""
    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        if who:
            client.force_login(who)
    start, statuses = threading.Barrier(AT_ONCE), []

    def post(client):
        try:
            start.wait(timeout=10)
            statuses.append(client.post(path, data or {}).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(statuses) == AT_ONCE
    assert max(statuses) < 500, statuses
    return statuses


def journalled(what: str) -> int:
    with acting(JOB):
        return Entry.objects.filter(what=what).count()


def test_a_keeping_ends_once():
    with acting(JOB):
        keeper, kept = make.organization("Rete"), make.organization("Piccola", claimed=False)
        keeping = make.keeping(keeper, kept)
    token = links.make(KEEPING_LINK, {"keeping": str(keeping.pk)}, days=7)
    at_once(f"/en/organizations/keepings/{token}/")
    assert journalled("keeping.ended") == 2  # one line in either story
    with acting(JOB):
        assert Keeping.objects.get().ended_at


def test_an_invitation_makes_one_member():
    with acting(JOB):
        ours, who = make.organization("Sole"), person("Ines")
        manager = make.member(ours, name="Mara")
        invitation = Invitation.objects.create(
            organization=ours,
            email=who.email,
            role="organization_editor",
            invited_by_id=manager.pk,
        )
    token = links.make(INVITATION_LINK, {"invitation": str(invitation.pk)}, days=7)
    at_once(f"/en/organizations/invitations/{token}/", who=who)
    assert journalled("member.joined") == 1
    with acting(JOB):
        assert Membership.objects.filter(organization=ours, person=who).count() == 1


@pytest.mark.parametrize(
    "then, what, ended", [("", "card.confirmed", "done"), ("stop", "reminder.stopped", "stopped")]
)
def test_a_listing_is_confirmed_or_a_reminder_stopped_once(then, what, ended):
    with acting(JOB):
        ours = make.organization("Sole")
        card = make.published(ours)
        ServiceCard.objects.update(verified_on=timezone.localdate() - timedelta(days=90))
        duty = Duty.objects.create(
            kind=CONFIRM,
            subject_type="directory.servicecard",
            subject_id=card.pk,
            organization_id=ours.pk,
            addressee="mara@example.org",
            due_at=timezone.now(),
        )
        version = ServiceCard.objects.get().content_version
    token = links.make(CONFIRM_LINK, {"duty": str(duty.pk)}, days=7)
    at_once(f"/en/confirm/{token}/", {"then": then})
    assert journalled(what) == 1
    with acting(JOB):
        assert Duty.objects.get().ended_how == ended
        assert ServiceCard.objects.get().content_version == version + (not then)
