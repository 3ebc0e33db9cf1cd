"""Broken glass: one case, one hour, one administrator; nobody is asked, everybody is told."""

import json
from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.models import Link
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.ids import uuid7
from ponte.organizations.models import Mandate, Membership
from ponte.pathways import actions
from ponte.pathways.actions.emergencies import tell_of_emergency
from ponte.pathways.models import (
    CaseRole,
    Disadvantage,
    Document,
    EmergencyReading,
    EmergencyWord,
    JusticeNote,
    Pathway,
    Worker,
)
from ponte.pathways.permissions import Data, may_read, may_write, roles_in
from ponte.pathways.permissions.matrix import MATRIX, Right
from ponte.pathways.queries import special
from ponte.pathways.queries.cases import cases_for
from ponte.pathways.queries.holding_words import DATA, FOR_WHAT
from ponte.pathways.queries.waiting import waiting_for
from ponte.pathways.states import CaseRoleKind, PathwayState
from ponte.territory.models import Area
from tests.organizations import factories as town
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.attacks import asked, count, written
from tests.pathways.browsers import browser
from tests.pathways.calls import CALLS, furnished
from tests.pathways.test_special import log
from tests.pathways.test_who_may import refused

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
WHY = "The tutor cannot be reached"
JOB = Actor.job("test.emergency")


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    """A case with one row in every table, whose glass nobody has broken yet."""
    named = row.worker(one.office, one.cooperative, name="Rosa Canary", person=one.worker)
    told = {"worker": named, "state": PathwayState.IN_SECONDMENT}
    found = row.whole_case(one.office, one.cooperative, one.company, one.tutor, **told)
    EmergencyReading.objects.all().delete()
    row.role(found, one.worker, "worker")
    return found


def broken(one, case, who: str = "administrator", **changed) -> EmergencyReading:
    told = {"office": case.office_id, "code": case.code, "reason": WHY} | changed
    with one.as_(who) as by:
        return actions.break_glass(**told, by=by)


def rows_seen(one, who: str = "administrator") -> dict[str, int]:
    tables = ("pathway", "worker", "disadvantage", "hoursentry", "agreement", "issue")
    with one.as_(who):
        return {name: count(f"pathways_{name}") for name in tables}


def reaches(one, case) -> bool:
    """Through the part, the list, the page and the rows: all say the same."""
    with one.as_("administrator") as by:
        part = CaseRoleKind.ADMINISTRATOR in roles_in(by, case).roles
        found = {part, cases_for(by).filter(pk=case.pk).exists(), may_read(by, case, Data.REPORT)}
    found.add(all(rows_seen(one).values()))
    found.add(any(rows_seen(one).values()))
    answer = browser(one.administrator).get(f"/en/pathways/{case.pk}/").status_code
    found.add({200: True, 404: False}[answer])
    assert len(found) == 1, found
    return found.pop()


def test_the_matrix_says_what_broken_glass_opens():
    """What an auditor reads: no court, no diary, no assessment, no talk; and nothing written."""
    opened = {data for data, cells in MATRIX.items() if cells[CaseRoleKind.ADMINISTRATOR].read}
    assert opened == {
        *(Data.IDENTITY, Data.DISADVANTAGE, Data.REQUEST, Data.OPENING),
        *(Data.AGREEMENT, Data.REPORT, Data.OUTCOME, Data.COSTS),
    }
    for data, cells in MATRIX.items():
        right = cells[CaseRoleKind.ADMINISTRATOR]
        assert right == cells[CaseRoleKind.AUDITOR] == Right(read=data in opened), data


def test_it_is_shut_until_broken_and_shut_again_when_its_hour_is_over(one, case):
    assert not reaches(one, case)
    made = broken(one, case)
    assert made.until - made.opened_at == timedelta(hours=1)
    assert reaches(one, case)
    with one.as_("administrator") as by:
        for data in Data:
            expected = MATRIX[data][CaseRoleKind.ADMINISTRATOR].read
            assert may_read(by, case, data, shared_with=tuple(CaseRoleKind)) == expected, data
            assert not may_write(by, case, data)
    now = timezone.now()
    _moved(made, opened_at=now - timedelta(hours=1, minutes=1), until=now - timedelta(minutes=1))
    assert not reaches(one, case), "its hour is over"


def _moved(reading: EmergencyReading, **told) -> None:
    """Nobody may change it, so the test takes it away and puts it elsewhere in time."""
    EmergencyReading.objects.filter(pk=reading.pk).delete()
    for name, value in told.items():
        setattr(reading, name, value)
    reading.save(force_insert=True)


@pytest.mark.parametrize("who", ["lead", "administrator"])
def test_it_is_closed_earlier(one, case, who):
    made = broken(one, case)
    with one.as_(who) as by:
        actions.close_emergency(reading=made, by=by)
        with pytest.raises(RuleBroken, match="closed already"):
            actions.close_emergency(reading=made, by=by)
    assert not reaches(one, case)


