"""Row-level security: an import is seen by its organization and by the platform's office.

Policies read the row context set by `ponte.kit.acting` and never another table.
"""

from django.db import migrations

MINE = (
    "ANY ((SELECT string_to_array(NULLIF(current_setting('ponte.organizations', true), ''), "
    "',')::uuid[])::uuid[])"
)
PLATFORM = "(SELECT current_setting('ponte.platform', true) = 'on')"
SEEN = f"{PLATFORM} OR organization_id = {MINE}"


def policies(table: str, insert: str) -> list[str]:
    """Enabled, not forced: the owner migrates and the backup role reads all."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({SEEN})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({insert})",
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({SEEN})",
        f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({SEEN})",
    ]


def undo(table: str) -> list[str]:
    drops = [f"DROP POLICY {table}_{verb} ON {table}" for verb in VERBS]
    return [*drops, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


VERBS = ("read", "add", "change", "remove")
TABLES = {
    "exchange_importrun": SEEN,
    "exchange_stagedrow": SEEN,
    "exchange_savedmapping": SEEN,
    "exchange_savedmappingevent": "true",
}


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]
    operations = [
        migrations.RunSQL(sql=policies(table, insert), reverse_sql=undo(table))
        for table, insert in TABLES.items()
    ]
