"""Row-level security of consents, requests and holds; who has read my data; forgetting by rule.

A consent is the worker's word: only the worker, or who is appointed to represent them, adds or
changes one. No clause lets a company or a service see a consent. History and steps are written
once, so what is left of a case in them goes through one function of the owner: it asks itself
whether the case's time has come and nobody holds it.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
ASKED = (
    "ANY ((SELECT string_to_array(NULLIF(current_setting('ponte.organizations', true), ''), "
    "',')::uuid[])::uuid[])"
)
MINE = (
    "ANY (ARRAY(SELECT m.organization_id FROM organizations_membership m "
    f"WHERE m.person_id = {ACTOR} AND m.ended_at IS NULL AND m.organization_id = {ASKED}))"
)


def own(column: str) -> str:
    """The worker is the actor, or is represented by the actor."""
    return (
        f"{column} = ANY (ARRAY(SELECT w.id FROM pathways_worker w WHERE w.person_id = {ACTOR})) "
        f"OR {column} = {part('representative')}"
    )


def part(role: str) -> str:
    return (
        f"ANY (ARRAY(SELECT r.worker_id FROM pathways_caserole r WHERE r.person_id = {ACTOR} "
        f"AND r.until IS NULL AND r.role = '{role}'))"
    )


OFFICE = f"{JOB} OR office_id = {MINE}"
# table: who reads, adds, changes; only jobs remove
TABLES = {
    "pathways_consent": (
        f"{OFFICE} OR worker_id = {part('tutor')} OR {own('worker_id')}",
        f"{JOB} OR (given_by_id = {ACTOR} AND ({own('worker_id')}))",
        f"{JOB} OR {own('worker_id')}",
    ),
    "pathways_rightsrequest": (
        f"{OFFICE} OR {own('worker_id')}",
        f"{JOB} OR (asked_by_id = {ACTOR} AND ({own('worker_id')}))",
        OFFICE,
    ),
    "pathways_retentionhold": (
        OFFICE,
        f"{JOB} OR (held_by_id = {ACTOR} AND office_id = {MINE})",
        OFFICE,
    ),
}
ABOUT_ME = f"CREATE POLICY audit_reading_about ON audit_reading FOR SELECT USING ({own('about_id')})"

# Tables of the owner's making alone; the app adds to them and can take nothing away.
FORGET = """
CREATE FUNCTION pathways_forget(which uuid, by_rule text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    of_worker uuid;
    is_last boolean;
    one record;
    gone bigint;
    total bigint := 0;
    ten_years text[] := ARRAY[
        'pathways_agreementevent', 'pathways_amendmentevent', 'pathways_hoursentryevent'];
BEGIN
    of_worker := (SELECT p.worker_id FROM public.pathways_pathway p WHERE p.id = which AND (
        (by_rule = 'not_started' AND p.state IN (31, 90, 91)
            AND p.state_since < now() - interval '6 months')
        OR (by_rule = 'case' AND p.state = 170 AND p.state_since < now() - interval '24 months')
        OR (by_rule = 'contract' AND p.state = 170
            AND p.state_since < now() - interval '10 years'))
        AND NOT EXISTS (SELECT 1 FROM public.pathways_retentionhold h
            WHERE h.pathway_id = p.id AND h.ended_at IS NULL));
    IF of_worker IS NULL THEN
        RAISE EXCEPTION 'The time of this case has not come.';
    END IF;
    is_last := NOT EXISTS (SELECT 1 FROM public.pathways_pathway p
        WHERE p.worker_id = of_worker AND p.id <> which
        AND NOT (p.state = 170 AND p.state_since < now() - interval '24 months')
        AND NOT (p.state IN (31, 90, 91) AND p.state_since < now() - interval '6 months'));
    FOR one IN
        SELECT c.relname AS name,
            bool_or(a.attname = 'pathway_id') AS of_case,
            bool_or(a.attname = 'worker_id') AS of_person
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
            AND c.relname LIKE 'pathways\\_%event' GROUP BY c.relname
    LOOP
        gone := 0;
        IF by_rule <> 'not_started' AND (by_rule = 'contract') <> (one.name = ANY (ten_years)) THEN
            CONTINUE;
        ELSIF one.name = 'pathways_pathwayevent' THEN
            DELETE FROM public.pathways_pathwayevent WHERE pgh_obj_id = which;
            GET DIAGNOSTICS gone = ROW_COUNT;
        ELSIF one.name = 'pathways_workerevent' THEN
            IF is_last THEN
                DELETE FROM public.pathways_workerevent WHERE pgh_obj_id = of_worker;
                GET DIAGNOSTICS gone = ROW_COUNT;
            END IF;
        ELSIF one.of_case THEN
            EXECUTE format('DELETE FROM public.%I WHERE pathway_id = $1', one.name) USING which;
            GET DIAGNOSTICS gone = ROW_COUNT;
        ELSIF one.of_person AND is_last THEN
            EXECUTE format('DELETE FROM public.%I WHERE worker_id = $1', one.name)
                USING of_worker;
            GET DIAGNOSTICS gone = ROW_COUNT;
        END IF;
        total := total + gone;
    END LOOP;
    IF by_rule = 'case' THEN
        UPDATE public.pathways_transition SET reason = ''
            WHERE pathway_id = which AND reason <> '';
    ELSIF by_rule = 'not_started' THEN
        DELETE FROM public.pathways_transition WHERE pathway_id = which;
    END IF;
    IF by_rule IN ('contract', 'not_started') THEN
        DELETE FROM public.pathways_signature WHERE pathway_id = which;
    END IF;
    RETURN total;
END
$$
"""
FORGET_REASONS = """
CREATE FUNCTION pathways_forget_reasons() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM public.pathways_pairreviewevent e
        WHERE e.reviewed_at < now() - interval '12 months'
        AND NOT EXISTS (SELECT 1 FROM public.pathways_pairreview r WHERE r.id = e.pgh_obj_id);
    UPDATE public.pathways_transition SET reason = ''
        WHERE new = '71' AND reason <> '' AND at < now() - interval '12 months'
        AND NOT EXISTS (SELECT 1 FROM public.pathways_retentionhold h
            WHERE h.pathway_id = pathways_transition.pathway_id AND h.ended_at IS NULL);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$
"""
NAMES = ("pathways_forget(uuid, text)", "pathways_forget_reasons()")


def policies(table: str, read: str, add: str, change: str) -> list[str]:
    """Enabled, not forced: the owner migrates and the backup role reads all."""
    made = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({add})",
    ]
    if change:
        made.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change})")
        made.append(f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({JOB})")
    return made


def undo(table: str) -> list[str]:
    drops = [
        f"DROP POLICY IF EXISTS {table}_{verb} ON {table}"
        for verb in ("read", "add", "change", "remove")
    ]
    return [*drops, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


EVENTS = {f"{table}event": (JOB, "true", "") for table in TABLES}


class Migration(migrations.Migration):
    dependencies = [("pathways", "0014_consents"), ("audit", "0002_row_policies")]
    operations = [
        *(
            migrations.RunSQL(sql=policies(table, *rules), reverse_sql=undo(table))
            for table, rules in {**TABLES, **EVENTS}.items()
        ),
        migrations.RunSQL(
            sql=ABOUT_ME, reverse_sql="DROP POLICY audit_reading_about ON audit_reading"
        ),
        migrations.RunSQL(
            sql=[FORGET, FORGET_REASONS]
            + [f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in NAMES],
            reverse_sql=[f"DROP FUNCTION {name}" for name in NAMES],
        ),
    ]
