"""More ways around the row policies, and what a connection keeps when a context is over."""

import pytest
from django.db import Error, connection, transaction
from django.http import StreamingHttpResponse
from django.template import Context, Template

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Pathway
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.attacks import asked, closed, count

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
# Each brings rows to light, or an error; {t} is the table.
WAYS = {
    "subquery in a list": "SELECT (SELECT count(*) FROM {t})",
    "lateral": "SELECT count(*) FROM (VALUES (1)) v (n), LATERAL (SELECT * FROM {t}) x",
    "semi-join": "SELECT count(*) FROM organizations_organization o "
    "WHERE EXISTS (SELECT 1 FROM {t} x WHERE x::text <> o.name)",
    "by its place on disk": "SELECT count(*) FROM {t} WHERE ctid >= '(0,0)'",
    "recursive": "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT r.n + 1 FROM r, {t} "
    "WHERE r.n < 2) SELECT count(*) - 1 FROM r",
    "whole row as text": "SELECT count(*) FROM (SELECT x::text FROM {t} x) y",
    "sampled": "SELECT count(*) FROM {t} TABLESAMPLE SYSTEM (100)",
    "locked": "SELECT count(*) FROM (SELECT 1 FROM {t} FOR SHARE) x",
    "aggregated": "SELECT coalesce(sum(length(x::text)), 0) FROM {t} x",
    "row security off": "SET LOCAL row_security = off; SELECT count(*) FROM {t}",
    "as the owner": "SET LOCAL ROLE ponte_owner; SELECT count(*) FROM {t}",
    "as backup": "SET LOCAL ROLE ponte_backup; SELECT count(*) FROM {t}",
    "a view of one's own": "CREATE TEMPORARY VIEW loot AS SELECT * FROM {t}; "
    "SELECT count(*) FROM loot",
    "a copy of one's own": "CREATE TEMPORARY TABLE loot AS SELECT * FROM {t}; "
    "SELECT count(*) FROM loot",
    "a function that leaks": "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql "
    "COST 0.0001 AS $$ BEGIN RAISE EXCEPTION 'leaked %%', $1; END $$; "
    "SELECT count(*) FROM {t} x WHERE pg_temp.leak(x::text)",
    "a cursor": "DECLARE loot CURSOR FOR SELECT * FROM {t}; MOVE ALL IN loot; "
    "SELECT count(*) FROM {t}",
}


def brought(sql: str) -> int:
    """What a statement brings to light; an error counts if it tells of a row."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for one in sql.split("; ") if "$$" not in sql else [sql]:
                cursor.execute(one.replace("%%", "%"))
            found = cursor.fetchone()[0]
            transaction.set_rollback(True)
            return found
    except Error as error:
        return int("leaked" in str(error))


@pytest.fixture
def scene():
    one = make.cast()
    row.whole_case(one.office, one.cooperative, one.company, one.tutor)
    return one


def test_no_way_brings_a_row_to_light(scene):
    """Each way finds rows as a job, or is refused to everybody: else it would prove nothing."""
    refused = {"as the owner", "as backup"}
    plain = {name for name, sql in WAYS.items() if brought(sql.format(t="pathways_pathway"))}
    assert set(WAYS) - plain <= refused | {"row security off"}
    elsewhere = make.organization("Altrove")
    strangers = [None, make.person(), make.member(elsewhere, "placement_lead")]
    strangers.append(make.member(elsewhere, "company_signatory"))
    attempts, leaks = 0, []
    for who in strangers:
        with make.acting_as(who):
            for table in closed():
                for name, sql in WAYS.items():
                    attempts += 1
                    if brought(sql.format(t=table)):
                        leaks.append((str(who), table, name))
    assert leaks == []
    assert attempts >= 1_000


def plan(sql: str) -> str:
    return "\n".join(line for (line,) in asked(f"EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) {sql}"))


def test_a_plan_counts_no_row_that_came_through(scene):
    with make.acting_as(make.person()):
        for table in closed():
            first = plan(f"SELECT * FROM {table}").splitlines()[0]
            assert "rows=0" in first, (table, first)


def test_a_context_ends_with_its_block_whatever_happened_in_it(scene):
    """After a fault, a statement that failed, and a savepoint rolled back."""
    with acting(Actor.anonymous()):
        with pytest.raises(ZeroDivisionError), scene.as_("officer"):
            assert count("pathways_pathway") == 1
            raise ZeroDivisionError
        assert count("pathways_pathway") == 0
        with pytest.raises(Error), scene.as_("officer"):
            asked("SELECT 1 / 0")
        assert count("pathways_pathway") == 0
        with scene.as_("officer"), transaction.atomic():
            transaction.set_rollback(True)
        assert count("pathways_pathway") == 0


def test_a_job_within_a_request_leaves_nothing_behind(scene):
    with acting(Actor.anonymous()):
        with acting(Actor.job("seats")):
            assert count("pathways_pathway") == 1
        assert count("pathways_pathway") == 0


def codes_of(cases):
    for one in cases:
        yield one.code


def test_what_is_streamed_or_rendered_later_is_read_with_the_rights_of_then(scene):
    """A lazy query is asked when it is read: after its context it finds nothing."""
    with scene.as_("officer"):
        lazy = Pathway.objects.all()
        answer = StreamingHttpResponse(codes_of(Pathway.objects.all()))
    template = Template("{% for one in cases %}{{ one.code }}{% endfor %}")
    with acting(Actor.anonymous()):
        assert b"".join(answer) == b""
        assert template.render(Context({"cases": lazy.all()})) == ""


def test_nobody_is_told_of_a_row_by_a_notice(scene):
    """No trigger of ours sends a notice about a case."""
    bodies = asked(
        "SELECT p.proname FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid "
        r"JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relname LIKE 'pathways\_%%' "
        "AND p.prosrc ~* 'pg_notify|notify '"
    )
    assert bodies == []
