"""Jobs of imports: read, apply, go on after an interruption, delete what is kept too long."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from ponte.exchange.actions.applying import apply_staged
from ponte.exchange.actions.forgetting import forget_old, interrupted
from ponte.exchange.actions.looking import look_at_file
from ponte.exchange.actions.staging import stage_import
from ponte.exchange.actions.undoing import undo_applied
from ponte.exchange.states import ImportState
from ponte.kit.actor import Actor

LATER = {"seconds": 5}


@app.task(name="exchange.look_at_file")
def look(run_id: str) -> None:
    """Open a large file and read the names of its columns."""
    if not look_at_file(UUID(run_id)):
        app.configure_task("exchange.look_at_file", schedule_in=LATER).defer(run_id=run_id)


@app.task(name="exchange.stage_import")
def stage(run_id: str) -> None:
    """Read a file's lines and compare them."""
    if not stage_import(UUID(run_id)):
        app.configure_task("exchange.stage_import", schedule_in=LATER).defer(run_id=run_id)


@app.task(name="exchange.apply_staged")
def apply(run_id: str) -> None:
    """Apply a preview as one."""
    if not apply_staged(UUID(run_id)):
        app.configure_task("exchange.apply_staged", schedule_in=LATER).defer(run_id=run_id)


@app.task(name="exchange.undo_applied")
def undo(run_id: str) -> None:
    """Undo an applied import as one."""
    if not undo_applied(UUID(run_id)):
        app.configure_task("exchange.undo_applied", schedule_in=LATER).defer(run_id=run_id)


@app.task(name="exchange.resume_imports")
def resume(timestamp: int) -> None:
    """Take up imports whose worker was killed; one that is still at work keeps its hold."""
    for run_id, state in interrupted():
        work = {
            ImportState.RECEIVED: look_at_file,
            ImportState.APPLYING: apply_staged,
            ImportState.UNDOING: undo_applied,
        }
        work.get(state, stage_import)(run_id)


@app.task(name="exchange.forget_old")
def forget(timestamp: int) -> None:
    """Delete the files and lines of old imports."""
    forget_old(timezone.now(), by=Actor.job("exchange.forget_old"))
