"""Row-level security of an association's members, of the yes of one of two, of papers that wait.

A published call is read by the firms on its association's list, no longer by whoever is signed in.
Half a yes is its sayer's: added by them alone, read by the worker's side and the office. What was
written down of a paper is added by who wrote it and settled by the office; another than the writer,
a constraint says.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
MINE = "ANY ((SELECT pathways_bodies())::uuid[])"
SPEAKS = "ANY ((SELECT pathways_bodies_as('{association_officer}'))::uuid[])"
TUTORED = "ANY ((SELECT pathways_assigned('{tutor,officer,manager}'))::uuid[])"
CALL = "pathways_call"
BEFORE = (
    f"{JOB} OR association_id = {MINE} OR office_id = {MINE} "
    f"OR (published_at IS NOT NULL AND {ACTOR} IS NOT NULL)"
)
LISTED = (
    "association_id IN (SELECT a.association_id FROM pathways_associationmember a "
    f"WHERE a.ended_at IS NULL AND a.company_id = {MINE})"
)
AFTER = (
    f"{JOB} OR association_id = {MINE} OR office_id = {MINE} "
    f"OR (published_at IS NOT NULL AND {LISTED})"
)
OWN = (
    f"worker_id = ANY (ARRAY(SELECT w.id FROM pathways_worker w WHERE w.person_id = {ACTOR})) "
    "OR worker_id = ANY (ARRAY(SELECT r.worker_id FROM pathways_caserole r "
    f"WHERE r.person_id = {ACTOR} AND r.until IS NULL AND r.role = 'representative'))"
)
OFFICE = f"{JOB} OR office_id = {MINE}"
# table: who reads, adds, changes; only jobs remove
TABLES = {
    "pathways_associationmember": (
        f"{JOB} OR association_id = {MINE} OR company_id = {MINE}",
        f"{JOB} OR (association_id = {SPEAKS} AND added_by_id = {ACTOR})",
        f"{JOB} OR association_id = {SPEAKS}",
    ),
    "pathways_consenthalf": (
        f"{OFFICE} OR {OWN}",
        f"{JOB} OR (said_by_id = {ACTOR} AND ({OWN}))",
        f"{JOB} OR {OWN}",
    ),
    "pathways_paperword": (
        f"{OFFICE} OR written_by_id = {ACTOR}",
        f"{JOB} OR (written_by_id = {ACTOR} AND (office_id = {MINE} OR pathway_id = {TUTORED}))",
        OFFICE,
    ),
    "pathways_associationmemberevent": (JOB, "true", ""),
}


def policies(table: str, read: str, add: str, change: str) -> list[str]:
    """Enabled, not forced: the owner migrates and the backup role reads all."""
    made = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({add})",
    ]
    if change:
        made.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change})")
        made.append(f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({JOB})")
    return made


def undo(table: str) -> list[str]:
    drops = [
        f"DROP POLICY IF EXISTS {table}_{verb} ON {table}"
        for verb in ("read", "add", "change", "remove")
    ]
    return [*drops, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0028_papers_and_members")]
    operations = [
        *(
            migrations.RunSQL(sql=policies(table, *rules), reverse_sql=undo(table))
            for table, rules in TABLES.items()
        ),
        migrations.RunSQL(
            sql=f"ALTER POLICY {CALL}_read ON {CALL} USING ({AFTER})",
            reverse_sql=f"ALTER POLICY {CALL}_read ON {CALL} USING ({BEFORE})",
        ),
    ]
