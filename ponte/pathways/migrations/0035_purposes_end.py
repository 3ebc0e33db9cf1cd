"""Sheets and talks are withheld from everybody whose purpose is over, not from companies alone.

The service's ends with the case, before its start too, and rests while the worker's restriction
stands; that of the co-operative's manager ends when the case is closed, the tutor's two years
later. What each goes on keeping is decided in `permissions/purposes.py`; here agreement and plan
stay open, as in 0026. Somebody whose purpose goes on in another part reads by that one.
"""

from django.db import migrations

LENT = (
    "LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp"
)
READERS = "'tutor', 'officer', 'manager', 'worker', 'representative', 'service', 'auditor'"
RESTRICTED = (
    "EXISTS (SELECT 1 FROM public.pathways_rightsrequest q WHERE q.worker_id = p.worker_id "
    "AND q.kind = 'restriction' AND q.lifted_at IS NULL AND q.outcome <> 'refused')"
)
COMPANY = f"""
            SELECT p.id FROM public.pathways_pathway p
            WHERE p.company_id = ANY (mine) AND p.office_id <> ALL (mine)
            AND p.cooperative_id <> ALL (mine)
            AND p.id <> ALL (public.pathways_assigned(ARRAY[{READERS}]))
            AND (p.state = 170 OR {RESTRICTED})"""
SERVICE = f"""
            SELECT p.id FROM public.pathways_pathway p
            WHERE p.id = ANY (public.pathways_assigned(ARRAY['service']))
            AND p.office_id <> ALL (mine) AND p.cooperative_id <> ALL (mine)
            AND p.id <> ALL (public.pathways_assigned(
                ARRAY['tutor', 'officer', 'manager', 'worker', 'representative', 'auditor']))
            AND (p.state IN (31, 90, 91, 170) OR {RESTRICTED})"""
COOPERATIVE = """
            SELECT p.id FROM public.pathways_pathway p
            WHERE p.cooperative_id = ANY (mine) AND p.office_id <> ALL (mine)
            AND p.id <> ALL (public.pathways_assigned(
                ARRAY['officer', 'worker', 'representative', 'service', 'auditor']))
            AND p.state = 170
            AND (p.state_since < now() - interval '24 months'
                OR p.id <> ALL (public.pathways_assigned(ARRAY['tutor'])))"""


def function(*queries: str) -> str:
    both = "\n            UNION".join(queries)
    return f"""CREATE OR REPLACE FUNCTION pathways_withheld()
    RETURNS uuid[] COST 50 {LENT} AS $$
    DECLARE
        mine uuid[] := public.pathways_bodies();
    BEGIN
        RETURN ARRAY({both}
        );
    END $$"""


class Migration(migrations.Migration):
    dependencies = [("pathways", "0034_meeting_came")]
    operations = [
        migrations.RunSQL(
            sql=[function(COMPANY, SERVICE, COOPERATIVE)], reverse_sql=[function(COMPANY)]
        )
    ]
