"""A worker killed at any checkpoint leaves nothing half done; taken up again, the end is the same.

Real processes, really killed: each is forked from this one, which holds no connection then.
"""

import os
import signal
import threading
import time

import pytest
from django.db import connections

from ponte.directory.models import Enterprise, SearchDocument
from ponte.exchange.actions import applying, staging
from ponte.exchange.actions.applying import apply_import, apply_staged
from ponte.exchange.actions.mapping import map_columns
from ponte.exchange.actions.staging import stage_import
from ponte.exchange.importers import progress
from ponte.exchange.importers.acting import working_for
from ponte.exchange.models import ImportRun, StagedRow
from ponte.exchange.states import ImportState
from ponte.organizations.models import Organization
from tests.exchange.factories import (
    HEADER,
    JOB,
    applied,
    as_job,
    csv_bytes,
    enterprise,
    fresh,
    previewed,
    uploaded,
)
from tests.organizations.factories import municipality

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "aside"]),
    pytest.mark.processes,
]
LINES = [enterprise(number) for number in range(12)]
CHANGED = [enterprise(number, Email=f"new{number}@example.org") for number in range(6)]
EDITION = [*CHANGED, *LINES[6:9], enterprise(20), enterprise(21)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(applying, "BATCH", 4)
    monkeypatch.setattr(staging, "LINES", 4)
    monkeypatch.setattr(staging, "RECORDS", 4)
    with as_job():
        municipality()


def killed_at(checkpoint: int, work, run_id) -> bool:
    """Do the work in a process that kills itself there; False when it came to its end before."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        passed = [0]
        write = progress.mark

        def mark(*place):
            passed[0] += 1
            if passed[0] == checkpoint:
                os.kill(os.getpid(), signal.SIGKILL)
            write(*place)

        progress.mark = mark
        try:
            work(run_id)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def take_up(work, run_id) -> None:
    """What the periodic job does; the server may need a moment to see that the other is gone."""
    deadline = time.monotonic() + 10
    while not work(run_id):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def clear() -> None:
    with as_job():
        ImportRun.objects.all().delete()
        SearchDocument.objects.all().delete()
        Enterprise.objects.all().delete()
        Organization.objects.all().delete()


def ready_to_apply() -> ImportRun:
    """The first edition applied, and the second one about to be."""
    clear()
    applied(csv_bytes(HEADER, LINES))
    run = previewed(csv_bytes(HEADER, EDITION), is_complete=True)
    with working_for(JOB):
        apply_import(run=run, by=JOB)
    return run


def names() -> dict[str, str]:
    with as_job():
        return dict(Enterprise.objects.values_list("organization__name", "state"))


def test_an_apply_killed_anywhere_and_taken_up_gives_the_uninterrupted_result():
    run = ready_to_apply()
    before = names()
    apply_staged(run.pk)
    after, digest = names(), fresh(run).result_digest
    assert fresh(run).state == ImportState.APPLIED
    assert len(digest) == 64
    checkpoint = 0
    while True:
        checkpoint += 1
        run = ready_to_apply()
        if not killed_at(checkpoint, apply_staged, run.pk):
            break
        assert names() == before, "a killed apply leaves nothing behind"
        assert fresh(run).state == ImportState.APPLYING
        take_up(apply_staged, run.pk)
        assert (names(), fresh(run).result_digest) == (after, digest)
    assert checkpoint > 4


def staged() -> ImportRun:
    clear()
    run = uploaded(csv_bytes(HEADER, LINES))
    with working_for(JOB):
        return map_columns(run=run, columns=run.columns, by=JOB)


def preview(run) -> list:
    with as_job():
        rows = StagedRow.objects.filter(run=run).order_by("line")
        return list(rows.values_list("line", "verdict", "record_id", "cleaned", "changes"))


def test_a_reading_killed_anywhere_and_taken_up_gives_the_uninterrupted_preview():
    run = staged()
    stage_import(run.pk)
    whole, counts = preview(run), fresh(run).counts
    checkpoint = 0
    while True:
        checkpoint += 1
        run = staged()
        if not killed_at(checkpoint, stage_import, run.pk):
            break
        take_up(stage_import, run.pk)
        assert fresh(run).state == ImportState.PREVIEWED
        assert (preview(run), fresh(run).counts) == (whole, counts)
    assert checkpoint > 4


def test_two_workers_on_one_import_apply_it_once():
    run = ready_to_apply()
    answers = []

    def work():
        answers.append(apply_staged(run.pk))
        connections.close_all()

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert True in answers
    assert fresh(run).state == ImportState.APPLIED
    assert len(names()) == 14


def test_an_import_whose_ground_moved_applies_nothing_and_shows_a_new_preview():
    clear()
    first = previewed(csv_bytes(HEADER, LINES))
    second = previewed(csv_bytes(HEADER, EDITION))
    for run in (first, second):
        with working_for(JOB):
            apply_import(run=run, by=JOB)
        apply_staged(run.pk)
    assert fresh(first).state == ImportState.APPLIED
    again = fresh(second)
    assert again.state == ImportState.MAPPED
    assert again.trouble
    with as_job():
        assert Organization.objects.filter(email__startswith="new").count() == 0
    stage_import(second.pk)
    assert fresh(second).counts == {"change": 6, "unchanged": 3, "add": 2}
