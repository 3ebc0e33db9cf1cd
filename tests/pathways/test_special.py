"""Special data come through one door: who reads is written down first, with nothing of what."""

from contextlib import contextmanager

import pytest
from django.db import connections, transaction
from django.test import Client

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.models import Link, Reading
from ponte.kit.errors import Refused
from ponte.kit.ids import uuid7
from ponte.kit.sealing.guard import NotThroughTheDoor
from ponte.pathways import actions
from ponte.pathways.figures.types import pathway_figures
from ponte.pathways.models import Disadvantage, Document, Pathway
from ponte.pathways.queries import special
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.calls import NEEDS, furnished

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


@contextmanager
def log():
    """The readings, oldest first, as a job sees them on the second connection."""
    with transaction.atomic(using="aside"), connections["aside"].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('ponte.platform', 'on', true), set_config('ponte.kind', 'job', true)"
        )
        yield list(Reading.objects.using("aside").order_by("pk"))


def read_by(one, who: str, document: Document) -> dict:
    with one.as_(who) as by:
        return special.answers_of(document, by=by)


def test_who_reads_a_sheet_is_written_down_with_role_kind_and_case(one):
    case = make.case_at(one, PathwayState.ASSESSED)
    sheet = Document.objects.get(pathway=case, instrument="I4")
    assert read_by(one, "officer", sheet) == special.kept_answers(sheet) != {}
    with log() as lines:
        told = lines[-1]
    assert (told.actor_id, told.actor_name) == (one.officer.pk, str(one.officer))
    assert (told.role, told.data, told.interface) == ("officer", ["assessment"], "page")
    assert (told.subject_id, told.about_id) == (case.pk, case.worker_id)
    assert (told.organization_id, told.shown) == (one.office.pk, True)
    assert "seen" not in repr(vars(told))
    assert Link.objects.using("aside").filter(record_id=told.pk).exists()


def test_a_reading_says_what_it_was_for(one):
    case = make.case_at(one, PathwayState.IN_SECONDMENT)
    with one.as_("lead") as by:
        told = {"kind": "PSYCHIC", "referring_service": "Centro", "justice_note": "Home by eight"}
        actions.record_disadvantage(worker=case.worker, by=by, **told)

    def purposes_of(who: str) -> list[str]:
        with one.as_(who) as by:
            special.condition_of(case.worker, by=by, pathway=case)
        with log() as lines:
            assert lines[-1].actor_id == getattr(one, who).pk
            return lines[-1].purposes

    assert purposes_of("officer") == purposes_of("tutor") == purposes_of("manager") == ["guide"]
    assert purposes_of("operator") == ["care"]
    for who, purpose in (("tutor", "hours"), ("manager", "obligations")):
        with one.as_(who) as by:
            need = {**NEEDS["justice"], "purpose": purpose}
            need = actions.ask_reading(pathway=case, by=by, **need)
        with one.as_("officer") as by:
            actions.open_reading(need=need, by=by)
        assert purposes_of(who) == sorted(["guide", purpose]), "what two opened says what for"
    with one.as_("officer") as by:
        actions.assign_role(pathway=case, person=one.auditor.pk, role="auditor", by=by)
        told = {**NEEDS["audit"], "reader": one.auditor.pk}
        need = actions.ask_reading(pathway=case, by=by, **told)
    with one.as_("lead") as by:
        actions.open_reading(need=need, by=by)
    assert purposes_of("auditor") == [NEEDS["audit"]["purpose"]]
    with pytest.raises(Refused):
        purposes_of("referent")
    with log() as lines:
        assert (lines[-1].shown, lines[-1].purposes) == (False, [])
    with acting(Actor.job("test")):
        pathway_figures()
    with log() as lines:
        assert lines[-1].purposes == ["count"]


def test_a_refused_reading_is_written_down_too(one):
    things = furnished(one)
    for who in ("tutor", "officer", "operator", "referent", "auditor"):
        with pytest.raises(Refused):
            read_by(one, who, things.page)
        with log() as lines:
            assert (lines[-1].actor_id, lines[-1].shown) == (getattr(one, who).pk, False)
            assert lines[-1].data == ["logbook"]


def test_a_stranger_asks_in_vain(one):
    things, elsewhere = furnished(one), make.cast(" Altrove")
    sheet = things.sheet
    with pytest.raises(Refused), elsewhere.as_("officer") as by:
        special.answers_of(sheet, by=by)
    with pytest.raises(Refused), elsewhere.as_("officer") as by:
        special.condition_of(things.case.worker, by=by)


