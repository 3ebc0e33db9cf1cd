"""Row-level security of money, calls, meetings and published figures.

An office's rows are for its members. A co-operative reads which money may pay for its workers. A
published call is for whoever is signed in, its answers never for the association. A guest reads
the meeting it is asked to; a case behind a point of the agenda keeps its own policy. What was
published stays readable; nobody changes it.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
MINE = "ANY ((SELECT pathways_bodies())::uuid[])"
SERVED = "ANY ((SELECT pathways_offices_served())::uuid[])"
OFFICE = f"{JOB} OR office_id = {MINE}"
FUNDING = f"{OFFICE} OR office_id = {SERVED}"
CALLING = f"{JOB} OR association_id = {MINE}"
CALL = f"{CALLING} OR office_id = {MINE} OR (published_at IS NOT NULL AND {ACTOR} IS NOT NULL)"
ANSWER = f"{OFFICE} OR company_id = {MINE}"
ANSWERING = f"{JOB} OR (company_id = {MINE} AND answered_by_id = {ACTOR})"
ASKED_TO = (
    f"ANY (ARRAY(SELECT g.meeting_id FROM pathways_meetingguest g WHERE g.person_id = {ACTOR}))"
)
MEETING = f"{OFFICE} OR id = {ASKED_TO}"
GUEST = f"{OFFICE} OR person_id = {ACTOR}"
OF_MEETING = f"{JOB} OR EXISTS (SELECT 1 FROM pathways_meeting g WHERE g.id = meeting_id)"
LEADING = (
    f"{JOB} OR EXISTS (SELECT 1 FROM pathways_meeting g "
    f"WHERE g.id = meeting_id AND g.office_id = {MINE})"
)
SIGNED_IN = f"{JOB} OR {ACTOR} IS NOT NULL"

# table: who reads, adds, changes; only jobs remove
TABLES = {
    "pathways_funding": (FUNDING, OFFICE, OFFICE),
    "pathways_call": (CALL, CALLING, CALLING),
    "pathways_callanswer": (ANSWER, ANSWERING, ""),
    "pathways_meeting": (MEETING, OFFICE, OFFICE),
    "pathways_meetingguest": (GUEST, OFFICE, ""),
    "pathways_agendaitem": (OF_MEETING, LEADING, LEADING),
    "pathways_meetingtask": (OF_MEETING, LEADING, f"{LEADING} OR person_id = {ACTOR}"),
    "pathways_figuresrelease": (SIGNED_IN, OFFICE, ""),
}
WITHOUT_HISTORY = {"pathways_figuresrelease"}
EVENTS = {f"{table}event": (JOB, "true", "") for table in TABLES if table not in WITHOUT_HISTORY}


def policies(table: str, read: str, add: str, change: str) -> list[str]:
    """Enabled, not forced: the owner migrates and the backup role reads all."""
    made = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({add})",
    ]
    if change:
        made.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change})")
    if table not in WITHOUT_HISTORY and not table.endswith("event"):
        made.append(f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({JOB})")
    return made


def undo(table: str) -> list[str]:
    drops = [
        f"DROP POLICY IF EXISTS {table}_{verb} ON {table}"
        for verb in ("read", "add", "change", "remove")
    ]
    return [*drops, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


class Migration(migrations.Migration):
    dependencies = [("pathways", "0012_office")]
    operations = [
        migrations.RunSQL(sql=policies(table, *rules), reverse_sql=undo(table))
        for table, rules in {**TABLES, **EVENTS}.items()
    ]
