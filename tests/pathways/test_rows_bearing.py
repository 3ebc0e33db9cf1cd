"""Each policy bears load: taken away, it shuts somebody out; loosened, it lets a stranger in.

Found in the catalogue, so a policy made tomorrow is tried too. The administrator changes one
policy, becomes the app's role, tries, and takes everything back.
"""

import json
import os
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import Connection, errors

from ponte.kit.acting import RowContext, acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Disadvantage, Document, Interview, Pathway
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways import rows as row

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "aside"])
JOB = RowContext(Actor.job("bearing"), (), True)
SHUT = -1  # refused by a policy, as far as a statement tells
POLICIES = r"""
    SELECT c.relname, p.polname, p.polcmd::text, p.polpermissive, p.polqual IS NOT NULL
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relname LIKE 'pathways\_%' ORDER BY 1, 2
"""


@pytest.fixture
def town():
    """A case with a row in every table, kept; and who has a part in it."""
    with acting(Actor.job("test")):
        one = make.cast()
        row.whole_case(one.office, one.cooperative, one.company, one.tutor)
        case = Pathway.objects.get(cooperative=one.cooperative)
        row.office_rows(case, make.organization("Associazione"), one.officer.pk)
        for person, role in (
            (one.operator, "service"),
            (one.worker, "worker"),
            (one.auditor, "representative"),
        ):
            row.role(case, person, role)
        sheet = case.documents.get(instrument="I8")
        type(sheet).objects.filter(pk=sheet.pk).update(shared_with=["service", "referent"])
        _closed(one)
    return one


def _closed(one) -> None:
    """A case of the same company that is over: what it was read for is over too."""
    told = {"state": PathwayState.CLOSED, "tutor": one.tutor}
    case = row.pathway(one.office, one.cooperative, one.company, **told)
    by = {"pathway": case, "office": one.office, "author_id": one.tutor.pk}
    Document.objects.create(instrument="I8", answers={}, **by)
    Interview.objects.create(pathway=case, kind="company", held_on=row.DAY, held_by_id=one.tutor.pk)
    why = {"kind": "PHYSICAL", "office": one.office, "employer": one.cooperative}
    Disadvantage.objects.create(worker=case.worker, **why)


@pytest.fixture
def admin(town):
    with psycopg.connect(os.environ["DATABASE_ADMIN_URL"]) as link:
        yield link
        link.rollback()


@contextmanager
def tried(link: Connection, *changes: str):
    """Change something for the length of a block."""
    link.execute("SAVEPOINT tried")
    for change in changes:
        link.execute(change)
    yield
    link.execute("ROLLBACK TO SAVEPOINT tried")


def attempt(link: Connection, context: RowContext, sql: str, values=()) -> int:
    """Rows that a statement touches as the app's role; a refusal by a policy is SHUT."""
    link.execute("SAVEPOINT attempt")
    try:
        link.execute("SET LOCAL ROLE ponte_app")
        for key, text in context.settings().items():
            link.execute("SELECT set_config(%s, %s, true)", [key, text])
        link.execute("SET CONSTRAINTS ALL DEFERRED")
        return link.execute(sql, values).rowcount
    except errors.InsufficientPrivilege as refused:
        assert "row-level security" in str(refused), refused
        return SHUT
    except errors.IntegrityError:
        return 1  # no policy stood in the way: a constraint did
    finally:
        link.execute("ROLLBACK TO SAVEPOINT attempt")


def statement(link: Connection, table: str, command: str) -> tuple[str, list]:
    """What the command does to the table without reading more than its own policy lets through."""
    if command == "r":
        return f"SELECT 1 FROM {table}", []
    if command == "d":
        return f"DELETE FROM {table}", []
    if command == "w":
        column = link.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
            "AND data_type = 'uuid' AND column_name LIKE '%%id' ORDER BY ordinal_position",
            [table],
        ).fetchone()[0]
        return f"UPDATE {table} SET {column} = gen_random_uuid()", []
    like = link.execute(f"SELECT to_jsonb(t)::text FROM {table} t LIMIT 1").fetchone()[0]
    return f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)", [
        json.dumps(json.loads(like))
    ]


