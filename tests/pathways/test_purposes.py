"""Reading asks for a purpose beside part and role: what two opened, what a purpose is over for."""

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.actions.rights import ask_about_data
from ponte.pathways.models import (
    CaseRole,
    Document,
    Interview,
    JusticeNote,
    Pathway,
    ReadingNeed,
    Worker,
)
from ponte.pathways.permissions import Data, may_read, may_write, roles_in
from ponte.pathways.permissions.matrix import MATRIX
from ponte.pathways.permissions.purposes import KEPT_BY_COMPANY, USE_OF
from ponte.pathways.queries import special
from ponte.pathways.queries.cases import cases_for
from ponte.pathways.queries.reading_needs import needs_waiting
from ponte.pathways.states import CaseRoleKind, PathwayState
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.browsers import browser
from tests.pathways.calls import NEEDS

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
COURT = "Home by eight"


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    found = make.case_at(one, PathwayState.IN_SECONDMENT)
    with one.as_("lead") as by:
        told = {"kind": "PSYCHIC", "referring_service": "Centro Canary", "justice_note": COURT}
        actions.record_disadvantage(worker=found.worker, by=by, **told)
    return found


def asked(one, case, who: str = "tutor", **changed) -> ReadingNeed:
    with one.as_(who) as by:
        return actions.ask_reading(pathway=case, by=by, **{**NEEDS["justice"], **changed})


def opened(one, need: ReadingNeed, who: str = "officer") -> ReadingNeed:
    with one.as_(who) as by:
        return actions.open_reading(need=need, by=by)


def of_court(one, case, who: str) -> str | None:
    """What somebody reads of it: through the door, and in the rows alone."""
    with one.as_(who) as by:
        told = special.condition_of(case.worker, by=by, pathway=case).justice_note
        assert JusticeNote.objects.filter(worker=case.worker).exists() == bool(told), who
        assert may_read(by, case, Data.JUSTICE) == bool(told)
        return told


def test_every_part_has_its_purpose():
    assert set(USE_OF) == set(CaseRoleKind)
    assert {data.value for data in Data} >= KEPT_BY_COMPANY
    needed = {
        (data, role) for data, cells in MATRIX.items() for role in cells if cells[role].needed
    }
    guides = (CaseRoleKind.TUTOR, CaseRoleKind.MANAGER)
    assert needed == {(Data.JUSTICE, role) for role in guides}


@pytest.mark.parametrize("who", ["tutor", "manager"])
def test_who_guides_reads_what_a_court_said_for_a_recorded_need_alone(one, case, who):
    assert of_court(one, case, who) == ""
    need = asked(one, case, who)
    assert of_court(one, case, who) == "", "asked is not opened"
    opened(one, need)
    assert of_court(one, case, who) == COURT
    ReadingNeed.objects.update(until=timezone.now() - timedelta(hours=1))
    assert of_court(one, case, who) == "", "its days are over"
    again = opened(one, asked(one, case, who))
    assert of_court(one, case, who) == COURT
    with one.as_("lead") as by:
        actions.close_reading(need=again, by=by)
    assert of_court(one, case, who) == "", "closed before its time"


@pytest.mark.parametrize("who", ["lead", "worker", "operator"])
def test_others_read_it_by_their_own_purpose(one, case, who):
    assert of_court(one, case, who) == COURT


def written(one, case, who: str, note: str | None = "Home by nine"):
    with one.as_(who) as by:
        actions.record_disadvantage(worker=case.worker, kind="PHYSICAL", justice_note=note, by=by)


def test_of_the_office_it_is_for_its_head_and_for_who_was_given_the_case(one, case):
    assert of_court(one, case, "officer") == "", "any officer reads the rest, and not this"
    with one.as_("officer") as by:
        assert may_read(by, case, Data.DISADVANTAGE) and may_write(by, case, Data.DISADVANTAGE)
        assert not may_write(by, case, Data.JUSTICE)
        assert JusticeNote.objects.update(recorded_at=timezone.now()) == 0
    with pytest.raises(Refused):
        written(one, case, "officer")
    written(one, case, "officer", None)
    assert of_court(one, case, "lead") == COURT, "what an officer corrects beside leaves it alone"
    with one.as_("lead") as by:
        assert may_write(by, case, Data.JUSTICE)
        actions.assign_role(pathway=case, person=one.officer.pk, role="officer", by=by)
    assert of_court(one, case, "officer") == COURT
    written(one, case, "officer")
    assert of_court(one, case, "lead") == "Home by nine"
    with one.as_("lead") as by:
        part = CaseRole.objects.get(pathway=case, person=one.officer, role="officer")
        actions.end_role(role=part, by=by)
    assert of_court(one, case, "officer") == ""


