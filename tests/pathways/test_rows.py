"""The database judges last: what strangers try on every table of cases, and what insiders may.

Raw SQL as the app's role. Each attempt is one form of attack on one table by one attacker.
"""

import re
from itertools import product

import pytest
from django.db import Error, connection, transaction

from ponte.kit.acting import KEYS, acting
from ponte.kit.actor import Actor
from ponte.organizations.models import Keeping, Membership
from ponte.pathways.models import CaseRole, Pathway
from ponte.pathways.states import PathwayState
from tests.organizations import factories as town
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.attacks import FORMS, asked, closed, count, key_of, tables, written

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def scene():
    one = make.cast()
    case = row.whole_case(one.office, one.cooperative, one.company, one.tutor)
    row.role(case, one.operator, "service")
    row.role(case, one.auditor, "auditor")
    row.role(case, one.worker, "worker")
    row.role(case, one.referent, "referent")
    row.office_rows(case, make.organization("Associazione"), one.officer.pk)
    return one, case


def attackers(one) -> dict:
    """Everybody who has no business here, each with the context of a request."""
    elsewhere = [town.organization(name) for name in ("Altrove", "Ufficio Due", "Ditta Due")]
    network = town.organization("Rete")
    Keeping.objects.create(keeper=network, kept=one.cooperative, ground="Statute")
    gone = town.member(one.cooperative, "integration_tutor")
    Membership.objects.filter(person=gone).update(ended_at="2026-01-01T00:00Z")
    return {
        "nobody": None,
        "somebody": town.person(),
        "tutor elsewhere": town.member(elsewhere[0], "integration_tutor"),
        "office elsewhere": town.member(elsewhere[1], "placement_lead"),
        "company elsewhere": town.member(elsewhere[2], "company_signatory"),
        "keeper of the co-operative": town.member(network, "organization_manager"),
        "officer of the platform": town.officer(),
        "administrator who broke no glass": make.administrator(),
        "observer of a union": town.member(town.organization("Sindacato"), "union_observer"),
        "who has left": gone,
    }


def test_no_form_of_attack_brings_a_row_to_light(scene):
    one, case = scene
    assert [table for table in tables() if not count(table)] == []
    attempts, leaks = 0, []
    for name, who in attackers(one).items():
        with make.acting_as(who):
            for table in closed():
                for form in FORMS:
                    attempts += 1
                    if form(table, one, case):
                        leaks.append((name, table, form.__name__))
    assert leaks == []
    assert attempts >= 1_000


def test_without_a_context_and_as_a_job_of_nobody_there_is_no_row(scene):
    with acting(Actor.job("lost"), platform=False):
        assert [table for table in tables() if count(table)] == ["pathways_yardkey"]
    with connection.cursor() as cursor:
        for key in KEYS:
            cursor.execute("SELECT set_config(%s, '', true)", [key])
    assert [table for table in tables() if count(table)] == ["pathways_yardkey"]


def test_the_next_request_on_the_same_connection_sees_nothing_of_the_last(scene):
    one, case = scene
    with one.as_("tutor"):
        assert Pathway.objects.count() == 1
    with make.acting_as(town.person()):
        assert [table for table in closed() if count(table)] == []


def test_a_statement_prepared_by_an_insider_shows_a_stranger_nothing(scene):
    one, case = scene
    with one.as_("officer"), connection.cursor() as cursor:
        cursor.execute("PREPARE loot AS SELECT count(*) FROM pathways_disadvantage")
        for _again in range(8):  # beyond the fifth a plan is kept
            cursor.execute("EXECUTE loot")
        assert cursor.fetchone()[0] == 1
    with make.acting_as(town.person()), connection.cursor() as cursor:
        cursor.execute("EXECUTE loot")
        assert cursor.fetchone()[0] == 0
        cursor.execute("DEALLOCATE loot")