# Read by whoever is signed in: who is not is the stranger of these.
OPEN = {"pathways_figuresrelease"}
NOBODY = RowContext(Actor.anonymous(), (), False)


def stranger() -> RowContext:
    """Somebody of another office, who names all rights that a person may name."""
    with acting(Actor.job("test")):
        elsewhere = make.organization("Altrove")
        person = make.member(elsewhere, "placement_lead")
    return RowContext(Actor.of_person(person), (elsewhere.pk,), True)


def permissive(link: Connection) -> list[tuple[str, str, str, bool]]:
    found = link.execute(POLICIES).fetchall()
    return [(table, name, verb, has_qual) for table, name, verb, ok, has_qual in found if ok]


def test_without_any_one_policy_what_must_work_does_not(admin):
    wrong = []
    found = permissive(admin)
    for table, name, verb, _qual in found:
        sql, values = statement(admin, table, verb)
        if attempt(admin, JOB, sql, values) < 1:
            wrong.append((name, "does not work to begin with"))
        with tried(admin, f"DROP POLICY {name} ON {table}"):
            if attempt(admin, JOB, sql, values) > 0:
                wrong.append((name, "is not needed"))
    assert wrong == []
    assert len(found) >= 60


def test_with_any_one_policy_loosened_a_stranger_gets_in(admin):
    somebody, wrong = stranger(), []
    for table, name, verb, has_qual in permissive(admin):
        sql, values = statement(admin, table, verb)
        if verb == "a" and table.endswith("event"):
            continue  # history is added by triggers of whoever writes the row
        who = NOBODY if verb == "r" and table in OPEN else somebody
        if attempt(admin, who, sql, values) > 0:
            wrong.append((name, "lets a stranger in as it is"))
        opened = "USING (true)" if has_qual else "WITH CHECK (true)"
        with tried(admin, f"ALTER POLICY {name} ON {table} {opened}"):
            if attempt(admin, who, sql, values) < 1:
                wrong.append((name, "keeps out although it is open: the attempt proves nothing"))
    assert wrong == []


def test_a_table_without_its_policies_is_open_to_a_stranger(admin):
    """Row-level security switched off: each table would show a row, so each is tried in earnest."""
    somebody, wrong = stranger(), []
    tables = {table for table, *_rest in admin.execute(POLICIES).fetchall()}
    for table in sorted(tables):
        who = NOBODY if table in OPEN else somebody
        if attempt(admin, who, f"SELECT 1 FROM {table}") > 0:
            wrong.append((table, "shows a row"))
        with tried(admin, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"):
            if attempt(admin, who, f"SELECT 1 FROM {table}") < 1:
                wrong.append((table, "holds nothing, or is shut otherwise"))
    assert wrong == []


def test_each_restriction_takes_rows_from_somebody(admin, town):
    """Without it somebody of the case reads more than with it."""
    everybody = [getattr(town, name) for name in ("officer", "manager", "tutor", "signatory",
                 "referent", "operator", "auditor", "worker", "lead")]  # fmt: skip
    bodies = (town.office.pk, town.cooperative.pk, town.company.pk)
    actors = [Actor.of_person(one) for one in everybody]
    actors.append(Actor.assisting(Actor.of_person(town.tutor), town.worker.pk))
    contexts = [RowContext(one, bodies, False) for one in actors]

    def seen(table: str) -> list[int]:
        return [attempt(admin, context, f"SELECT 1 FROM {table}") for context in contexts]

    found = [
        (table, name) for table, name, v, ok, _q in admin.execute(POLICIES) if not ok and v == "r"
    ]
    for table, name in found:
        before = seen(table)
        with tried(admin, f"DROP POLICY {name} ON {table}"):
            after = seen(table)
        assert after != before, name
