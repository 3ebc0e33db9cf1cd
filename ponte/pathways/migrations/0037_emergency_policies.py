"""Row policies of broken glass: one case, for an hour, read and never written.

An administrator of the platform, who belongs to no body of the case, reads in it what an auditor
reads while an emergency reading of theirs stands: not closed, its hour not over. What a court said
and the diary stay shut, as they do to an auditor. Whatever a policy of a table would let its reader
add or change in that case is refused to them. Nobody changes an emergency reading or a word on it,
jobs included; jobs remove them when the case is let go.
"""

from django.db import migrations

LENT = (
    "LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp"
)
ME = "nullif(current_setting('ponte.actor', true), '')::uuid"
ACTOR = f"(SELECT {ME})"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
MEMBER = f"FROM public.organizations_membership m WHERE m.person_id = {ME} AND m.ended_at IS NULL"
MANDATE = "m.role = 'platform_administrator' AND m.area_id IS NULL AND m.ended_at IS NULL"
GLASS = f"""CREATE FUNCTION pathways_broken_glass()
    RETURNS uuid[] COST 50 {LENT} AS $$
    BEGIN
        RETURN ARRAY(
            SELECT p.id FROM public.pathways_emergencyreading e
            JOIN public.pathways_pathway p ON p.id = e.pathway_id
            WHERE e.opened_by_id = {ME} AND e.until > now()
            AND e.until <= now() + interval '1 hour 5 minutes'
            AND NOT EXISTS (SELECT 1 FROM public.pathways_emergencyword w
                WHERE w.reading_id = e.id AND w.kind = 'closed')
            AND EXISTS (SELECT 1 FROM public.organizations_mandate m
                WHERE m.person_id = {ME} AND {MANDATE})
            AND NOT EXISTS (SELECT 1 {MEMBER}
                AND m.organization_id IN (p.office_id, p.cooperative_id, p.company_id))
        );
    END $$"""


def words(names) -> str:
    return ", ".join(f"'{name}'" for name in names)


def member(of: str, *roles: str) -> str:
    return (
        f"EXISTS (SELECT 1 {MEMBER} AND m.organization_id = r.{of} AND m.role IN ({words(roles)}))"
    )


def outside(role: str) -> str:
    return (
        f"EXISTS (SELECT 1 {MEMBER} AND m.role = '{role}') "
        f"AND NOT EXISTS (SELECT 1 {MEMBER} AND m.organization_id = (SELECT p.company_id "
        "FROM public.pathways_pathway p WHERE p.id = r.pathway_id))"
    )


OPENED = (
    "EXISTS (SELECT 1 FROM public.pathways_readingneed n WHERE n.pathway_id = r.pathway_id "
    f"AND n.reader_id = {ME} AND n.what = 'audit' AND n.closed_at IS NULL "
    "AND n.until > now())"
)
BACKED = (
    "(CASE r.role "
    f"WHEN 'tutor' THEN {member('cooperative_id', 'integration_tutor', 'cooperative_manager')} "
    f"WHEN 'manager' THEN {member('cooperative_id', 'cooperative_manager')} "
    f"WHEN 'officer' THEN {member('office_id', 'placement_officer', 'placement_lead')} "
    f"WHEN 'service' THEN {outside('service_operator')} "
    f"WHEN 'auditor' THEN {outside('pathway_auditor')} AND {OPENED} "
    "ELSE true END)"
)
OPEN = f"r.person_id = {ME} AND r.until IS NULL"
READERS = words(("tutor", "officer", "manager", "worker", "representative", "service", "auditor"))


def functions(cases: str, workers: str) -> list[str]:
    """As in 0026, and what they add for whoever has broken the glass."""
    return [
        f"""CREATE OR REPLACE FUNCTION pathways_assigned(roles text[])
        RETURNS uuid[] COST 50 {LENT} AS $$
        BEGIN
            RETURN ARRAY(
                SELECT r.pathway_id FROM public.pathways_caserole r
                WHERE {OPEN} AND r.role = ANY (roles) AND {BACKED}
            ){cases};
        END $$""",
        f"""CREATE OR REPLACE FUNCTION pathways_assigned_workers()
        RETURNS uuid[] COST 50 {LENT} AS $$
        BEGIN
            RETURN ARRAY(
                SELECT r.worker_id FROM public.pathways_caserole r
                WHERE {OPEN} AND r.role IN ({READERS}) AND {BACKED}
            ){workers};
        END $$""",
    ]


