"""How far a job has come, told on the second connection so that others see it at once."""

from uuid import UUID

from django.utils import timezone

from ponte.exchange.models import ImportProgress


def mark(run_id: UUID, done: int, total: int) -> None:
    """Write down a checkpoint."""
    ImportProgress.objects.using("aside").update_or_create(
        run_id=run_id, defaults={"done": done, "total": total, "at": timezone.now()}
    )


def forget(run_id: UUID) -> None:
    """Delete the checkpoint of a finished job."""
    ImportProgress.objects.using("aside").filter(run_id=run_id).delete()
