"""Why the programme takes somebody in is read by role, not by every member of the office.

Until here whoever belonged to the office or to the co-operative, in whatever role, could read the
row of a disadvantage. Now those who place (they write it too), those who manage the co-operative's
cases, and who has a part in a case of the worker's. `test_from_outside` compares the roles with
those that carry the permissions.
"""

from django.db import migrations

JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
ME = "nullif(current_setting('ponte.actor', true), '')::uuid"
ASKED = "string_to_array(nullif(current_setting('ponte.organizations', true), ''), ',')::uuid[]"
# The bodies of the context in which I am a member with one of these roles.
MADE = f"""CREATE FUNCTION pathways_bodies_as(roles text[])
    RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE COST 50
    SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
        RETURN ARRAY(
            SELECT m.organization_id FROM public.organizations_membership m
            WHERE m.person_id = {ME} AND m.ended_at IS NULL AND m.role = ANY (roles)
            AND (m.organization_id = ANY ({ASKED})) IS TRUE
        );
    END $$"""
LENT = [
    MADE,
    "REVOKE ALL ON FUNCTION pathways_bodies_as(text[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION pathways_bodies_as(text[]) TO ponte_app",
]


def bodies_as(*roles: str) -> str:
    return f"ANY ((SELECT pathways_bodies_as('{{{','.join(roles)}}}'))::uuid[])"


PLACES = f"office_id = {bodies_as('placement_officer', 'placement_lead')}"
MANAGES = f"employer_id = {bodies_as('cooperative_manager')}"
ASSIGNED = "worker_id = ANY ((SELECT pathways_assigned_workers())::uuid[])"
MINE = "ANY ((SELECT pathways_bodies())::uuid[])"
TABLE = "pathways_disadvantage"


def altered(read: str, write: str) -> list[str]:
    return [
        f"ALTER POLICY {TABLE}_read ON {TABLE} USING ({JOB} OR {read})",
        f"ALTER POLICY {TABLE}_add ON {TABLE} WITH CHECK ({JOB} OR {write})",
        f"ALTER POLICY {TABLE}_change ON {TABLE} USING ({JOB} OR {write})",
    ]


BY_ROLE = altered(f"{PLACES} OR {MANAGES} OR {ASSIGNED}", PLACES)
BY_BODY = altered(
    f"office_id = {MINE} OR employer_id = {MINE} OR {ASSIGNED}", f"office_id = {MINE}"
)


class Migration(migrations.Migration):
    dependencies = [("pathways", "0021_parts_backed")]
    operations = [
        migrations.RunSQL(
            sql=[*LENT, *BY_ROLE],
            reverse_sql=[*BY_BODY, "DROP FUNCTION pathways_bodies_as(text[])"],
        ),
    ]
