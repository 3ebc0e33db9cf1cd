"""Row-level security: a reading is seen by jobs and by who read; flats may let in more.

Nobody changes or removes a line. What is older than the law asks for goes by one function of the
owner, which lets nothing younger go; its link stays, so that the chain is still whole.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)

POLICIES = [
    "ALTER TABLE audit_reading ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY audit_reading_read ON audit_reading FOR SELECT "
    f"USING ({JOB} OR actor_id = {ACTOR})",
    "CREATE POLICY audit_reading_add ON audit_reading FOR INSERT WITH CHECK (true)",
]
UNDO = [
    "DROP POLICY audit_reading_read ON audit_reading",
    "DROP POLICY audit_reading_add ON audit_reading",
    "ALTER TABLE audit_reading DISABLE ROW LEVEL SECURITY",
]
FORGET = """
CREATE FUNCTION audit_forget() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM public.audit_reading WHERE at < now() - interval '24 months' RETURNING 1
    )
    SELECT count(*) FROM gone
$$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(sql=POLICIES, reverse_sql=UNDO),
        migrations.RunSQL(
            sql=[FORGET, "REVOKE ALL ON FUNCTION audit_forget() FROM PUBLIC"],
            reverse_sql="DROP FUNCTION audit_forget()",
        ),
    ]
