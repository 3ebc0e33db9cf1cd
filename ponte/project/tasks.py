"""Housekeeping of the jobs themselves, and who listens when another flat has news."""

from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from ponte.directory.actions.index import index_organization
from ponte.kit.acting import acting
from ponte.kit.actor import Actor

LOST_AFTER = 60.0  # seconds without a sign of life from the worker that holds a job
KEEP_HOURS = 7 * 24


@app.task(name="project.rescue_jobs", queueing_lock="project.rescue_jobs", pass_context=True)
async def rescue_jobs(context: JobContext, timestamp: int) -> None:
    """Give back the jobs that a killed worker held; every job may run twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=LOST_AFTER):
        await manager.retry_job(job)


@app.task(name="project.forget_jobs", queueing_lock="project.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Forget finished jobs after a week: their arguments may name people."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_HOURS, include_failed=False)


@app.task(name="organizations.changed")
def organization_changed(organization: str) -> None:
    """Renew the search documents of an organization whose own facts have changed."""
    with acting(Actor.job("organizations.changed")):
        index_organization(UUID(organization))