CELLS = {
    "worker": (True, False),
    "tutor": (False, False),
    "manager": (False, False),
    "officer": (False, False),
    "lead": (True, True),
    "operator": (True, False),
    "referent": (False, False),
    "signatory": (False, False),
    "auditor": (False, False),
}


@pytest.mark.parametrize("who", CELLS)
def test_each_cell_of_the_matrix_for_what_a_court_said(one, case, who):
    with one.as_(who) as by:
        found = may_read(by, case, Data.JUSTICE), may_write(by, case, Data.JUSTICE)
        seen = JusticeNote.objects.exists()
        changed = JusticeNote.objects.update(recorded_at=timezone.now()) if seen else 0
    assert (*found, seen, bool(changed)) == (*CELLS[who], *CELLS[who])


def test_without_a_case_it_is_for_the_head_alone(one, case):
    worker = make.worker(one, person_id=None)
    with one.as_("lead") as by:
        told = {"kind": "PSYCHIC", "justice_note": COURT}
        actions.record_disadvantage(worker=worker, by=by, **told)
        assert special.condition_of(worker, by=by).justice_note == COURT
    with one.as_("officer") as by:
        told = special.condition_of(worker, by=by)
        assert (told.kind, told.justice_note) == ("PSYCHIC", "")


def test_the_form_of_an_officer_has_no_place_for_it(one, case):
    path = f"/en/pathways/{case.pk}/situation/edit/"
    page = browser(one.officer).get(path).content.decode()
    assert "justice_note" not in page and COURT not in page
    typed = {"kind": "PHYSICAL", "referring_service": "Centro", "justice_note": "Forged"}
    assert browser(one.officer).post(path, typed).status_code == 302
    assert of_court(one, case, "lead") == COURT
    assert "justice_note" in browser(one.lead).get(path).content.decode()


def test_an_auditor_sees_nothing_until_a_second_person_opens(one, case):
    with one.as_("officer") as by:
        actions.assign_role(pathway=case, person=one.auditor.pk, role="auditor", by=by)

    def seen() -> tuple[bool, bool, int, int]:
        with one.as_("auditor") as by:
            part = bool(roles_in(by, case).roles)
            listed = cases_for(by).filter(pk=case.pk).exists()
            return part, listed, Pathway.objects.count(), Worker.objects.count()

    address = f"/en/pathways/{case.pk}/"
    assert seen() == (False, False, 0, 0)
    assert browser(one.auditor).get(address).status_code == 404
    need = asked(one, case, "officer", **NEEDS["audit"], reader=one.auditor.pk)
    assert seen() == (False, False, 0, 0)
    with pytest.raises(RuleBroken, match="four eyes"):
        opened(one, need, "officer")
    opened(one, need, "lead")
    assert seen() == (True, True, 1, 1)
    assert browser(one.auditor).get(address).status_code == 200
    ReadingNeed.objects.update(until=timezone.now() - timedelta(hours=1))
    assert seen() == (False, False, 0, 0)
    assert browser(one.auditor).get(address).status_code == 404


def test_who_may_ask_for_whom(one, case):
    for who, told, wrong in (
        ("tutor", {**NEEDS["audit"], "reader": one.auditor.pk}, Refused),
        ("tutor", {"reader": one.manager.pk}, Refused),
        ("officer", {}, Refused),
        ("officer", {**NEEDS["audit"], "reader": one.auditor.pk}, RuleBroken),
        ("tutor", {"purpose": "control"}, RuleBroken),
        ("tutor", {"days": 0}, RuleBroken),
        ("tutor", {"days": 91}, RuleBroken),
        ("tutor", {"reason": " "}, RuleBroken),
        ("tutor", {"what": "all"}, RuleBroken),
    ):
        with pytest.raises(wrong):
            asked(one, case, who, **told)
    need = asked(one, case)
    with pytest.raises(RuleBroken):
        asked(one, case)
    opened(one, need)
    with pytest.raises(RuleBroken):
        opened(one, need, "lead")


