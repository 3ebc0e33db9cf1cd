"""A job held by a killed worker is done by the next one."""

import asyncio

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from ponte.project.tasks import rescue_jobs

PLANT = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
    VALUES ('default', 'planted', '{}', 'doing') RETURNING id
"""
STATUS = "SELECT status FROM procrastinate_jobs WHERE id = %s"


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_is_gone_is_given_back():
    with connection.cursor() as cursor:
        cursor.execute(PLANT)
        job = cursor.fetchone()[0]
    asyncio.run(_rescue())
    with connection.cursor() as cursor:
        cursor.execute(STATUS, [job])
        assert cursor.fetchone() == ("todo",)
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job])


async def _rescue():
    worker_app = app.with_connector(app.connector.get_worker_connector())
    async with worker_app.open_async():

        class Context:
            app = worker_app

        await rescue_jobs.func(Context, 0)
