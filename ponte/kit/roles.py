"""What each database role may touch, derived from the models; applied after every migration.

The app adds to history and journal and reads them, no more. The statistics role reads only
columns that are public or internal, and no table under row-level security: a setting opens those
rows, and any role may make settings. Figures about them are counted by the app.
"""

from django.apps import apps
from django.db import connection
from pghistory.models import Event

APP, STATISTICS, BACKUP = "ponte_app", "ponte_statistics", "ponte_backup"
INSERT_ONLY = {
    "audit_deletion",
    "audit_link",
    "audit_reading",
    "journal_entry",
    "pathways_signature",
    "pathways_transition",
    "sealing_datakey",
}
# Written once; only jobs remove them, when their time is over.
NEVER_CHANGED = {"pathways_emergencyreading", "pathways_emergencyword"}
# Keys, counted tries and links of the audit log say nothing about the territory.
NOT_FOR_STATISTICS = {"audit_link", "limits_tries", "pathways_yardkey", "sealing_datakey"}
READ_ONLY = {"django_migrations"}
# Functions of the owner that do one thing which the app may not, within a rule of their own.
RULED = (
    "audit_forget()",
    "journal_forget()",
    "organizations_forget()",
    "pathways_forget(uuid, text)",
    "pathways_forget_beside()",
    "pathways_forget_reasons()",
)


def history_tables() -> set[str]:
    """Return the tables that triggers write."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Event) and not model._meta.proxy and model._meta.managed
    }


def statistics_columns() -> dict[str, list[str]]:
    """Return, by table, the columns that say nothing about a person."""
    columns = {}
    for model in apps.get_models():
        declared = getattr(model, "privacy", None)
        if declared is None or issubclass(model, Event):
            continue
        names = [
            field.column
            for field in model._meta.local_concrete_fields
            if declared.of(field.name) in ("public", "internal")
        ]
        if names and model._meta.db_table not in NOT_FOR_STATISTICS:
            columns[model._meta.db_table] = names
    return columns


def protected_tables() -> set[str]:
    """Return the tables under row-level security, as the database itself says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        return {row[0] for row in cursor.fetchall()}


def grant_statements() -> list[str]:
    """Return every GRANT and REVOKE, in order; running them again changes nothing."""
    protected = protected_tables()
    app_tables = "ON ALL TABLES IN SCHEMA public"
    statements = [
        f"GRANT SELECT, INSERT, UPDATE, DELETE {app_tables} TO {APP}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}",
        f"REVOKE ALL {app_tables} FROM {STATISTICS}",
        f"GRANT SELECT {app_tables} TO {BACKUP}",
        f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {BACKUP}",
    ]
    for table in sorted(history_tables() | INSERT_ONLY):
        statements.append(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {APP}')
    for table in sorted(NEVER_CHANGED):
        statements.append(f'REVOKE UPDATE, TRUNCATE ON "{table}" FROM {APP}')
    for table in sorted(READ_ONLY):
        statements.append(f'REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "{table}" FROM {APP}')
    statements += [f"GRANT EXECUTE ON FUNCTION {name} TO {APP}" for name in RULED]
    for table, names in sorted(statistics_columns().items()):
        if table in protected:
            continue
        columns = ", ".join(f'"{name}"' for name in names)
        statements.append(f'GRANT SELECT ({columns}) ON "{table}" TO {STATISTICS}')
    return statements


def apply_grants() -> None:
    """Run the statements; the connection must be the owner's."""
    with connection.cursor() as cursor:
        for statement in grant_statements():
            cursor.execute(statement)
