"""Words about persons that stood in the clear become columns of bytes, to be sealed.

Migrations hold no keys: each text gets a zero byte before it, in rows and in history, and nothing
opens it so. `ponte database migrate` ends by sealing what waits (`ponte/kit/sealing/waiting.py`).
Where nothing was said there is no value; forgetting a reason leaves none either.
"""

from django.db import migrations, models

# table: columns where nothing is NULL, and where it is not
COLUMNS = {
    "pathways_pathway": (("own_opinion", "pause", "support_actions"), ()),
    "pathways_pathwayevent": (("own_opinion", "pause", "support_actions"), ()),
    "pathways_transition": (("reason",), ()),
    "pathways_agendaitem": (("decision", "subject"), ()),
    "pathways_agendaitemevent": (("decision", "subject"), ()),
    "pathways_issue": (("action",), ()),
    "pathways_issueevent": (("action",), ()),
    "pathways_representative": ((), ("document", "scope")),
    "pathways_representativeevent": ((), ("document", "scope")),
}
FORGET = """
CREATE OR REPLACE FUNCTION pathways_forget(which uuid, by_rule text) RETURNS bigint
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
        UPDATE public.pathways_transition SET reason = NULL
            WHERE pathway_id = which AND reason IS NOT NULL;
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
CREATE OR REPLACE FUNCTION pathways_forget_reasons() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM public.pathways_pairreviewevent e
        WHERE e.reviewed_at < now() - interval '12 months'
        AND NOT EXISTS (SELECT 1 FROM public.pathways_pairreview r WHERE r.id = e.pgh_obj_id);
    UPDATE public.pathways_transition SET reason = NULL
        WHERE new = '71' AND reason IS NOT NULL AND at < now() - interval '12 months'
        AND NOT EXISTS (SELECT 1 FROM public.pathways_retentionhold h
            WHERE h.pathway_id = pathways_transition.pathway_id AND h.ended_at IS NULL);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$
"""


def marked(column: str) -> str:
    """A text with the zero byte before it; a list of words as JSON."""
    text = "array_to_json(scope)::text" if column == "scope" else column
    return f"decode('00', 'hex') || convert_to({text}, 'UTF8')"


def to_bytes() -> list[str]:
    """One rewriting of each table."""
    made = []
    for table, (nullable, needed) in COLUMNS.items():
        changes = [f"ALTER {one} DROP NOT NULL" for one in nullable]
        changes += [
            f"ALTER {one} TYPE bytea USING CASE WHEN {one} <> '' THEN {marked(one)} END"
            for one in nullable
        ]
        changes += [f"ALTER {one} TYPE bytea USING {marked(one)}" for one in needed]
        made.append(f"ALTER TABLE {table} {', '.join(changes)}")
    return made


def altered() -> list[migrations.AlterField]:
    """What Django is told of the columns."""
    return [
        migrations.AlterField(
            table.removeprefix("pathways_"),
            column,
            models.BinaryField(null=True, blank=True) if column in nullable else BYTES,
        )
        for table, (nullable, needed) in COLUMNS.items()
        for column in (*nullable, *needed)
    ]


BYTES = models.BinaryField()


class Migration(migrations.Migration):
    dependencies = [("pathways", "0029_papers_and_members_policies")]
    operations = [
        migrations.RemoveConstraint(model_name="agendaitem", name="agenda_item_says_what"),
        migrations.RemoveConstraint(model_name="issue", name="issue_acted_on_in_words"),
        migrations.SeparateDatabaseAndState(
            state_operations=altered(), database_operations=[migrations.RunSQL(sql=to_bytes())]
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=~models.Q(case_code="") | models.Q(subject__isnull=False),
                name="agenda_item_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(acted_on__isnull=True) | models.Q(action__isnull=False),
                name="issue_acted_on_in_words",
            ),
        ),
        migrations.RunSQL(sql=[FORGET, FORGET_REASONS]),
    ]
