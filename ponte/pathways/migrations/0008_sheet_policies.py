"""Row-level security of scans and sittings: they follow their sheet, and are narrower.

A scan shows a whole sheet at once. So the company gets none of a sheet of which it reads a part
only (plan, assessment, final report), whatever the worker shared. Who sat with whom is for who
works on the case and for the worker.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
ASKED = (
    "ANY ((SELECT string_to_array(NULLIF(current_setting('ponte.organizations', true), ''), "
    "',')::uuid[])::uuid[])"
)
MINE = (
    "ANY (ARRAY(SELECT m.organization_id FROM organizations_membership m "
    f"WHERE m.person_id = {ACTOR} AND m.ended_at IS NULL AND m.organization_id = {ASKED}))"
)
INSIDE = (
    f"p.office_id = {MINE} OR p.cooperative_id = {MINE} OR p.id = ANY (ARRAY(SELECT r.pathway_id "
    f"FROM pathways_caserole r WHERE r.person_id = {ACTOR} AND r.until IS NULL AND r.role IN "
    "('tutor', 'officer', 'manager', 'worker', 'representative', 'service', 'auditor')))"
)
# Sheets that a company reads whole, if it reads them at all.
WHOLE = "('I1', 'I2', 'I5', 'I7', 'I8')"


def of_sheet(table: str, condition: str) -> str:
    """The sheet is to be seen, which its own policy says, and the condition holds."""
    return (
        f"{JOB} OR EXISTS (SELECT 1 FROM pathways_document d "
        "LEFT JOIN pathways_pathway p ON p.id = d.pathway_id "
        f"WHERE d.id = {table}.document_id AND ({condition}))"
    )


FILE, SITTING = "pathways_sheetfile", "pathways_sitting"
# table: who reads, adds, changes; only jobs remove
TABLES = {
    FILE: (
        of_sheet(FILE, f"d.instrument IN {WHOLE} OR {INSIDE}"),
        f"({of_sheet(FILE, 'true')}) AND ({JOB} OR added_by_id = {ACTOR})",
        "",
    ),
    SITTING: (
        of_sheet(SITTING, INSIDE),
        f"({of_sheet(SITTING, INSIDE)}) AND ({JOB} OR held_by_id = {ACTOR})",
        of_sheet(SITTING, INSIDE),
    ),
}


def policies(table: str, read: str, add: str, change: str) -> list[str]:
    """Enabled, not forced: the owner migrates and the backup role reads all."""
    made = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({add})",
        f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({JOB})",
    ]
    if change:
        made.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change})")
    return made


def undo(table: str) -> list[str]:
    drops = [
        f"DROP POLICY IF EXISTS {table}_{verb} ON {table}"
        for verb in ("read", "add", "change", "remove")
    ]
    return [*drops, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0007_sheets")]
    operations = [
        migrations.RunSQL(sql=policies(table, *rules), reverse_sql=undo(table))
        for table, rules in TABLES.items()
    ]
