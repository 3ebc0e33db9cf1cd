"""Broken glass: one case, one hour, one administrator; nobody is asked, everybody is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ponte.kit.acting import acting
from ponte.kit.audit.models import Link
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.models import Mandate, Membership
from ponte.pathways import actions
from ponte.pathways.actions.emergencies import tell_of_emergency
from ponte.pathways.models import (
    CaseRole,
    Disadvantage,
    Document,
    EmergencyReading,
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
from ponte.pathways.states import CaseRoleKind
from ponte.territory.models import Area
from tests.organizations import factories as town
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.attacks import asked, count
from tests.pathways.browsers import browser
from tests.pathways.calls import CALLS, furnished
from tests.pathways.emergencies import JOB, WHY, broken, untouched
from tests.pathways.test_special import log
from tests.pathways.test_who_may import refused

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one) -> Pathway:
    return untouched(one)


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
