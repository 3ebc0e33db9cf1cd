"""Each morning: look at every running secondment, and keep what its tutor should look at."""

from datetime import UTC, date, datetime, time

from django.db import transaction
from django.utils import timezone

from ponte.kit.actor import Actor
from ponte.kit.duties.ledger import end_duties, open_duty
from ponte.kit.duties.models import Duty
from ponte.kit.errors import Refused
from ponte.pathways.models import Pathway
from ponte.pathways.queries.watching import KIND, running
from ponte.pathways.rules.days import working_days_after
from ponte.pathways.rules.watching import ACT_WORKING_DAYS, Alert, alerts


@transaction.atomic
def watch_secondments(*, by: Actor, today: date | None = None) -> int:
    """Open a duty for each alert and end those whose reason is gone; return how many are open."""
    if not by.is_job:
        raise Refused("pathways.watch_secondments")
    today = today or timezone.localdate()
    due = datetime.combine(working_days_after(today, ACT_WORKING_DAYS), time(18), UTC)
    wanted = {}
    for case, watched in running():
        for alert in alerts(watched, today):
            wanted[(KIND + alert.value, case.pk)] = case
    _end_others(set(wanted))
    for (kind, _pk), case in wanted.items():
        open_duty(
            kind=kind,
            on=case,
            addressee=(case.tutor.email or "") if case.tutor else "",
            due_at=due,
            organization=case.cooperative_id,
            language=case.tutor.language if case.tutor else "it",
            cap=0,
        )
    return len(wanted)


def _end_others(wanted: set) -> None:
    kinds = [KIND + one.value for one in Alert]
    still_open = Duty.objects.filter(kind__in=kinds, ended_at__isnull=True)
    for kind, subject in set(still_open.values_list("kind", "subject_id")) - wanted:
        end_duties(kind=kind, on=Pathway(pk=subject), how="done")