def test_a_foreign_key_tells_nothing_and_writes_nothing(scene):
    """Writing beside a hidden case is refused by the policy, whether the case is there or not."""
    one, case = scene
    said = []
    with make.acting_as(town.member(town.organization("Altrove"), "integration_tutor")) as by:
        for pathway in (case.pk, "01900000-0000-7000-8000-000000000000"):
            with pytest.raises(Error) as refused, transaction.atomic():
                asked(
                    "INSERT INTO pathways_costline (id, pathway_id, kind, cents, \"on\", funder, "
                    "call, note, recorded_by_id, recorded_at) VALUES (gen_random_uuid(), %s, "
                    "'wages', 1, now(), '', '', '', %s, now()) RETURNING 1",
                    [pathway, by.id],
                )  # fmt: skip
            said.append(re.sub(r"[0-9a-f-]{36}", "", str(refused.value)))
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW loot AS SELECT * FROM pathways_disadvantage",
        "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS "
        "'SELECT count(*) FROM pathways_disadvantage'",
        "SET row_security = off; SELECT count(*) FROM pathways_disadvantage",
        "ALTER TABLE pathways_disadvantage DISABLE ROW LEVEL SECURITY",
        "DROP POLICY pathways_pathway_read ON pathways_pathway",
        "TRUNCATE pathways_transition",
        "UPDATE pathways_transition SET reason = NULL",
        "DELETE FROM pathways_signature",
    ],
)
def test_the_app_cannot_raise_itself(statement, scene):
    one, case = scene
    with one.as_("officer"), pytest.raises(Error), transaction.atomic():
        asked(statement + (" RETURNING 1" if statement.startswith(("UPD", "DEL")) else ""))


SPECIAL = ("pathways_disadvantage", "pathways_disadvantageevent", "pathways_justicenote")
COMPANY_NEVER = (
    *SPECIAL,
    "pathways_readingneed",
    *("pathways_emergencyreading", "pathways_emergencyword"),
    "pathways_paperword",
    "pathways_consenthalf",
    *("pathways_transition", "pathways_issue", "pathways_costline", "pathways_followup"),
    *("pathways_postheld", "pathways_tutortraining", "pathways_signingpass"),
    *("pathways_abilityprofile", "pathways_pairreview", "pathways_matchproposal"),
)


def test_a_company_reaches_only_cases_shown_to_it_and_never_the_disadvantage(scene):
    one, case = scene
    for state, who in product(PathwayState, ("signatory", "referent")):
        Pathway.objects.filter(pk=case.pk).update(state=state)
        shown = state >= 70 and state not in (71, 90, 91)
        with one.as_(who):
            assert count("pathways_pathway") == shown
            assert count("pathways_hoursentry") == shown
            assert count("pathways_worker") == (shown and state >= 80)
            seen = {one[0] for one in asked("SELECT instrument FROM pathways_document")}
            over = state == PathwayState.CLOSED  # what it was read for
            assert seen == ({"I7", "I8"} if shown and not over else set())
            kinds = {one[0] for one in asked("SELECT kind FROM pathways_interview")}
            assert kinds == ({"company"} if shown and not over else set())
            assert [table for table in COMPANY_NEVER if count(table)] == []
            assert count("pathways_caserole", f"person_id <> '{getattr(one, who).pk}'") == 0


def sheets_of(one, who) -> set[str]:
    with one.as_(who):
        return {found[0] for found in asked("SELECT instrument FROM pathways_document")}


def test_each_reader_sees_the_sheets_of_the_matrix(scene):
    one, case = scene
    assert sheets_of(one, "officer") == {"I4", "I6", "I7", "I8", "meeting"}
    assert sheets_of(one, "tutor") == {"I4", "I6", "I7", "I8", "meeting"}
    assert sheets_of(one, "manager") == {"I4", "I7", "I8", "meeting"}
    assert sheets_of(one, "worker") == {"I4", "I6", "I8", "I9", "meeting"}
    assert sheets_of(one, "operator") == set()
    assert sheets_of(one, "auditor") == set()
    case.documents.filter(instrument="I9").update(shared_with=["tutor"])
    case.documents.filter(instrument="I8").update(shared_with=["service"])
    case.documents.filter(instrument="I4").update(shared_with=["referent"])
    assert "I9" in sheets_of(one, "tutor") and "I9" not in sheets_of(one, "officer")
    assert sheets_of(one, "operator") == {"I8"}
    assert "I4" in sheets_of(one, "referent")


def test_an_ended_role_sees_nothing(scene):
    one, case = scene
    CaseRole.objects.update(until="2026-01-01T00:00Z")
    for who in ("operator", "auditor", "worker"):
        with one.as_(who):
            assert count("pathways_pathway") == count("pathways_disadvantage") == 0
    with one.as_("tutor"):
        assert count("pathways_pathway") == 1, "the co-operative is the employer"


BESIDE_THE_POINT = ("organization_editor", "organization_manager", "buyer", "company_searcher")


