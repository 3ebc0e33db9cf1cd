"""Row-level security of matching: office and co-operative, whoever is assigned, never a company.

A company reads what its own opening asks, because the policy of the opening lets it in, and how
the office weighs, once a case of its own is shown to it. A proposal is for the office alone.
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
ASSIGNED = (
    f"ANY (ARRAY(SELECT r.worker_id FROM pathways_caserole r WHERE r.person_id = {ACTOR} "
    "AND r.until IS NULL AND r.role IN ('tutor', 'officer', 'manager', 'worker', "
    "'representative')))"
)
ITSELF = f"ANY (ARRAY(SELECT w.id FROM pathways_worker w WHERE w.person_id = {ACTOR}))"
EMPLOYED = f"{JOB} OR office_id = {MINE} OR employer_id = {MINE}"
OF_WORKER = f"{EMPLOYED} OR worker_id = {ASSIGNED} OR worker_id = {ITSELF}"
OFFICE = f"{JOB} OR office_id = {MINE}"
OPENING = (
    f"{JOB} OR EXISTS (SELECT 1 FROM pathways_opportunity o WHERE o.id = opportunity_id)"
)
SEARCH = (
    f"{JOB} OR EXISTS (SELECT 1 FROM pathways_opportunity o WHERE o.id = opportunity_id "
    f"AND (o.office_id = {MINE} OR o.searched_by_id = {MINE}))"
)
HOW = (
    f"{OFFICE} OR EXISTS (SELECT 1 FROM pathways_pathway p "
    "WHERE p.office_id = pathways_matchingweights.office_id) OR EXISTS (SELECT 1 "
    "FROM pathways_worker w WHERE w.office_id = pathways_matchingweights.office_id)"
)

# table: who reads, adds, changes; only jobs remove
TABLES = {
    "pathways_abilityprofile": (OF_WORKER, OFFICE, f"{OFFICE} OR worker_id = {ASSIGNED} "
                                f"OR worker_id = {ITSELF}"),
    "pathways_jobconditions": (OPENING, SEARCH, SEARCH),
    "pathways_matchingweights": (HOW, OFFICE, ""),
    "pathways_pairreview": (OF_WORKER, f"{JOB} OR (reviewed_by_id = {ACTOR} "
                            f"AND office_id = {MINE})", ""),
    "pathways_matchproposal": (OFFICE, OFFICE, OFFICE),
}  # fmt: skip
EVENTS = {f"{table}event": (JOB, "true", "") for table in TABLES}


def policies(table: str, read: str, add: str, change: str) -> list[str]:
    """Enabled, not forced: the owner migrates and the backup role reads all."""
    made = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({add})",
    ]
    if change:
        made.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change})")
    if not table.endswith("event"):
        made.append(f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({JOB})")
    return made


def undo(table: str) -> list[str]:
    drops = [
        f"DROP POLICY IF EXISTS {table}_{verb} ON {table}"
        for verb in ("read", "add", "change", "remove")
    ]
    return [*drops, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0003_matching")]
    operations = [
        migrations.RunSQL(sql=policies(table, *rules), reverse_sql=undo(table))
        for table, rules in {**TABLES, **EVENTS}.items()
    ]
