"""What is kept beside cases is let go of by rule; the database asks for the months once more.

Who published or recorded something may become nobody. One function of the owner makes nameless
what nobody changes, and lets go of history: of rows that are gone, once nothing was written of
them for as long as their rule says; of rows without a name, what is older than that.
"""

from django.db import migrations, models

# table: months since the last line of its history
GONE = {
    "associationmember": 24,
    "call": 24,
    "callanswer": 24,
    "document": 24,
    "matchproposal": 12,
    "meeting": 24,
    "meetingguest": 24,
    "agendaitem": 24,
    "meetingtask": 24,
    "tutortraining": 60,
}
# table: its key, what says that its row has no name any more, months
NAMELESS = {
    "funding": ("id", "t.recorded_by_id IS NULL", 120),
    "matchingweights": ("id", "t.published_by_id IS NULL", 120),
    "jobconditions": ("opportunity_id", "t.written_by_id IS NULL", 24),
    "opportunity": (
        "id",
        "t.referent_name = '' AND t.state IN ('not_available', 'filled', 'withdrawn', 'expired') "
        "AND t.state_since < now() - interval '24 months'",
        24,
    ),
}


def of_gone(table: str, months: int) -> str:
    event = f"public.pathways_{table}event"
    return f"""
    DELETE FROM {event} e WHERE NOT EXISTS (
            SELECT 1 FROM public.pathways_{table} t WHERE t.id = e.pgh_obj_id)
        AND NOT EXISTS (SELECT 1 FROM {event} x WHERE x.pgh_obj_id = e.pgh_obj_id
            AND x.pgh_created_at > now() - interval '{months} months');"""


def of_nameless(table: str, key: str, nameless: str, months: int) -> str:
    return f"""
    DELETE FROM public.pathways_{table}event e
        WHERE e.pgh_created_at < now() - interval '{months} months' AND EXISTS (
            SELECT 1 FROM public.pathways_{table} t WHERE t.{key} = e.pgh_obj_id AND {nameless});"""


FORGET = f"""
CREATE FUNCTION pathways_forget_beside() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.pathways_matchingweights w SET published_by_id = NULL
        WHERE w.published_by_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM public.pathways_matchingweights n WHERE n.office_id = w.office_id
            AND n.version > w.version AND n.published_at < now() - interval '120 months');
    UPDATE public.pathways_figuresrelease SET by_id = NULL
        WHERE by_id IS NOT NULL AND at < now() - interval '120 months';
    UPDATE public.pathways_transition s SET reason = NULL
        WHERE s.reason IS NOT NULL AND EXISTS (
            SELECT 1 FROM public.pathways_opportunity t WHERE t.id = s.opportunity_id
            AND {NAMELESS["opportunity"][1]});
{"".join(of_gone(*told) for told in GONE.items())}
{"".join(of_nameless(table, *told) for table, told in NAMELESS.items())}
END
$$
"""
NAMED = {
    "funding": "recorded_by_id",
    "jobconditions": "written_by_id",
    "matchingweights": "published_by_id",
}


class Migration(migrations.Migration):
    dependencies = [("pathways", "0031_article_30_and_statements")]
    operations = [
        *(
            migrations.AlterField(model, name, models.UUIDField(null=True))
            for table, name in NAMED.items()
            for model in (table, f"{table}event")
        ),
        migrations.AlterField("figuresrelease", "by_id", models.UUIDField(null=True)),
        migrations.RunSQL(
            sql=[FORGET, "REVOKE ALL ON FUNCTION pathways_forget_beside() FROM PUBLIC"],
            reverse_sql="DROP FUNCTION pathways_forget_beside()",
        ),
    ]