def test_it_ends_with_the_mandate(one, case):
    broken(one, case)
    Mandate.objects.filter(person=one.administrator).update(ended_at=timezone.now())
    assert not reaches(one, case)


def test_a_mandate_in_one_area_opens_nothing(one, case):
    area = Area.objects.create(name="Valle")
    Mandate.objects.filter(person=one.administrator).update(area=area)
    with pytest.raises(Refused):
        broken(one, case)
    row.emergency(case, one.administrator.pk)
    assert not reaches(one, case)


READ = {"I3", "I5", "I10", "I11"}


def test_what_a_court_said_and_the_diary_stay_shut(one, case):
    for instrument in READ:
        told = {"office": one.office, "answers": {}, "author_id": one.tutor.pk}
        Document.objects.create(pathway=case, instrument=instrument, **told)
    page = Document.objects.get(pathway=case, instrument="I9")
    Document.objects.filter(pk=page.pk).update(shared_with=["tutor", "officer", "auditor"])
    broken(one, case)
    with one.as_("administrator") as by:
        assert count("pathways_justicenote") == 0
        assert {told[0] for told in asked("SELECT instrument FROM pathways_document")} == READ
        assert count("pathways_interview") == 0
        told = special.condition_of(case.worker, by=by, pathway=case)
        assert (told.kind, told.referring_service, told.justice_note) == ("PSYCHIC", "", "")
        with pytest.raises(Refused):
            special.answers_of(page, by=by)
    assert JusticeNote.objects.exists() and Disadvantage.objects.exists()


TABLES = r"""
    SELECT DISTINCT tablename FROM pg_policies
    WHERE tablename LIKE 'pathways\_%' AND tablename NOT LIKE '%event'
    AND tablename NOT LIKE 'pathways\_emergency%' ORDER BY 1
"""
BY_SOMEBODY = ("by_id", "person_id", "author_id", "reader_id", "signer_id", "recorded_by_id")


def test_nothing_is_written_while_the_glass_is_broken(one, case):
    """In SQL, as the app's role: no row changed or taken away, none added under one's own name."""
    office = make.organization("Associazione")
    row.office_rows(case, office, one.tutor.pk)
    tables = [name for (name,) in asked(TABLES.replace("%", "%%"))]
    likes = {table: _like(table, one.administrator.pk) for table in tables}
    broken(one, case)
    wrong = []
    for table in tables:
        with one.as_("administrator"):
            for statement in ("UPDATE {t} SET {k} = {k}", "DELETE FROM {t}"):
                key = next(iter(likes[table] or {"id": ""}))
                told = statement.format(t=table, k=key)
                try:
                    with transaction.atomic():
                        done = written(told)
                except Error:
                    done = 0
                wrong += [told] if done else []
            if likes[table] and _is_added(table, likes[table]):
                wrong.append(f"INSERT INTO {table}")
    assert wrong == []
    assert len([one for one in likes.values() if one]) > 30


