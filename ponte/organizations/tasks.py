"""Jobs of `organizations`: letters, and the nightly look at what nobody answers."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.organizations import actions, notifications


@app.task(name="organizations.tell")
def tell(notice: str, subject: str) -> None:
    """Send one notice; a member told of a keeping is noted on it."""
    by = Actor.job("organizations.tell")
    with acting(by):
        sent = notifications.send(notice, UUID(subject))
        if notice == "keeping_began" and sent:
            actions.note_told(keeping=UUID(subject), by=by)


@app.task(name="organizations.forget_asked")
def forget_asked(timestamp: int) -> None:
    """Nightly: what was asked, answered or ended two years ago goes, with its certificate."""
    by = Actor.job("organizations.forget_asked")
    with acting(by):
        actions.forget_asked(by=by)


@app.task(name="organizations.escalate_requests")
def escalate_requests(timestamp: int) -> None:
    """Remind members, and bring to the office what they left unanswered."""
    by = Actor.job("organizations.escalate_requests")
    with acting(by):
        actions.escalate_requests(now=timezone.now(), by=by)