CASES = (
    " || CASE WHEN 'auditor' = ANY (roles) THEN public.pathways_broken_glass() "
    "ELSE ARRAY[]::uuid[] END"
)
WORKERS = (
    " || ARRAY(SELECT p.worker_id FROM public.pathways_pathway p "
    "WHERE p.id = ANY (public.pathways_broken_glass()))"
)
BROKEN = "ANY ((SELECT pathways_broken_glass())::uuid[])"
# Of the case, by its key; of a sheet, by the sheet's.
OF_CASE = (
    *("agendaitem", "agreement", "caserole", "costline", "document", "followup", "hoursentry"),
    *("interview", "issue", "outcome", "pairreview", "paperword", "postheld", "readingneed"),
    *("retentionhold", "signatory", "signature", "signingpass", "statement", "transition"),
    *("yardentry", "yardphone"),
)
OF_SHEET = ("sheetfile", "sitting")
NOT_OF_CASE = f"pathway_id IS NULL OR (pathway_id = {BROKEN}) IS NOT TRUE"
NOT_OF_SHEET = (
    "NOT EXISTS (SELECT 1 FROM pathways_document d "
    f"WHERE d.id = document_id AND d.pathway_id = {BROKEN})"
)
READ_ONLY = {
    **{f"pathways_{name}": NOT_OF_CASE for name in OF_CASE},
    **{f"pathways_{name}": NOT_OF_SHEET for name in OF_SHEET},
}


def read_only(table: str, rule: str) -> list[str]:
    return [
        f"CREATE POLICY {table}_glass_add ON {table} AS RESTRICTIVE FOR INSERT "
        f"WITH CHECK ({JOB} OR {rule})",
        f"CREATE POLICY {table}_glass_change ON {table} AS RESTRICTIVE FOR UPDATE "
        f"USING ({JOB} OR {rule})",
    ]


def bodies_as(*roles: str) -> str:
    return f"ANY ((SELECT pathways_bodies_as('{{{','.join(roles)}}}'))::uuid[])"


READING, WORD = "pathways_emergencyreading", "pathways_emergencyword"
OWN_CASE = "pathway_id = ANY ((SELECT pathways_assigned('{worker,representative}'))::uuid[])"
READING_READ = (
    f"office_id = {bodies_as('placement_officer', 'placement_lead')} "
    f"OR opened_by_id = {ACTOR} OR {OWN_CASE}"
)
READING_ADD = (
    f"opened_by_id = {ACTOR} AND cardinality((SELECT pathways_broken_glass())) = 0 "
    f"AND EXISTS (SELECT 1 FROM organizations_mandate m WHERE m.person_id = {ACTOR} AND {MANDATE})"
)
OF_READING = f"EXISTS (SELECT 1 FROM {READING} e WHERE e.id = reading_id"
WORD_ADD = (
    f"by_id = {ACTOR} AND ({OF_READING} AND e.office_id = {bodies_as('placement_lead')}) "
    f"OR kind = 'closed' AND {OF_READING} AND e.opened_by_id = {ACTOR}))"
)


def policies(table: str, read: str, add: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({JOB} OR {read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({JOB} OR ({add}))",
        f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({JOB})",
    ]


def undone(table: str) -> list[str]:
    return [
        *(f"DROP POLICY {table}_{verb} ON {table}" for verb in ("read", "add", "remove")),
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]


MADE = [
    GLASS,
    "REVOKE ALL ON FUNCTION pathways_broken_glass() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION pathways_broken_glass() TO ponte_app",
    *functions(CASES, WORKERS),
    *policies(READING, READING_READ, READING_ADD),
    *policies(WORD, f"{OF_READING})", WORD_ADD),
    *(one for table, rule in READ_ONLY.items() for one in read_only(table, rule)),
]
UNDONE = [
    *(
        f"DROP POLICY {table}_glass_{verb} ON {table}"
        for table in READ_ONLY
        for verb in ("add", "change")
    ),
    *undone(WORD),
    *undone(READING),
    *functions("", ""),
    "DROP FUNCTION pathways_broken_glass()",
]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0036_emergency_readings"), ("organizations", "0009_forget")]
    operations = [migrations.RunSQL(sql=MADE, reverse_sql=UNDONE)]
