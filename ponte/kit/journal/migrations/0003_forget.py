"""Entries older than ten years go by one function of the owner, which lets nothing younger go."""

from django.db import migrations

FORGET = """
CREATE FUNCTION journal_forget() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM public.journal_entry WHERE at < now() - interval '120 months' RETURNING 1
    )
    SELECT count(*) FROM gone
$$
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_row_policies")]
    operations = [
        migrations.RunSQL(
            sql=[FORGET, "REVOKE ALL ON FUNCTION journal_forget() FROM PUBLIC"],
            reverse_sql="DROP FUNCTION journal_forget()",
        ),
    ]