def _like(table: str, me) -> dict:
    """A row of the table, as it would be another one of mine."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t LIMIT 1")
        found = cursor.fetchone()
    told = json.loads(found[0]) if found else {}
    if "id" in told:
        told["id"] = str(uuid7())
    mine = {name for name in told if name.endswith("_by_id") or name in BY_SOMEBODY}
    return told | dict.fromkeys(mine, str(me))


def _is_added(table: str, values: dict) -> bool:
    """Whether no policy stood in the way; that a constraint did is no help."""
    sql = f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [json.dumps(values)])
            transaction.set_rollback(True)
            return True
    except IntegrityError:
        return True
    except Error as refusal:
        assert "row-level security" in str(refusal) or "denied" in str(refusal), refusal
        return False


def test_nobody_changes_what_was_opened_or_said(one, case):
    made = broken(one, case)
    with one.as_("lead") as by:
        actions.review_emergency(reading=made, note="There was a need", by=by)
    for model in (EmergencyReading, EmergencyWord):
        for who in ("administrator", "lead", "worker"):
            with one.as_(who), transaction.atomic():
                assert model.objects.all().delete()[0] == 0
        with pytest.raises(Error, match="permission denied"), transaction.atomic(), acting(JOB):
            model.objects.update(id=uuid7())


FORGED = {
    "for somebody else": {"opened_by_id": uuid7()},
    "for a day": {"until": timedelta(days=1)},
    "for another hour": {"opened_at": timedelta(hours=5), "until": timedelta(hours=6)},
}


@pytest.mark.parametrize("name", FORGED)
def test_no_row_is_forged_in_the_rows(one, case, name):
    now = timezone.now()
    told = {
        key: now + value if isinstance(value, timedelta) else value
        for key, value in FORGED[name].items()
    }
    with one.as_("administrator"):
        try:
            with transaction.atomic():
                row.emergency(case, **{"person": one.administrator.pk, **_renamed(told)})
        except Error:
            return
        assert count("pathways_pathway") == 0, "what is to begin later opens nothing now"


def _renamed(told: dict) -> dict:
    return {("person" if key == "opened_by_id" else key): value for key, value in told.items()}


def test_in_the_rows_too_only_an_administrator_breaks_glass_and_one_case_at_a_time(one, case):
    for who in ("tutor", "lead", "auditor", "operator"):
        with one.as_(who), pytest.raises(Error, match="row-level security"), transaction.atomic():
            row.emergency(case, getattr(one, who).pk)
    other = row.pathway(one.office, one.cooperative, one.company, tutor=one.tutor)
    broken(one, case)
    with (
        one.as_("administrator"),
        pytest.raises(Error, match="row-level security"),
        transaction.atomic(),
    ):
        row.emergency(other, one.administrator.pk)
    with pytest.raises(RuleBroken, match="close it first"):
        broken(one, other)


def test_only_the_head_reviews_it_in_the_rows(one, case):
    made = broken(one, case)
    for who in ("administrator", "officer", "worker", "manager"):
        told = {"reading": made, "kind": "reviewed", "note": "x", "by_id": getattr(one, who).pk}
        with one.as_(who), pytest.raises(Error, match="row-level security"), transaction.atomic():
            EmergencyWord.objects.create(**told)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("emergency_reading_lasts_an_hour_at_most", {"until": timedelta(minutes=61)}),
        ("emergency_reading_lasts_an_hour_at_most", {"until": timedelta(0)}),
        ("emergency_reading_has_a_reason", {"reason": ""}),
    ],
)
def test_the_database_judges_a_reading(one, case, name, changed):
    now = timezone.now()
    told = {key: now + one if key == "until" else one for key, one in changed.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.emergency(case, opened_at=now, **told)


@pytest.mark.parametrize(
    ("name", "kind", "note"),
    [
        ("emergency_word_once_of_a_kind", "closed", ""),
        ("emergency_word_review_says_something", "reviewed", ""),
    ],
)
def test_the_database_judges_a_word(one, case, name, kind, note):
    made = row.emergency(case)
    EmergencyWord.objects.create(reading=made, kind="closed", by_id=uuid7())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        EmergencyWord.objects.create(reading=made, kind=kind, note=note, by_id=uuid7())


def test_who_may_not_break_it(one, case):
    for who in ("lead", "officer", "tutor", "auditor", "worker"):
        with pytest.raises(Refused):
            broken(one, case, who)
    with make.acting_as(town.officer()) as by, pytest.raises(Refused):
        actions.break_glass(office=case.office_id, code=case.code, reason=WHY, by=by)
    for told in ({"reason": " "}, {"code": "nowhere"}, {"office": one.company.pk}):
        with pytest.raises(RuleBroken):
            broken(one, case, **told)
    assert not EmergencyReading.objects.exists()


@pytest.mark.parametrize("body", ["office", "cooperative", "company"])
def test_who_belongs_to_the_case_reads_by_that_part(one, case, body):
    with acting(JOB):
        town.member(getattr(one, body), "organization_editor", who=one.administrator)
    with pytest.raises(RuleBroken, match="your own part"):
        broken(one, case)


def test_nobody_breaks_the_glass_of_their_own_case(one, case):
    Worker.objects.filter(pk=case.worker_id).update(person=one.administrator)
    with pytest.raises(RuleBroken, match="your own part"):
        broken(one, case)


def test_the_part_is_given_by_nobody(one, case):
    with one.as_("lead") as by, pytest.raises(RuleBroken):
        told = {"person": one.administrator.pk, "role": "administrator"}
        actions.assign_role(pathway=case, by=by, **told)
    row.role(case, one.administrator, "administrator")
    assert CaseRole.objects.filter(role="administrator").exists()
    with one.as_("administrator") as by:
        assert not roles_in(by, case).roles
        assert count("pathways_pathway") == 0


def test_with_the_glass_broken_no_step_is_taken(one):
    things = furnished(one)
    made = broken(one, things.case)
    with one.as_("administrator") as by:
        let_in = {name for name in CALLS if not refused(name, one, things, by)}
        assert let_in == {"break_glass"}, "the spare emergency of the furniture is another's"
        actions.close_emergency(reading=made, by=by)


def test_it_is_written_down_at_once_and_each_reading_with_its_purpose(one, case):
    broken(one, case)
    with log() as lines:
        first = lines[-1]
    assert (first.data, first.role) == (["emergency"], "administrator")
    assert first.purposes == ["emergency"]
    assert (first.about_id, first.organization_id) == (case.worker_id, case.office_id)
    chained = Link.objects.using("aside").get(record_id=first.pk)
    assert chained.chain == f"reading:{case.office_id}"
    assert WHY not in repr(vars(first))
    with one.as_("administrator") as by:
        special.condition_of(case.worker, by=by, pathway=case)
    with log() as lines:
        assert (lines[-1].data, lines[-1].purposes) == (["disadvantage"], ["emergency"])
    for section in ("hours/", "costs/", "people/"):
        assert (
            browser(one.administrator).get(f"/en/pathways/{case.pk}/{section}").status_code == 200
        )
        with log() as lines:
            assert (lines[-1].data, lines[-1].purposes) == (["case"], ["emergency"]), section
    assert FOR_WHAT["emergency"] and DATA["emergency"]
    page = browser(one.worker).get(f"/en/pathways/mine/{case.worker_id}/readers/")
    text = page.content.decode()
    assert str(one.administrator) in text and WHY in text
    kept = browser(one.worker).get(f"/en/pathways/mine/{case.worker_id}/kept/")
    assert WHY in kept.content.decode()


def test_head_and_data_protection_officer_get_one_letter_without_personal_data(
    one, case, mailoutbox, settings
):
    made = broken(one, case)
    for _again in range(2):
        tell_of_emergency(reading=made.pk, by=JOB)
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(
        [one.lead.email, settings.PROTECTION_EMAIL]
    )
    told = "\n".join(f"{letter.subject}\n{letter.body}" for letter in mailoutbox)
    for word in ("Canary", WHY, case.code, case.worker.name, str(one.administrator)):
        assert word not in told
    assert str(made.pk) in told and str(case.pk) in told
    with pytest.raises(Refused), one.as_("lead") as by:
        tell_of_emergency(reading=made.pk, by=by)


def test_an_office_without_a_head_is_told_all_the_same(one, case, mailoutbox):
    made = broken(one, case)
    Membership.objects.filter(person=one.lead).update(ended_at=timezone.now())
    tell_of_emergency(reading=made.pk, by=JOB)
    assert one.officer.email in {letter.to[0] for letter in mailoutbox}


def test_without_anybody_to_tell_it_cannot_be_broken(one, case, settings):
    settings.PROTECTION_EMAIL = ""
    with pytest.raises(RuleBroken, match="data protection officer"):
        broken(one, case)
    page = browser(one.administrator).get("/en/pathways/emergencies/").content.decode()
    assert "PONTE_PROTECTION_EMAIL" in page and 'name="code"' not in page


def test_the_head_looks_at_it_and_the_worker_reads_what_was_found(one, case):
    def waits() -> list[str]:
        with one.as_("lead") as by:
            return [w.url for w in waiting_for(by) if "emergency" in w.verb]

    assert waits() == []
    made = broken(one, case)
    people = f"/en/pathways/{case.pk}/people/"
    assert waits() == [people]
    lead, review = browser(one.lead), f"/en/pathways/emergencies/{made.pk}/review/"
    page = lead.get(people).content.decode()
    assert WHY in page and review in page
    assert review not in browser(one.officer).get(people).content.decode()
    assert browser(one.officer).post(review, {"note": "x"}).status_code == 403
    assert lead.post(review, {"note": ""}).status_code == 422
    assert lead.post(review, {"note": "The insurer asked at night"}).status_code == 302
    assert waits() == []
    with one.as_("lead") as by, pytest.raises(RuleBroken):
        actions.review_emergency(reading=made, note="Again", by=by)
    mine = browser(one.worker).get(f"/en/pathways/mine/{case.worker_id}/readers/")
    assert "The insurer asked at night" in mine.content.decode()


def test_the_page_opens_one_case_and_closes_it(one, case):
    admin, home = browser(one.administrator), "/en/pathways/emergencies/"
    assert home in admin.get("/en/home/").content.decode()
    assert browser(one.lead).get(home).status_code == 404
    typed = {"office": str(case.office_id), "code": case.code, "reason": WHY}
    wrong = admin.post(home, {**typed, "code": "nowhere"})
    assert wrong.status_code == 422 and WHY in wrong.content.decode()
    assert admin.post(home, typed)["Location"].endswith(f"/pathways/{case.pk}/")
    for section in ("", "people/", "sheets/", "agreement/", "hours/", "costs/", "situation/"):
        assert admin.get(f"/en/pathways/{case.pk}/{section}").status_code == 200, section
    for section in ("tutoring/", "logbook/", "access/"):
        assert admin.get(f"/en/pathways/{case.pk}/{section}").status_code == 404, section
    made = EmergencyReading.objects.get()
    assert WHY in admin.get(home).content.decode()
    assert admin.post(f"{home}{made.pk}/close/")["Location"].endswith(home)
    assert admin.get(f"/en/pathways/{case.pk}/").status_code == 404
    assert case.code in admin.get(home).content.decode()
