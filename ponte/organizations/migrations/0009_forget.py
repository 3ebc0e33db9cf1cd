"""History of what was asked, answered or ended goes when its row is gone and nothing is younger."""

from django.db import migrations

MONTHS = 24
TABLES = ("invitation", "accessrequest", "claim", "membership", "mandate")


def of_gone(table: str) -> str:
    event = f"public.organizations_{table}event"
    return f"""
    DELETE FROM {event} e WHERE NOT EXISTS (
            SELECT 1 FROM public.organizations_{table} t WHERE t.id = e.pgh_obj_id)
        AND NOT EXISTS (SELECT 1 FROM {event} x WHERE x.pgh_obj_id = e.pgh_obj_id
            AND x.pgh_created_at > now() - interval '{MONTHS} months');"""


FORGET = f"""
CREATE FUNCTION organizations_forget() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN{"".join(map(of_gone, TABLES))}
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0008_register_numbers")]
    operations = [
        migrations.RunSQL(
            sql=[FORGET, "REVOKE ALL ON FUNCTION organizations_forget() FROM PUBLIC"],
            reverse_sql="DROP FUNCTION organizations_forget()",
        ),
    ]