def test_the_workers_own_reading_is_nobodys_business(one):
    things = furnished(one)
    with log() as lines:
        before = len(lines)
    assert read_by(one, "worker", things.page) == special.kept_answers(things.page)
    Client().get("/en/")
    with log() as lines:
        assert len(lines) == before


@pytest.mark.parametrize("name", ["kind", "referring_service"])
def test_a_sealed_field_opens_nowhere_else(one, name):
    case = make.case_at(one)
    row = Disadvantage.objects.get(worker=case.worker_id)
    with pytest.raises(NotThroughTheDoor):
        getattr(row, name)


def test_answers_open_nowhere_else_not_even_when_just_saved(one):
    things = furnished(one)
    with pytest.raises(NotThroughTheDoor):
        _ = things.page.answers
    with pytest.raises(NotThroughTheDoor):
        _ = Document.objects.get(pk=things.page.pk).answers


def test_of_the_disadvantage_each_is_told_what_the_matrix_gives(one):
    things = furnished(one)
    told = {}
    for who in ("officer", "manager", "tutor", "worker", "operator", "auditor"):
        with one.as_(who) as by:
            told[who] = special.condition_of(things.case.worker, by=by, pathway=things.case)
    full = special.Condition("PSYCHIC", "Centro Canary")
    assert told.pop("auditor") == special.Condition("PSYCHIC")
    assert set(told.values()) == {full}
    for who in ("signatory", "referent"):
        with pytest.raises(Refused), one.as_(who) as by:
            special.condition_of(things.case.worker, by=by, pathway=things.case)


def test_a_worker_without_a_case_is_known_to_the_office(one):
    worker = make.worker(one)
    with one.as_("officer") as by:
        assert special.condition_of(worker, by=by).kind == "PSYCHIC"
    with pytest.raises(Refused), one.as_("tutor") as by:
        special.condition_of(worker, by=by)
    with log() as lines:
        assert [(line.role, line.shown) for line in lines[-2:]] == [("officer", True), ("", False)]


def test_who_opens_a_case_is_written_down_and_who_misses_it_too(one):
    case = furnished(one).case
    for who, data in (("tutor", ["reasons", "worker_interview"]), ("manager", ["reasons"])):
        client = Client()
        client.force_login(getattr(one, who))
        assert client.get(f"/en/pathways/{case.pk}/").status_code == 200
        with log() as lines:
            assert (lines[-1].actor_id, lines[-1].data) == (getattr(one, who).pk, data)
    client = Client()
    client.force_login(make.member(make.organization("Altrove"), "placement_lead"))
    assert client.get(f"/en/pathways/{case.pk}/").status_code == 404
    with log() as lines:
        told = lines[-1]
    assert (told.subject_id, told.shown, told.organization_id) == (case.pk, False, None)


def test_who_misses_a_sheet_is_written_down_be_it_hidden_or_missing(one):
    page = furnished(one).page
    client = Client()
    client.force_login(one.referent)
    for pk in (page.pk, uuid7()):
        assert client.get(f"/en/pathways/sheets/{pk}/").status_code == 404
        with log() as lines:
            told = lines[-1]
        assert (told.subject_id, told.data, told.shown) == (pk, ["sheet"], False)


def test_counting_is_one_reading_of_many(one):
    make.case_at(one, PathwayState.AGREEMENT_SIGNED)
    with acting(Actor.job("figures")):
        pathway_figures()
    with log() as lines:
        told = lines[-1]
    assert (told.actor_kind, told.interface, told.many) == ("job", "job", 1)
    assert (told.data, told.subject_id) == (["disadvantage"], None)


def test_several_sheets_are_one_line_of_the_log(one):
    case = make.case_at(one, PathwayState.AGREEMENT_SIGNED)
    sheets = list(Document.objects.filter(pathway=case).exclude(instrument="I9"))
    with one.as_("officer") as by:
        found = special.answers_of_each(sheets, by=by, through=special.Interface.PRINT)
    assert set(found) == {one.pk for one in sheets} and len(sheets) > 1
    with log() as lines:
        assert (lines[-1].interface, lines[-1].many) == ("print", len(sheets))


def test_what_an_opening_says_is_about_nobody(one):
    opening = make.opening(one)
    sheet = Document.objects.filter(opportunity=opening).first()
    with one.as_("officer") as by:
        assert special.answers_of(sheet, by=by) == special.kept_answers(sheet)
    with log() as lines:
        assert lines == []
    assert Pathway.objects.count() == 0
