"""Row-level security of cases: office and co-operative, the assigned, the company from a state on.

An organization's rows are for its members alone: whoever keeps its listings is no member, so the
policies read the memberships beside the row context. Holding a mandate on the platform opens
nothing here, jobs do. What hangs on a case is judged by the case's own policy; a table may ask
for more. History is for jobs: it would tell companies what came before they were let in.
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
SHOWN = "(70, 80, 100, 110, 111, 120, 130, 140, 150, 151, 152, 160, 170)"
NAMED = "(80, 100, 110, 111, 120, 130, 140, 150, 151, 152, 160, 170)"

STAFF = ("tutor", "officer", "manager")
OWN = ("worker", "representative")
READERS = (*STAFF, *OWN, "service", "auditor")


def words(names) -> str:
    return ", ".join(f"'{name}'" for name in names)


def assigned(roles, column: str = "pathway_id") -> str:
    """The cases, or workers, in which the actor has one of these roles now."""
    return (
        f"ANY (ARRAY(SELECT r.{column} FROM pathways_caserole r WHERE r.person_id = {ACTOR} "
        f"AND r.until IS NULL AND r.role IN ({words(roles)})))"
    )


def case(condition: str = "true", key: str = "pathway_id", table: str = "") -> str:
    """The case is to be seen, and the condition on it holds."""
    column = f"{table}.{key}" if table else key
    return f"EXISTS (SELECT 1 FROM pathways_pathway p WHERE p.id = {column} AND ({condition}))"


def inside(*roles) -> str:
    """The condition on a case for who works on it, not for the company."""
    return f"p.office_id = {MINE} OR p.cooperative_id = {MINE} OR p.id = {assigned(roles)}"


PATHWAY = (
    f"{JOB} OR office_id = {MINE} OR cooperative_id = {MINE} "
    f"OR (company_id = {MINE} AND state IN {SHOWN})"
)
PATHWAY_READ = f"{PATHWAY} OR id = {assigned(READERS)}"
PATHWAY_CHANGE = f"{PATHWAY} OR id = {assigned((*STAFF, *OWN))}"
BODIES = f"{JOB} OR office_id = {MINE} OR cooperative_id = {MINE}"
ROLE_READ = f"{BODIES} OR person_id = {ACTOR}"
EMPLOYED = f"{JOB} OR office_id = {MINE} OR employer_id = {MINE}"
WORKER_READ = (
    f"{EMPLOYED} OR person_id = {ACTOR} OR EXISTS (SELECT 1 FROM pathways_pathway p "
    f"WHERE p.worker_id = pathways_worker.id AND (p.id = {assigned(READERS)} "
    f"OR (p.company_id = {MINE} AND p.state IN {NAMED})))"
)
WORKER_CHANGE = f"{EMPLOYED} OR person_id = {ACTOR}"
# No clause for a company, whatever the state.
SPECIAL_READ = f"{EMPLOYED} OR worker_id = {assigned(READERS, 'worker_id')}"
SPECIAL_WRITE = f"{JOB} OR office_id = {MINE}"
SEARCH = f"{JOB} OR office_id = {MINE} OR searched_by_id = {MINE}"
OPENING_ADD = f"{SEARCH} OR (company_id = {MINE} AND state = 'lead')"
OPENING_CHANGE = f"{SEARCH} OR company_id = {MINE}"
OPENING_READ = (
    f"{OPENING_CHANGE} OR EXISTS (SELECT 1 FROM pathways_pathway p "
    "WHERE p.opportunity_id = pathways_opportunity.id) "
    "OR (state = 'open' AND office_id = ANY (ARRAY(SELECT w.office_id FROM pathways_worker w "
    f"WHERE w.employer_id = {MINE})))"
)
OPENING = "EXISTS (SELECT 1 FROM pathways_opportunity o WHERE o.id = opportunity_id)"
STEP_READ = (
    f"{JOB} OR {case(inside(*STAFF, *OWN, 'auditor'))} OR EXISTS (SELECT 1 "
    "FROM pathways_opportunity o WHERE o.id = opportunity_id "
    f"AND (o.office_id = {MINE} OR o.searched_by_id = {MINE}))"
)
STEP_ADD = f"{JOB} OR (by_id = {ACTOR} AND ({case()} OR {OPENING}))"

ALL_BUT_LOGBOOK = (
    *("I3", "I4", "I5", "I6", "I7", "I8", "I10", "I11"),
    *("candidate", "meeting", "adhesion", "match"),
)
FOR_COOPERATIVE = tuple(one for one in ALL_BUT_LOGBOOK if one != "I6")
FOR_WORKER = tuple(one for one in (*ALL_BUT_LOGBOOK, "I9") if one != "I7")
FOR_COMPANY = ("I5", "I7", "I8", "I10", "I11")


def sheets(codes) -> str:
    return f"instrument IN ({words(codes)})"


SHEET_CHANGE = (
    f"{JOB} OR {OPENING} OR "
    + case(
        f"({sheets(ALL_BUT_LOGBOOK)} AND (p.office_id = {MINE} "
        f"OR p.id = {assigned(('tutor', 'officer'))})) "
        f"OR ({sheets(FOR_COOPERATIVE)} AND p.cooperative_id = {MINE}) "
        f"OR ({sheets(FOR_WORKER)} AND p.id = {assigned(OWN)}) "
        f"OR ({sheets(FOR_COMPANY)} AND p.company_id = {MINE})"
    )
)
SHEET_READ = (
    f"{SHEET_CHANGE} OR "
    + case(
        f"('tutor' = ANY (shared_with) AND p.id = {assigned(('tutor',))}) "
        f"OR ('officer' = ANY (shared_with) AND p.office_id = {MINE}) "
        f"OR ('referent' = ANY (shared_with) AND p.company_id = {MINE} AND p.state IN {NAMED}) "
        f"OR (({sheets(('I5', 'I11'))} OR 'service' = ANY (shared_with)) "
        f"AND p.id = {assigned(('service',))}) "
        f"OR ({sheets(('I3', 'I5', 'I10', 'I11'))} AND p.id = {assigned(('auditor',))})"
    )
)
SHEET_ADD = f"{JOB} OR (author_id = {ACTOR} AND ({case()} OR {OPENING}))"
OF_CASE = f"{JOB} OR {case()}"


def written(column: str) -> str:
    return f"{JOB} OR ({column} = {ACTOR} AND {case()})"


WITH_WORKER = f"{JOB} OR {case(inside(*STAFF, *OWN, 'auditor'))}"
WITHOUT_WORKER = f"{JOB} OR {case(inside(*STAFF, 'auditor'))}"
TALK_WITH_WORKER = f"p.office_id = {MINE} OR p.id = {assigned(('tutor', 'officer', *OWN))}"
TALK_WITH_COMPANY = f"{inside('tutor', 'officer')} OR p.company_id = {MINE}"
TALK = (
    f"{JOB} OR (kind = 'worker' AND {case(TALK_WITH_WORKER)}) "
    f"OR (kind = 'company' AND {case(TALK_WITH_COMPANY)})"
)
TRAINING_WRITE = f"{JOB} OR office_id = {MINE}"
TRAINING_READ = f"{TRAINING_WRITE} OR employer_id = {MINE} OR person_id = {ACTOR}"

# table: who reads, adds, changes; only jobs remove
TABLES = {
    "pathways_pathway": (PATHWAY_READ, BODIES, PATHWAY_CHANGE),
    "pathways_caserole": (ROLE_READ, BODIES, BODIES),
    "pathways_worker": (WORKER_READ, EMPLOYED, WORKER_CHANGE),
    "pathways_disadvantage": (SPECIAL_READ, SPECIAL_WRITE, SPECIAL_WRITE),
    "pathways_opportunity": (OPENING_READ, OPENING_ADD, OPENING_CHANGE),
    "pathways_transition": (STEP_READ, STEP_ADD, ""),
    "pathways_document": (SHEET_READ, SHEET_ADD, SHEET_CHANGE),
    "pathways_hoursentry": (OF_CASE, written("entered_by_id"), OF_CASE),
    "pathways_amendment": (OF_CASE, written("made_by_id"), ""),
    "pathways_agreement": (OF_CASE, written("made_by_id"), OF_CASE),
    "pathways_signature": (OF_CASE, written("recorded_by_id"), ""),
    "pathways_outcome": (OF_CASE, written("recorded_by_id"), OF_CASE),
    "pathways_postheld": (WITH_WORKER, WITHOUT_WORKER, WITHOUT_WORKER),
    "pathways_followup": (WITH_WORKER, written("recorded_by_id"), WITHOUT_WORKER),
    "pathways_costline": (WITHOUT_WORKER, written("recorded_by_id"), WITHOUT_WORKER),
    "pathways_interview": (TALK, written("held_by_id"), TALK),
    "pathways_issue": (WITH_WORKER, written("raised_by_id"), WITHOUT_WORKER),
    "pathways_tutortraining": (TRAINING_READ, TRAINING_WRITE, TRAINING_WRITE),
}
WITHOUT_HISTORY = {"pathways_transition", "pathways_signature"}


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


EVENTS = {
    f"{table}event": (JOB, "true", "") for table in TABLES if table not in WITHOUT_HISTORY
}


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial")]
    operations = [
        migrations.RunSQL(sql=policies(table, *rules), reverse_sql=undo(table))
        for table, rules in {**TABLES, **EVENTS}.items()
    ]
