"""Row-level security of consents given on paper; a consent is withdrawn, never changed.

Tutor and office add what a worker signed on paper, and shut what a worker takes back there. Whoever
sees a consent sees its paper. Beside the policies stands a trigger: whoever may touch a consent
can end it and can do nothing else to it.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
MINE = "ANY ((SELECT pathways_bodies())::uuid[])"


def part(role: str) -> str:
    return (
        f"ANY (ARRAY(SELECT r.worker_id FROM pathways_caserole r WHERE r.person_id = {ACTOR} "
        f"AND r.until IS NULL AND r.role = '{role}'))"
    )


OWN = (
    f"worker_id = ANY (ARRAY(SELECT w.id FROM pathways_worker w WHERE w.person_id = {ACTOR})) "
    f"OR worker_id = {part('representative')}"
)
BESIDE = f"office_id = {MINE} OR worker_id = {part('tutor')}"
CONSENT = "EXISTS (SELECT 1 FROM pathways_consent c WHERE c.id = consent_id)"
C, P = "pathways_consent", "pathways_consentpaper"
ADD = f"{JOB} OR (given_by_id = {ACTOR} AND ({OWN} OR (channel = 'paper' AND ({BESIDE}))))"
ENDS = "ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_as']"
ONCE = [
    """
    CREATE FUNCTION pathways_consent_once() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
        RAISE EXCEPTION 'A consent is withdrawn, never changed.' USING ERRCODE = 'check_violation';
    END
    $$
    """,
    f"CREATE TRIGGER consent_once BEFORE UPDATE ON {C} FOR EACH ROW "
    f"WHEN (OLD.withdrawn_at IS NOT NULL OR (to_jsonb(OLD) - {ENDS}) "
    f"IS DISTINCT FROM (to_jsonb(NEW) - {ENDS})) EXECUTE FUNCTION pathways_consent_once()",
]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0019_paper_consents")]
    operations = [
        migrations.RunSQL(
            sql=[
                f"ALTER POLICY {C}_add ON {C} WITH CHECK ({ADD})",
                f"ALTER POLICY {C}_change ON {C} USING ({JOB} OR {OWN} OR {BESIDE})",
            ],
            reverse_sql=[
                f"ALTER POLICY {C}_add ON {C} "
                f"WITH CHECK ({JOB} OR (given_by_id = {ACTOR} AND ({OWN})))",
                f"ALTER POLICY {C}_change ON {C} USING ({JOB} OR {OWN})",
            ],
        ),
        migrations.RunSQL(
            sql=[
                f"ALTER TABLE {P} ENABLE ROW LEVEL SECURITY",
                f"CREATE POLICY {P}_read ON {P} FOR SELECT USING ({JOB} OR {CONSENT})",
                f"CREATE POLICY {P}_add ON {P} FOR INSERT WITH CHECK "
                f"({JOB} OR (added_by_id = {ACTOR} AND {CONSENT}))",
                f"CREATE POLICY {P}_remove ON {P} FOR DELETE USING ({JOB})",
            ],
            reverse_sql=[
                *(f"DROP POLICY IF EXISTS {P}_{verb} ON {P}" for verb in ("read", "add", "remove")),
                f"ALTER TABLE {P} DISABLE ROW LEVEL SECURITY",
            ],
        ),
        migrations.RunSQL(
            sql=ONCE,
            reverse_sql=[
                f"DROP TRIGGER consent_once ON {C}",
                "DROP FUNCTION pathways_consent_once()",
            ],
        ),
    ]
