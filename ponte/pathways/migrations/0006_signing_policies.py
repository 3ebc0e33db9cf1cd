"""Row-level security of signing: who works on the case; a company sees its own signatories alone.

Names and addresses of whoever signs for the worker stay from the company: it reads the name on
the text once it is signed. Links and codes are for office and co-operative.
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


def assigned(*roles: str) -> str:
    words = ", ".join(f"'{role}'" for role in roles)
    return (
        f"ANY (ARRAY(SELECT r.pathway_id FROM pathways_caserole r WHERE r.person_id = {ACTOR} "
        f"AND r.until IS NULL AND r.role IN ({words})))"
    )


def case(condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM pathways_pathway p WHERE p.id = pathway_id AND ({condition}))"


BODIES = f"p.office_id = {MINE} OR p.cooperative_id = {MINE}"
STAFF = f"{BODIES} OR p.id = {assigned('tutor', 'officer', 'manager')}"
INSIDE = f"{BODIES} OR p.id = " + assigned(
    "tutor", "officer", "manager", "worker", "representative", "auditor"
)
OFFICE = f"p.office_id = {MINE} OR p.id = {assigned('officer')}"
SIGNATORY_READ = (
    f"{JOB} OR {case(INSIDE)} OR (party = 'company' AND {case(f'p.company_id = {MINE}')})"
)

# table: who reads, adds, changes; only jobs remove
TABLES = {
    "pathways_signatory": (
        SIGNATORY_READ,
        f"{JOB} OR (named_by_id = {ACTOR} AND {case(OFFICE)})",
        f"{JOB} OR {case(OFFICE)}",
    ),
    "pathways_signingpass": (
        f"{JOB} OR {case(STAFF)}",
        f"{JOB} OR (made_by_id = {ACTOR} AND {case(STAFF)})",
        f"{JOB} OR {case(STAFF)}",
    ),
}
EVENTS = {"pathways_signatoryevent": (JOB, "true", "")}


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
    dependencies = [("pathways", "0005_signing")]
    operations = [
        migrations.RunSQL(sql=policies(table, *rules), reverse_sql=undo(table))
        for table, rules in {**TABLES, **EVENTS}.items()
    ]
