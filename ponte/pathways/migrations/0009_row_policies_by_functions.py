"""The row policies of 0002 again, asked of functions instead of table after table.

A policy that reads a table drags that table's policies along, and those the memberships, once for
every clause: an update of one sheet was planned for 60 ms. Here functions that the owner lends
answer once for a statement, past the policies, and only ever about the actor of the row context:
which bodies are mine, in which cases I am assigned. Each table looks at its case once, whatever it
asks of it. Who may what stays as it was, so going back leaves these in place.
docs/adr/0016 says why such functions are safe, and what a test looks for in each of them.
"""

from django.db import migrations

ACTOR = "(SELECT NULLIF(current_setting('ponte.actor', true), '')::uuid)"
JOB = (
    "(SELECT current_setting('ponte.platform', true) = 'on' "
    "AND current_setting('ponte.kind', true) = 'job')"
)
SHOWN = "(70, 80, 100, 110, 111, 120, 130, 140, 150, 151, 152, 160, 170)"
NAMED = "(80, 100, 110, 111, 120, 130, 140, 150, 151, 152, 160, 170)"
STAFF, OWN = ("tutor", "officer", "manager"), ("worker", "representative")
READERS = (*STAFF, *OWN, "service", "auditor")


def words(names) -> str:
    return ", ".join(f"'{name}'" for name in names)


LENT = (
    "LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp"
)
ME = "nullif(current_setting('ponte.actor', true), '')::uuid"
ASKED = "string_to_array(nullif(current_setting('ponte.organizations', true), ''), ',')::uuid[]"
FUNCTIONS = {
    # The organizations of the context whose member I am: naming one is not enough. IS TRUE keeps
    # to the index of persons: a body may have hundreds of members.
    "pathways_bodies()": f"""
    RETURNS uuid[] COST 50 {LENT} AS $$
    BEGIN
        RETURN ARRAY(
            SELECT m.organization_id FROM public.organizations_membership m
            WHERE m.person_id = {ME} AND m.ended_at IS NULL
            AND (m.organization_id = ANY ({ASKED})) IS TRUE
        );
    END $$""",
    # The cases in which somebody assigned me one of these roles.
    "pathways_assigned(roles text[])": f"""
    RETURNS uuid[] COST 50 {LENT} AS $$
    BEGIN
        RETURN ARRAY(
            SELECT r.pathway_id FROM public.pathways_caserole r
            WHERE r.person_id = {ME} AND r.until IS NULL AND r.role = ANY (roles)
        );
    END $$""",
    # The workers of the cases in which I read.
    "pathways_assigned_workers()": f"""
    RETURNS uuid[] COST 50 {LENT} AS $$
    BEGIN
        RETURN ARRAY(
            SELECT r.worker_id FROM public.pathways_caserole r
            WHERE r.person_id = {ME} AND r.until IS NULL AND r.role IN ({words(READERS)})
        );
    END $$""",
    # The offices for which people work in a co-operative of mine.
    "pathways_offices_served()": f"""
    RETURNS uuid[] COST 50 {LENT} AS $$
    BEGIN
        RETURN ARRAY(
            SELECT DISTINCT w.office_id FROM public.pathways_worker w
            WHERE w.employer_id = ANY (public.pathways_bodies())
        );
    END $$""",
    # What an opening is to me, past the cases on it; asked row by row of what hangs on one.
    "pathways_opening_parts(of_opening uuid)": f"""
    RETURNS text[] STRICT COST 300 {LENT} AS $$
    DECLARE
        mine uuid[] := public.pathways_bodies();
        mine_to_read uuid[];
        found text[];
    BEGIN
        SELECT CASE WHEN o.office_id = ANY (mine) OR o.searched_by_id = ANY (mine)
                    THEN '{{search}}'::text[] WHEN o.company_id = ANY (mine) THEN '{{company}}'
                    WHEN o.state = 'open' AND o.office_id = ANY (public.pathways_offices_served())
                    THEN '{{co-operative}}' ELSE '{{}}' END
        INTO found FROM public.pathways_opportunity o WHERE o.id = of_opening;
        IF found = '{{}}' THEN
            mine_to_read := public.pathways_assigned(ARRAY[{words(READERS)}]);
            IF EXISTS (
                SELECT 1 FROM public.pathways_pathway p
                WHERE p.opportunity_id = of_opening AND (
                    p.office_id = ANY (mine) OR p.cooperative_id = ANY (mine)
                    OR (p.company_id = ANY (mine) AND p.state IN {SHOWN})
                    OR p.id = ANY (mine_to_read)
                )
            ) THEN
                found := '{{case}}';
            END IF;
        END IF;
        RETURN coalesce(found, '{{}}');
    END $$""",
}

