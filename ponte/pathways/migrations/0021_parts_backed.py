"""A part in a case opens rows only while a membership backs it.

The tutor and the manager are such members of the case's co-operative, its officer of the office; who
was let in from the referring service, or to audit, has that role in some organization and none in
the company of the case. Which roles carry a part is pinned by `test_from_outside`. Who leaves has left the rows too, although the part was never ended.
Going back leaves this in place: it takes rows from nobody whom the actions still know.
"""

from django.db import migrations

LENT = (
    "LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp"
)
ME = "nullif(current_setting('ponte.actor', true), '')::uuid"
MEMBER = f"FROM public.organizations_membership m WHERE m.person_id = {ME} AND m.ended_at IS NULL"


def words(names) -> str:
    return ", ".join(f"'{name}'" for name in names)


def member(of: str, *roles: str) -> str:
    """The organization is the case's, and the role one that carries the part."""
    return (
        f"EXISTS (SELECT 1 {MEMBER} AND m.organization_id = r.{of} AND m.role IN ({words(roles)}))"
    )


def outside(role: str) -> str:
    """Of any organization but the company of the case."""
    return (
        f"EXISTS (SELECT 1 {MEMBER} AND m.role = '{role}') "
        f"AND NOT EXISTS (SELECT 1 {MEMBER} AND m.organization_id = (SELECT p.company_id "
        "FROM public.pathways_pathway p WHERE p.id = r.pathway_id))"
    )


BACKED = (
    "(CASE r.role "
    f"WHEN 'tutor' THEN {member('cooperative_id', 'integration_tutor', 'cooperative_manager')} "
    f"WHEN 'manager' THEN {member('cooperative_id', 'cooperative_manager')} "
    f"WHEN 'officer' THEN {member('office_id', 'placement_officer', 'placement_lead')} "
    f"WHEN 'service' THEN {outside('service_operator')} "
    f"WHEN 'auditor' THEN {outside('pathway_auditor')} "
    "ELSE true END)"
)
OPEN = f"r.person_id = {ME} AND r.until IS NULL"
READERS = words(("tutor", "officer", "manager", "worker", "representative", "service", "auditor"))
FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION pathways_assigned(roles text[])
    RETURNS uuid[] COST 50 {LENT} AS $$
    BEGIN
        RETURN ARRAY(
            SELECT r.pathway_id FROM public.pathways_caserole r
            WHERE {OPEN} AND r.role = ANY (roles) AND {BACKED}
        );
    END $$""",
    f"""CREATE OR REPLACE FUNCTION pathways_assigned_workers()
    RETURNS uuid[] COST 50 {LENT} AS $$
    BEGIN
        RETURN ARRAY(
            SELECT r.worker_id FROM public.pathways_caserole r
            WHERE {OPEN} AND r.role IN ({READERS}) AND {BACKED}
        );
    END $$""",
)


class Migration(migrations.Migration):
    dependencies = [("pathways", "0020_paper_consent_policies")]
    operations = [
        migrations.RunSQL(sql=list(FUNCTIONS), reverse_sql=migrations.RunSQL.noop),
    ]
