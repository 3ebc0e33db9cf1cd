"""Functions that run as their owner walk past every policy: each keeps to the rules of ADR 16."""

import os
import re

import psycopg
import pytest

LENT = {
    "pathways_assigned",
    "pathways_assigned_workers",
    "pathways_bodies",
    "pathways_bodies_as",
    "pathways_broken_glass",
    "pathways_justice_workers",
    "pathways_offices_served",
    "pathways_opening_parts",
    "pathways_withheld",
    "pathways_withheld_from_service",
    "pathways_withheld_workers",
}
# Takes away what is older than the law asks for, and takes nobody's word for what that is.
WRITES = {
    "audit_forget",
    "journal_forget",
    "organizations_forget",
    "pathways_forget",
    "pathways_forget_beside",
    "pathways_forget_reasons",
}
# Told which case and rule, it asks itself whether the time has come; reaches all history there is.
EXCUSED = {"pathways_forget": {"runs text", "takes who asks", "writes what it is told"}}
MAY_SEE = {"ponte.actor", "ponte.organizations"}
ALL = """
    SELECT p.oid, p.proname, p.prosrc, p.provolatile, p.proleakproof, p.proconfig,
           l.lanname, r.rolname,
           ARRAY(SELECT CASE WHEN a.grantee = 0 THEN 'everybody' ELSE a.grantee::regrole::text END
                 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                 WHERE a.grantee <> p.proowner),
           ARRAY(SELECT t::regtype::text FROM unnest(p.proargtypes) t)
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_roles r ON r.oid = p.proowner
    WHERE p.prosecdef AND p.pronamespace::regnamespace::text NOT IN ('pg_catalog')
    ORDER BY p.proname
"""
TABLE = re.compile(r"\b(?:from|join|update|into|table)\s+(?:only\s+)?([\w.\"]+)", re.IGNORECASE)
SETTING = re.compile(r"current_setting\(\s*'([^']*)'")
DYNAMIC = re.compile(r"\b(execute|set_config|dblink\w*|pg_read\w*|lo_\w+|query_to_xml\w*)\b", re.I)
# Words that follow "into" in a function without being a table.
VARIABLES = {"found"}


def faults(link: psycopg.Connection) -> dict[str, set[str]]:
    """Return what is wrong with each function that runs as its owner."""
    found = {}
    for row in link.execute(ALL).fetchall():
        _oid, name, body, volatility, leakproof, config, language, owner, callers, kinds = row
        tables = set(TABLE.findall(body)) - VARIABLES - set(re.findall(r"(\w+) AS \(", body))
        calls = set(re.findall(r"(?<![.\w])(pathways_\w+)\s*\(", body))
        wrong = {
            "is not on the list": name not in LENT | WRITES,
            "has no fixed path": config != ["search_path=pg_catalog, pg_temp"],
            "may write": volatility not in ("s", "i") and name not in WRITES,
            "runs before policies": leakproof,
            "speaks another language": language not in ("plpgsql", "sql"),
            "is not the owner's": owner != "ponte_owner",
            "is called by others": set(callers) != {"ponte_app"},
            "runs text": bool(DYNAMIC.search(body)),
            "names a table without its schema": any(
                not t.startswith(("public.", "pg_catalog.")) for t in tables
            ),
            "calls without a schema": bool(calls),
            "asks another setting": bool(set(SETTING.findall(body)) - MAY_SEE),
            "takes who asks": any(kind not in ("uuid", "text[]") for kind in kinds),
            "writes what it is told": name in WRITES and bool(kinds),
        }
        found[name] = {text for text, is_wrong in wrong.items() if is_wrong}
        found[name] -= EXCUSED.get(name, set())
    return found


@pytest.fixture
def owner(db):
    """The owner, in a transaction that is never kept."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as link:
        yield link
        link.rollback()


def test_every_function_that_runs_as_its_owner_keeps_the_rules(owner):
    found = faults(owner)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert set(found) == LENT | WRITES


GOOD = (
    "CREATE FUNCTION pathways_bodies(uuid) RETURNS bigint LANGUAGE {language} {volatility} "
    "SECURITY DEFINER {path} AS $$ {body} $$"
)
PLAIN = {
    "language": "sql",
    "volatility": "STABLE",
    "path": "SET search_path = pg_catalog, pg_temp",
    "body": "SELECT count(*) FROM public.pathways_pathway",
}
CLOSED = (
    "REVOKE ALL ON FUNCTION pathways_bodies(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION pathways_bodies(uuid) TO ponte_app",
)
BAD = {
    "has no fixed path": {"path": ""},
    "may write": {"volatility": "VOLATILE"},
    "names a table without its schema": {"body": "SELECT count(*) FROM public.pathways_worker w "
                                         "JOIN pathways_pathway p ON true",
                                         "path": "SET search_path = pg_catalog, public, pg_temp"},
    "runs text": {"language": "plpgsql",
                  "body": "BEGIN EXECUTE 'SELECT 1'; RETURN 1; END"},
    "asks another setting": {"body": "SELECT count(*) FROM public.pathways_pathway "
                             "WHERE current_setting('ponte.platform') = 'on'"},
}  # fmt: skip


def made(owner, *after: str, **changed) -> set[str]:
    """Make one more function of a known name and return what is found wrong with it."""
    owner.execute("DROP FUNCTION IF EXISTS pathways_bodies() CASCADE")
    owner.execute("DROP FUNCTION IF EXISTS pathways_bodies(uuid)")
    owner.execute(GOOD.format(**{**PLAIN, **changed}))
    for statement in (*CLOSED, *after):
        owner.execute(statement)
    return faults(owner)["pathways_bodies"]


def test_a_function_that_keeps_the_rules_is_let_be(owner):
    assert made(owner) == set()


@pytest.mark.parametrize("fault", BAD)
def test_each_way_to_break_the_rules_is_found(fault, owner):
    assert fault in made(owner, **BAD[fault])


def test_one_that_everybody_may_call_is_found(owner):
    opened = "GRANT EXECUTE ON FUNCTION pathways_bodies(uuid) TO ponte_statistics"
    assert made(owner, opened) == {"is called by others"}
    assert made(owner, "GRANT EXECUTE ON FUNCTION pathways_bodies(uuid) TO PUBLIC") == {
        "is called by others"
    }


def test_one_that_nobody_knows_is_found(owner):
    owner.execute(
        "CREATE FUNCTION loot() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT 1'"
    )
    assert {"is not on the list", "has no fixed path", "is called by others"} <= faults(owner)[
        "loot"
    ]