# Once for a statement.
MINE = "ANY ((SELECT pathways_bodies())::uuid[])"


def assigned(*roles: str) -> str:
    return f"ANY ((SELECT pathways_assigned('{{{','.join(roles)}}}'))::uuid[])"


def case(condition: str = "") -> str:
    """The case is to be seen, and the condition on it holds: one look at it, whatever is asked."""
    more = f" AND ({condition})" if condition else ""
    return f"EXISTS (SELECT 1 FROM pathways_pathway p WHERE p.id = pathway_id{more})"


def inside(*roles: str) -> str:
    """The condition on a case for who works on it, not for the company."""
    return f"p.office_id = {MINE} OR p.cooperative_id = {MINE} OR p.id = {assigned(*roles)}"


PATHWAY = (
    f"{JOB} OR office_id = {MINE} OR cooperative_id = {MINE} "
    f"OR (company_id = {MINE} AND state IN {SHOWN})"
)
PATHWAY_READ = f"{PATHWAY} OR id = {assigned(*READERS)}"
PATHWAY_CHANGE = f"{PATHWAY} OR id = {assigned(*STAFF, *OWN)}"
BODIES = f"{JOB} OR office_id = {MINE} OR cooperative_id = {MINE}"
ROLE_READ = f"{BODIES} OR person_id = {ACTOR}"
EMPLOYED = f"{JOB} OR office_id = {MINE} OR employer_id = {MINE}"
WORKER_READ = (
    f"{EMPLOYED} OR person_id = {ACTOR} OR id = ANY ((SELECT pathways_assigned_workers())::uuid[]) "
    "OR EXISTS (SELECT 1 FROM pathways_pathway p WHERE p.worker_id = pathways_worker.id "
    f"AND p.company_id = {MINE} AND p.state IN {NAMED})"
)
WORKER_CHANGE = f"{EMPLOYED} OR person_id = {ACTOR}"
# No clause for a company, whatever the state.
SPECIAL_READ = f"{EMPLOYED} OR worker_id = ANY ((SELECT pathways_assigned_workers())::uuid[])"
SPECIAL_WRITE = f"{JOB} OR office_id = {MINE}"
SEARCH = f"{JOB} OR office_id = {MINE} OR searched_by_id = {MINE}"
OPENING_ADD = f"{SEARCH} OR (company_id = {MINE} AND state = 'lead')"
OPENING_CHANGE = f"{SEARCH} OR company_id = {MINE}"
OPENING_READ = (
    f"{OPENING_CHANGE} OR EXISTS (SELECT 1 FROM pathways_pathway p "
    "WHERE p.opportunity_id = pathways_opportunity.id) "
    "OR (state = 'open' AND office_id = ANY ((SELECT pathways_offices_served())::uuid[]))"
)
OPENING = "pathways_opening_parts(opportunity_id) <> '{}'"
CASE = case()
OF_CASE = f"{JOB} OR {CASE}"
INSIDE = case(inside(*STAFF, *OWN, "auditor"))
STEP_READ = f"{JOB} OR {INSIDE} OR pathways_opening_parts(opportunity_id) && '{{search}}'"
STEP_ADD = f"{JOB} OR (by_id = {ACTOR} AND ({CASE} OR {OPENING}))"

ALL_BUT_LOGBOOK = (
    *("I3", "I4", "I5", "I6", "I7", "I8", "I10", "I11"),
    *("candidate", "meeting", "adhesion", "match"),
)
FOR_COOPERATIVE = tuple(one for one in ALL_BUT_LOGBOOK if one != "I6")
FOR_WORKER = tuple(one for one in (*ALL_BUT_LOGBOOK, "I9") if one != "I7")
FOR_COMPANY = ("I5", "I7", "I8", "I10", "I11")