def test_belonging_to_office_or_cooperative_does_not_open_the_disadvantage(scene):
    """The role does, as in the matrix; a tutor needs the case, and an editor has nothing there."""
    one, case = scene
    members = [town.member(one.office, role) for role in BESIDE_THE_POINT]
    members += [town.member(one.cooperative, role) for role in BESIDE_THE_POINT]
    members.append(town.member(one.cooperative, "integration_tutor"))
    for person in members:
        with make.acting_as(person):
            assert count("pathways_disadvantage") == 0
            assert written("UPDATE pathways_disadvantage SET office_id = office_id") == 0
    readers = ("lead", "officer", "manager", "tutor", "worker", "operator", "auditor")
    for who in readers:
        with one.as_(who):
            assert count("pathways_disadvantage") == 1, who
    writers = {"lead", "officer"}
    for who in readers:
        with one.as_(who):
            changed = written("UPDATE pathways_disadvantage SET office_id = office_id")
            assert changed == (who in writers), who


# Who may, by table: reads it, and changes a column that means nothing.
RIGHTFUL = {
    "pathways_pathway": "worker",
    "pathways_caserole": "operator",
    "pathways_worker": "operator",
    "pathways_disadvantage": "officer",
    "pathways_justicenote": "lead",
    "pathways_readingneed": "worker",
    "pathways_emergencyreading": "worker",
    "pathways_emergencyword": "worker",
    "pathways_paperword": "officer",
    "pathways_consenthalf": "officer",
    "pathways_associationmember": "signatory",
    "pathways_call": "signatory",
    "pathways_opportunity": "worker",
    "pathways_transition": "worker",
    "pathways_document": "tutor",
    "pathways_hoursentry": "signatory",
    "pathways_agreement": "signatory",
    "pathways_signature": "signatory",
    "pathways_signatory": "signatory",
    "pathways_statement": "signatory",
    "pathways_signingpass": "tutor",
    "pathways_outcome": "signatory",
    "pathways_postheld": "worker",
    "pathways_followup": "worker",
    "pathways_costline": "manager",
    "pathways_interview": "signatory",
    "pathways_issue": "tutor",
    "pathways_representative": "manager",
    "pathways_tutortraining": "tutor",
    "pathways_abilityprofile": "tutor",
    "pathways_jobconditions": "signatory",
    "pathways_matchingweights": "tutor",
    "pathways_pairreview": "worker",
    "pathways_matchproposal": "officer",
}
CHANGERS = {
    **dict.fromkeys(RIGHTFUL, "manager"),
    "pathways_disadvantage": "officer",
    "pathways_justicenote": "lead",
    "pathways_readingneed": "officer",
    "pathways_emergencyreading": "",
    "pathways_emergencyword": "",
    "pathways_paperword": "officer",
    "pathways_consenthalf": "",
    "pathways_associationmember": "",
    "pathways_call": "",
    "pathways_tutortraining": "officer",
    "pathways_representative": "officer",
    "pathways_signatory": "officer",
    "pathways_statement": "",
    "pathways_opportunity": "signatory",
    "pathways_transition": "",
    "pathways_signature": "",
    "pathways_abilityprofile": "worker",
    "pathways_jobconditions": "officer",
    "pathways_matchingweights": "",
    "pathways_pairreview": "",
    "pathways_matchproposal": "officer",
}


def test_who_may_read_and_change_does(scene):
    """A policy that is taken away shuts somebody out: this fails, whichever it was."""
    one, case = scene
    for table, who in RIGHTFUL.items():
        with one.as_(who):
            assert count(table), f"{table}_read"
        if changer := CHANGERS[table]:
            with one.as_(changer):
                changed = written(f"UPDATE {table} SET {key_of(table)} = {key_of(table)}")
                assert changed, f"{table}_change"
    assert {f"{table}event" for table in RIGHTFUL} & set(tables()) <= {
        table for table in tables() if count(table)
    }


def test_only_jobs_remove(scene):
    one, case = scene
    order = [t for t in RIGHTFUL if t not in ("pathways_pathway", "pathways_worker")]
    order = [t for t in order if t != "pathways_opportunity"]
    order += ["pathways_pathway", "pathways_worker", "pathways_opportunity"]
    kept = {"pathways_transition", "pathways_signature"}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for table in order:
        with one.as_("officer"):
            assert written(f"DELETE FROM {table}") == 0
        if table not in kept and table != "pathways_agreement":
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table}")
                assert cursor.rowcount, f"{table}_remove"
                transaction.set_rollback(True)


def test_no_table_is_without_its_policies():
    """What each of them is worth is tried in `test_rows_bearing`."""
    named = (
        r"SELECT tablename, cmd, policyname FROM pg_policies WHERE tablename LIKE 'pathways\_%%'"
    )
    found = asked(named)
    read = {table for table, verb, _name in found if verb == "SELECT"}
    assert set(tables()) - read == {"pathways_yardkey"}
    assert "pathways_document_diary" in {name for _table, _verb, name in found}
