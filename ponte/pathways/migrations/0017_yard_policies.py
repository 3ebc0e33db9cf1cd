"""Row-level security of phones in the yard and of what they sent.

A phone is its owner's; office and co-operative see that there is one, to cut it off. An entry is
read by nobody but who wrote it: it may be a private page of a diary. Jobs receive entries, because
a phone has no session. Keys are about nobody and sealed.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
MINE = "ANY ((SELECT pathways_bodies())::uuid[])"
OWN = f"{JOB} OR person_id = {ACTOR}"
PHONE = f"{OWN} OR office_id = {MINE} OR cooperative_id = {MINE}"
CASE = "EXISTS (SELECT 1 FROM pathways_pathway p WHERE p.id = pathway_id)"

# table: who reads, adds, changes; only jobs remove
TABLES = {
    "pathways_yardphone": (PHONE, f"{JOB} OR (person_id = {ACTOR} AND {CASE})", PHONE),
    "pathways_yardentry": (OWN, JOB, OWN),
}


def policies(table: str, read: str, add: str, change: str) -> list[str]:
    """Enabled, not forced: the owner migrates and the backup role reads all."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({add})",
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change})",
        f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({JOB})",
    ]


def undo(table: str) -> list[str]:
    drops = [
        f"DROP POLICY IF EXISTS {table}_{verb} ON {table}"
        for verb in ("read", "add", "change", "remove")
    ]
    return [*drops, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0016_yard")]
    operations = [
        migrations.RunSQL(sql=policies(table, *rules), reverse_sql=undo(table))
        for table, rules in TABLES.items()
    ]