def sheets(codes, shared_with: str = "") -> str:
    of_kind = f"instrument IN ({words(codes)})"
    return f"({of_kind} OR '{shared_with}' = ANY (shared_with))" if shared_with else of_kind


COMMON = (
    f"(p.cooperative_id = {MINE} AND {sheets(FOR_COOPERATIVE)}) "
    f"OR (p.id = {assigned('tutor', 'officer')} AND {sheets(ALL_BUT_LOGBOOK)}) "
    f"OR (p.id = {assigned(*OWN)} AND {sheets(FOR_WORKER)})"
)
SHEET_CHANGE = f"{JOB} OR {OPENING} OR " + case(
    f"(p.office_id = {MINE} AND {sheets(ALL_BUT_LOGBOOK)}) OR {COMMON} "
    f"OR (p.company_id = {MINE} AND {sheets(FOR_COMPANY)})"
)
SHEET_READ = f"{JOB} OR {OPENING} OR " + case(
    f"(p.office_id = {MINE} AND {sheets(ALL_BUT_LOGBOOK, 'officer')}) OR {COMMON} "
    f"OR (p.company_id = {MINE} AND ({sheets(FOR_COMPANY)} "
    f"OR ('referent' = ANY (shared_with) AND p.state IN {NAMED}))) "
    f"OR ('tutor' = ANY (shared_with) AND p.id = {assigned('tutor')}) "
    f"OR ({sheets(('I5', 'I11'), 'service')} AND p.id = {assigned('service')}) "
    f"OR ({sheets(('I3', 'I5', 'I10', 'I11'))} AND p.id = {assigned('auditor')})"
)
SHEET_ADD = f"{JOB} OR (author_id = {ACTOR} AND ({CASE} OR {OPENING}))"


def written(column: str) -> str:
    return f"{JOB} OR ({column} = {ACTOR} AND {CASE})"


WITH_WORKER = f"{JOB} OR {INSIDE}"
WITHOUT_WORKER = f"{JOB} OR {case(inside(*STAFF, 'auditor'))}"
TALK = f"{JOB} OR " + case(
    f"(kind IN ('worker', 'company') AND p.office_id = {MINE}) "
    f"OR (kind = 'worker' AND p.id = {assigned('tutor', 'officer', *OWN)}) "
    f"OR (kind = 'company' AND (p.cooperative_id = {MINE} OR p.company_id = {MINE} "
    f"OR p.id = {assigned('tutor', 'officer')}))"
)
TRAINING_WRITE = f"{JOB} OR office_id = {MINE}"
TRAINING_READ = f"{TRAINING_WRITE} OR employer_id = {MINE} OR person_id = {ACTOR}"

# table: who reads, adds, changes; only jobs remove, as before
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


def lent(name: str, body: str) -> list[str]:
    """A function of the owner's, for the app alone."""
    kinds = name.replace("roles ", "").replace("of_opening ", "")
    return [
        f"CREATE OR REPLACE FUNCTION {name} {body}",
        f"REVOKE ALL ON FUNCTION {kinds} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {kinds} TO ponte_app",
    ]


def altered(table: str, read: str, add: str, change: str) -> list[str]:
    made = [
        f"ALTER POLICY {table}_read ON {table} USING ({read})",
        f"ALTER POLICY {table}_add ON {table} WITH CHECK ({add})",
    ]
    if change:
        made.append(f"ALTER POLICY {table}_change ON {table} USING ({change})")
    return made


class Migration(migrations.Migration):
    dependencies = [("pathways", "0008_sheet_policies")]
    operations = [
        *(
            migrations.RunSQL(sql=lent(name, body), reverse_sql=migrations.RunSQL.noop)
            for name, body in FUNCTIONS.items()
        ),
        *(
            migrations.RunSQL(sql=altered(table, *rules), reverse_sql=migrations.RunSQL.noop)
            for table, rules in TABLES.items()
        ),
    ]
