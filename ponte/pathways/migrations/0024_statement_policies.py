"""Row-level security of what the parties state: read with the case, added by who records it.

Nobody changes a statement; only jobs remove one, when its time is over.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
CASE = "EXISTS (SELECT 1 FROM pathways_pathway p WHERE p.id = pathway_id)"
T = "pathways_statement"
SQL = [
    f"ALTER TABLE {T} ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY {T}_read ON {T} FOR SELECT USING ({JOB} OR {CASE})",
    f"CREATE POLICY {T}_add ON {T} FOR INSERT "
    f"WITH CHECK ({JOB} OR (recorded_by_id = {ACTOR} AND {CASE}))",
    f"CREATE POLICY {T}_remove ON {T} FOR DELETE USING ({JOB})",
]
UNDO = [
    *(f"DROP POLICY IF EXISTS {T}_{verb} ON {T}" for verb in ("read", "add", "remove")),
    f"ALTER TABLE {T} DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0023_ending_signed")]
    operations = [migrations.RunSQL(sql=SQL, reverse_sql=UNDO)]