def test_the_pages_ask_and_open(one, case):
    tutor, officer = browser(one.tutor), browser(one.officer)
    people, situation = (f"/en/pathways/{case.pk}/{part}/" for part in ("people", "situation"))
    page = tutor.get(situation).content.decode()
    assert COURT not in page and f"{people}reading/" in page
    typed = {"purpose": "hours", "reason": "Shifts from seven on", "days": "14"}
    wrong = tutor.post(f"{people}reading/", {**typed, "days": "500"})
    assert wrong.status_code == 422 and "Shifts from seven on" in wrong.content.decode()
    assert tutor.post(f"{people}reading/", typed)["Location"].endswith("/situation/")
    with one.as_("lead") as by:
        assert [one.about for one in needs_waiting(by)] == [f"{case.code}, measures of a court"]
    need = ReadingNeed.objects.get()
    assert f"{people}reading/{need.pk}/open/" in officer.get(people).content.decode()
    assert tutor.post(f"{people}reading/{need.pk}/open/").status_code == 403
    assert officer.post(f"{people}reading/{need.pk}/open/").status_code == 302
    assert COURT in tutor.get(situation).content.decode()
    worker = browser(one.worker).get(f"/en/pathways/mine/{case.worker_id}/kept/")
    assert "Shifts from seven on" in worker.content.decode()
    assert officer.post(f"{people}reading/{need.pk}/close/").status_code == 302
    assert COURT not in tutor.get(situation).content.decode()


COMPANY = ("signatory", "referent")


def reach_of(one, case, who: str) -> set[Data]:
    with one.as_(who) as by:
        return {data for data in Data if may_read(by, case, data, shared_with=COMPANY)}


@pytest.mark.parametrize("who", COMPANY)
def test_a_company_keeps_the_agreement_alone_while_a_restriction_stands(one, case, who):
    for kind in ("worker", "company"):
        with one.as_("tutor") as by:
            actions.hold_interview(pathway=case, kind=kind, held_on=make.today(), by=by)
    before = reach_of(one, case, who)
    assert before > KEPT_BY_COMPANY
    with one.as_("worker") as by:
        ask_about_data(worker=case.worker, kind="restriction", note="Please wait", by=by)
    assert reach_of(one, case, who) == KEPT_BY_COMPANY
    with one.as_(who):
        assert not Interview.objects.exists()
        assert {one.instrument for one in Document.objects.filter(pathway=case)} <= {"I5", "I11"}
    with one.as_("officer") as by:
        assert may_read(by, case, Data.ASSESSMENT), "the office stores and answers"


@pytest.mark.parametrize("who", COMPANY)
def test_when_the_case_is_closed_the_company_has_no_more_use_for_the_rest(one, case, who):
    assert reach_of(one, case, who) > KEPT_BY_COMPANY
    Pathway.objects.update(state=PathwayState.CLOSED)
    case.refresh_from_db()
    assert reach_of(one, case, who) == KEPT_BY_COMPANY


BROKEN = {
    "reading_need_is_for_some_days": {"days": 0},
    "reading_need_opened_whole": {"until": None},
    "reading_need_opened_by_another": {"opened_by_id": "reader"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_judges_last(one, case, name):
    need = opened(one, asked(one, case))
    told = {"reader": need.reader_id}
    values = {key: told.get(value, value) for key, value in BROKEN[name].items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ReadingNeed.objects.filter(pk=need.pk).update(**values)


def test_a_need_stands_once(one, case):
    asked(one, case)
    with (
        pytest.raises(IntegrityError, match="reading_need_once_while_open"),
        transaction.atomic(),
    ):
        row.need(case, one.tutor, "justice")


def test_nobody_opens_a_need_of_their_own_in_the_rows(one, case):
    need = asked(one, case)
    with one.as_("tutor"):
        told = {"opened_by_id": one.officer.pk, "opened_at": timezone.now()}
        told["until"] = timezone.now() + timedelta(days=1)
        assert ReadingNeed.objects.filter(pk=need.pk).update(**told) == 0
    with one.as_("tutor"), pytest.raises(Error), transaction.atomic():
        row.need(case, one.tutor, "justice")
