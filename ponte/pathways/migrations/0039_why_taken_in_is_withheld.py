"""Why the programme took somebody in, and a service's agreement and plan, are withheld in rows too.

Until here the rows of a disadvantage stayed open to whoever read them for a purpose that is over
(the co-operative's manager, the service), and agreement and plan to the service: actions and pages
refused them, the database did not. A worker's row is withheld from a reader when every case of the
worker's that the reader stands in is (0035). Who keeps what is in `permissions/purposes.py`.
"""

from django.db import migrations

LENT = (
    "LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp"
)
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
PARTS = "'tutor', 'officer', 'manager', 'worker', 'representative', 'service', 'auditor'"
WORKERS = f"""CREATE FUNCTION pathways_withheld_workers()
    RETURNS uuid[] COST 50 {LENT} AS $$
    DECLARE
        mine uuid[] := public.pathways_bodies();
        parts uuid[] := public.pathways_assigned(ARRAY[{PARTS}]);
        withheld uuid[] := public.pathways_withheld();
    BEGIN
        RETURN ARRAY(
            SELECT p.worker_id FROM public.pathways_pathway p
            WHERE p.worker_id IN (
                SELECT w.worker_id FROM public.pathways_pathway w WHERE w.id = ANY (withheld))
            AND (p.id = ANY (parts) OR p.office_id = ANY (mine) OR p.cooperative_id = ANY (mine)
                OR p.company_id = ANY (mine))
            GROUP BY p.worker_id HAVING bool_and(p.id = ANY (withheld))
        );
    END $$"""
SERVICE = f"""CREATE FUNCTION pathways_withheld_from_service()
    RETURNS uuid[] COST 50 {LENT} AS $$
    DECLARE
        withheld uuid[] := public.pathways_withheld();
        mine uuid[] := public.pathways_bodies();
    BEGIN
        RETURN ARRAY(
            SELECT p.id FROM public.pathways_pathway p
            WHERE p.id = ANY (withheld) AND p.id = ANY (public.pathways_assigned(ARRAY['service']))
            AND p.cooperative_id <> ALL (mine) AND p.company_id <> ALL (mine)
        );
    END $$"""
NAMES = ("pathways_withheld_workers()", "pathways_withheld_from_service()")
HELD_BACK = f"{JOB} OR pathway_id IS NULL OR pathway_id <> ALL ((SELECT pathways_withheld())::uuid[])"
KEPT = "instrument IN ('I5', 'I11')"
OF_SERVICE = "pathway_id = ANY ((SELECT pathways_withheld_from_service())::uuid[])"


def sheets(kept: str) -> str:
    return (
        "ALTER POLICY pathways_document_purpose ON pathways_document "
        f"USING ({kept} OR {HELD_BACK})"
    )


class Migration(migrations.Migration):
    dependencies = [("pathways", "0038_other_tasks")]
    operations = [
        migrations.RunSQL(
            sql=[
                WORKERS,
                SERVICE,
                *(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in NAMES),
                *(f"GRANT EXECUTE ON FUNCTION {name} TO ponte_app" for name in NAMES),
                "CREATE POLICY pathways_disadvantage_purpose ON pathways_disadvantage "
                f"AS RESTRICTIVE FOR SELECT USING ({JOB} OR worker_id <> ALL ("
                "(SELECT pathways_withheld_workers())::uuid[]))",
                sheets(f"({KEPT} AND NOT ({OF_SERVICE}))"),
            ],
            reverse_sql=[
                sheets(KEPT),
                "DROP POLICY pathways_disadvantage_purpose ON pathways_disadvantage",
                *(f"DROP FUNCTION {name}" for name in reversed(NAMES)),
            ],
        )
    ]
