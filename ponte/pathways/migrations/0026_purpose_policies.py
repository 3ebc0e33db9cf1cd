"""Row policies ask for the purpose too: what a second person opened, what a company's is over for.

An auditor's part opens rows only while somebody of the office has opened the case to them. What a
court said is read by the office, the worker's own side and the service, and by tutor and manager
while their need stands. A company that is in a case as nothing else keeps agreement and plan when
the case is closed, or while the worker's restriction stands (art. 18 GDPR); its other sheets and
talks are withheld. Who may what was otherwise is as in 0021 and 0022.
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
ALONE = "(SELECT current_setting('ponte.kind', true)) IS DISTINCT FROM 'assisted'"
MINE = "ANY ((SELECT pathways_bodies())::uuid[])"
MEMBER = f"FROM public.organizations_membership m WHERE m.person_id = {ME} AND m.ended_at IS NULL"


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


def opened(what: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM public.pathways_readingneed n WHERE n.pathway_id = r.pathway_id "
        f"AND n.reader_id = {ME} AND n.what = '{what}' AND n.closed_at IS NULL "
        "AND n.until > now())"
    )


def backed(auditor: str) -> str:
    return (
        "(CASE r.role "
        f"WHEN 'tutor' THEN {member('cooperative_id', 'integration_tutor', 'cooperative_manager')} "
        f"WHEN 'manager' THEN {member('cooperative_id', 'cooperative_manager')} "
        f"WHEN 'officer' THEN {member('office_id', 'placement_officer', 'placement_lead')} "
        f"WHEN 'service' THEN {outside('service_operator')} "
        f"WHEN 'auditor' THEN {auditor} "
        "ELSE true END)"
    )


OPEN = f"r.person_id = {ME} AND r.until IS NULL"
READERS = words(("tutor", "officer", "manager", "worker", "representative", "service", "auditor"))


def functions(auditor: str) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION pathways_assigned(roles text[])
        RETURNS uuid[] COST 50 {LENT} AS $$
        BEGIN
            RETURN ARRAY(
                SELECT r.pathway_id FROM public.pathways_caserole r
                WHERE {OPEN} AND r.role = ANY (roles) AND {backed(auditor)}
            );
        END $$""",
        f"""CREATE OR REPLACE FUNCTION pathways_assigned_workers()
        RETURNS uuid[] COST 50 {LENT} AS $$
        BEGIN
            RETURN ARRAY(
                SELECT r.worker_id FROM public.pathways_caserole r
                WHERE {OPEN} AND r.role IN ({READERS}) AND {backed(auditor)}
            );
        END $$""",
    ]


# The workers whose court measures I read: as theirs, as the service, or with a need that stands.
JUSTICE = f"""CREATE FUNCTION pathways_justice_workers()
    RETURNS uuid[] COST 50 {LENT} AS $$
    BEGIN
        RETURN ARRAY(
            SELECT r.worker_id FROM public.pathways_caserole r
            WHERE {OPEN} AND r.role IN ('officer', 'worker', 'representative', 'service')
            AND {backed("false")}
        ) || ARRAY(
            SELECT p.worker_id FROM public.pathways_pathway p
            JOIN public.pathways_readingneed r ON r.pathway_id = p.id
            WHERE r.reader_id = {ME} AND r.what = 'justice' AND r.closed_at IS NULL
            AND r.until > now() AND (
                EXISTS (SELECT 1 {MEMBER} AND m.organization_id = p.cooperative_id
                    AND m.role = 'cooperative_manager')
                OR p.id = ANY (public.pathways_assigned(ARRAY['tutor', 'manager']))
            )
        );
    END $$"""
# The cases in which I am the company and nothing else, while its purpose does not reach them.
WITHHELD = f"""CREATE FUNCTION pathways_withheld()
    RETURNS uuid[] COST 50 {LENT} AS $$
    DECLARE
        mine uuid[] := public.pathways_bodies();
        others uuid[] := public.pathways_assigned(ARRAY[{READERS}]);
    BEGIN
        RETURN ARRAY(
            SELECT p.id FROM public.pathways_pathway p
            WHERE p.company_id = ANY (mine) AND p.office_id <> ALL (mine)
            AND p.cooperative_id <> ALL (mine) AND p.id <> ALL (others)
            AND (p.state = 170 OR EXISTS (
                SELECT 1 FROM public.pathways_rightsrequest q WHERE q.worker_id = p.worker_id
                AND q.kind = 'restriction' AND q.lifted_at IS NULL AND q.outcome <> 'refused'
            ))
        );
    END $$"""
NAMES = ("pathways_justice_workers()", "pathways_withheld()")
LENDING = [
    sql
    for name in NAMES
    for sql in (
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name} TO ponte_app",
    )
]
HELD_BACK = f"{JOB} OR pathway_id IS NULL OR pathway_id <> ALL ((SELECT pathways_withheld())::uuid[])"
PURPOSE = [
    "CREATE POLICY pathways_document_purpose ON pathways_document AS RESTRICTIVE FOR SELECT "
    f"USING (instrument IN ('I5', 'I11') OR {HELD_BACK})",
    "CREATE POLICY pathways_interview_purpose ON pathways_interview AS RESTRICTIVE FOR SELECT "
    f"USING ({HELD_BACK})",
]


def bodies_as(*roles: str) -> str:
    return f"ANY ((SELECT pathways_bodies_as('{{{','.join(roles)}}}'))::uuid[])"


NOTE, NEED = "pathways_justicenote", "pathways_readingneed"
PLACES = f"office_id = {bodies_as('placement_officer', 'placement_lead')}"
NOTE_READ = f"{PLACES} OR worker_id = ANY ((SELECT pathways_justice_workers())::uuid[])"
OWN_CASE = "pathway_id = ANY ((SELECT pathways_assigned('{worker,representative}'))::uuid[])"
NEED_READ = f"{PLACES} OR reader_id = {ACTOR} OR {OWN_CASE}"
NEED_ADD = f"asked_by_id = {ACTOR} AND EXISTS (SELECT 1 FROM pathways_pathway p WHERE p.id = pathway_id)"
NEED_CHANGE = PLACES


def policies(table: str, read: str, add: str, change: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({JOB} OR {read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({JOB} OR ({add}))",
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({JOB} OR {change})",
        f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({JOB})",
    ]


def undone(table: str) -> list[str]:
    return [
        *(f"DROP POLICY {table}_{verb} ON {table}" for verb in ("read", "add", "change", "remove")),
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]


MADE = [
    *functions(f"{outside('pathway_auditor')} AND {opened('audit')}"),
    JUSTICE,
    WITHHELD,
    *LENDING,
    *PURPOSE,
    *policies(NOTE, NOTE_READ, PLACES, PLACES),
    f"CREATE POLICY {NOTE}_assisted ON {NOTE} AS RESTRICTIVE FOR SELECT USING ({ALONE})",
    *policies(NEED, NEED_READ, NEED_ADD, NEED_CHANGE),
]
UNDONE = [
    *undone(NEED),
    f"DROP POLICY {NOTE}_assisted ON {NOTE}",
    *undone(NOTE),
    "DROP POLICY pathways_document_purpose ON pathways_document",
    "DROP POLICY pathways_interview_purpose ON pathways_interview",
    *(f"DROP FUNCTION {name}" for name in NAMES),
    *functions(outside("pathway_auditor")),
]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0025_reading_needs")]
    operations = [migrations.RunSQL(sql=MADE, reverse_sql=UNDONE)]
