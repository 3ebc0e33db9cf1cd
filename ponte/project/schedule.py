"""Every periodic job, one table: cron (server time), then the task by its name.

A flat's `tasks.py` declares `@app.task(name="flat.verb_noun")` taking `timestamp`.
"""

from procrastinate import App

PERIODIC: tuple[tuple[str, str], ...] = (
    ("* * * * *", "project.rescue_jobs"),
    ("20 3 * * *", "project.forget_jobs"),
    ("10 3 * * *", "limits.forget_old"),
    ("15 3 * * *", "audit.forget_readings"),
    ("25 3 * * *", "audit.export_heads"),
    ("5 * * * *", "directory.remind_stale_listings"),
    ("35 * * * *", "directory.escalate_voices"),
    ("40 3 * * *", "directory.retire_stale_listings"),
    ("50 3 * * *", "directory.forget_voices"),
    ("15 0 * * *", "directory.fold_failed_searches"),
    ("50 3 * * *", "directory.reindex"),
    ("30 6 * * *", "organizations.escalate_requests"),
    ("45 3 * * *", "organizations.forget_asked"),
    ("30 3 * * *", "journal.forget_entries"),
    ("45 6 * * *", "pathways.remind_agreements"),
    ("50 6 * * *", "pathways.remind_of_turns"),
    ("2 0 * * *", "pathways.close_representatives"),
    ("1 0 * * *", "pathways.expire_openings"),
    ("15 6 * * *", "pathways.watch_secondments"),
    ("3 0 * * *", "pathways.expire_consents"),
    ("5 2 * * *", "pathways.let_go"),
    ("55 2 * * *", "pathways.tidy_yard"),
    ("*/2 * * * *", "exchange.resume_imports"),
    ("40 3 * * *", "exchange.forget_old"),
)


def on_app_ready(app: App) -> None:
    """Bind each line of the table to its task; an unknown task name stops the start."""
    for cron, name in PERIODIC:
        app.periodic(cron=cron, periodic_id=name)(app.tasks[name])
