"""Row-level security of court appointments, and the diary shut to whoever represents a worker.

The office writes an appointment; its holder, the worker and the co-operative read it. A page of
the diary that is shown to nobody is for the worker's own eyes: a policy that restricts what the
others let through.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
MINE = "ANY ((SELECT pathways_bodies())::uuid[])"
WRITE = f"{JOB} OR office_id = {MINE}"
READ = (
    f"{WRITE} OR employer_id = {MINE} OR person_id = {ACTOR} OR EXISTS (SELECT 1 "
    f"FROM pathways_worker w WHERE w.id = worker_id AND w.person_id = {ACTOR})"
)
TABLE, EVENT = "pathways_representative", "pathways_representativeevent"
DIARY = (
    f"instrument <> 'I9' OR {JOB} OR shared_with <> '{{}}' "
    "OR pathway_id = ANY ((SELECT pathways_assigned('{worker}'))::uuid[])"
)
MADE = [
    f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY {TABLE}_read ON {TABLE} FOR SELECT USING ({READ})",
    f"CREATE POLICY {TABLE}_add ON {TABLE} FOR INSERT WITH CHECK ({WRITE})",
    f"CREATE POLICY {TABLE}_change ON {TABLE} FOR UPDATE USING ({WRITE})",
    f"CREATE POLICY {TABLE}_remove ON {TABLE} FOR DELETE USING ({JOB})",
    f"ALTER TABLE {EVENT} ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY {EVENT}_read ON {EVENT} FOR SELECT USING ({JOB})",
    f"CREATE POLICY {EVENT}_add ON {EVENT} FOR INSERT WITH CHECK (true)",
    "CREATE POLICY pathways_document_diary ON pathways_document AS RESTRICTIVE FOR SELECT "
    f"USING ({DIARY})",
]
UNDONE = [
    "DROP POLICY pathways_document_diary ON pathways_document",
    *(f"DROP POLICY {EVENT}_{verb} ON {EVENT}" for verb in ("read", "add")),
    *(f"DROP POLICY {TABLE}_{verb} ON {TABLE}" for verb in ("read", "add", "change", "remove")),
    f"ALTER TABLE {EVENT} DISABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0010_representatives")]
    operations = [migrations.RunSQL(sql=MADE, reverse_sql=UNDONE)]
