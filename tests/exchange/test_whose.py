"""Whose imports these are: rows of others do not exist, and strangers change nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ponte.directory.models import ServiceCard
from ponte.directory.public import undo_imported
from ponte.exchange.actions import files, uploading
from ponte.exchange.actions.applying import accept_duplicates, apply_import
from ponte.exchange.actions.forgetting import forget_old, interrupted
from ponte.exchange.actions.mapping import cancel_import, map_columns, save_mapping
from ponte.exchange.actions.undoing import undo_import
from ponte.exchange.actions.uploading import Origin, Upload, upload_file
from ponte.exchange.importers.acting import working_for
from ponte.exchange.models import ImportRun, SavedMapping, StagedRow
from ponte.exchange.states import ImportState
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.models import Organization
from ponte.organizations.public import undo_imported_organizations
from tests.exchange.factories import (
    CARD_HEADER,
    HEADER,
    applied,
    as_job,
    card,
    csv_bytes,
    enterprise,
    fresh,
    lines,
    previewed,
    uploaded,
)
from tests.organizations.factories import acting_as, actor, member, organization, person

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("town"),
]


@pytest.fixture
def ours(db):
    """An organization with somebody who imports for it."""
    with as_job():
        one = organization("Nostra", phone="035 1")
        return one, member(one)


def own_cards(ours, *rows, **more):
    one, who = ours
    return dict(
        content=csv_bytes(CARD_HEADER[:2] + CARD_HEADER[3:], [r[:2] + r[3:] for r in rows]),
        kind="service_cards",
        organization=one.pk,
        by=actor(who),
        **more,
    )


def test_what_an_organization_imports_for_itself_is_its_own_words(ours):
    run = applied(**own_cards(ours, card(1)))
    assert run.state == ImportState.APPLIED, run.trouble
    with as_job():
        one = ServiceCard.objects.get()
    assert one.organization_id == ours[0].pk
    assert one.origin == "provider"
    assert one.state == "draft", "the guard binds what providers publish"


def test_an_organization_does_not_import_enterprises_that_it_does_not_keep(ours):
    run = previewed(csv_bytes(HEADER, [enterprise(1)]), organization=ours[0].pk, by=actor(ours[1]))
    assert run.counts == {"error": 1}


def test_the_rows_of_an_import_do_not_exist_for_others(ours):
    run = previewed(**own_cards(ours, card(1)))
    with as_job():
        other = member(organization("Altra"))
    for who, seen in ((ours[1], 1), (other, 0), (person(), 0), (None, 0)):
        with acting_as(who):
            assert ImportRun.objects.filter(pk=run.pk).count() == seen
            assert StagedRow.objects.filter(run_id=run.pk).count() == seen


def test_strangers_are_refused_by_every_action(ours):
    run = applied(**own_cards(ours, card(2)))
    run = previewed(**own_cards(ours, card(1)))
    with as_job():
        one = ServiceCard.objects.get()
        stranger = actor(member(organization("Altra")))
    tries = (
        lambda: upload_file(
            kind="enterprises",
            upload=Upload("a.csv", []),
            origin=Origin("x", date(2026, 1, 1)),
            organization_id=None,
            by=stranger,
        ),
        lambda: undo_imported(kind="card", ids=[one.pk], context=one.pk, by=stranger),
        lambda: undo_imported_organizations(ids=[ours[0].pk], context=one.pk, by=stranger),
        lambda: uploaded(csv_bytes(HEADER, [enterprise(1)]), by=stranger),
        lambda: map_columns(run=run, columns=run.columns, by=stranger),
        lambda: save_mapping(run=run, name="x", by=stranger),
        lambda: cancel_import(run=run, by=stranger),
        lambda: accept_duplicates(run=run, rows=None, accept=True, by=stranger),
        lambda: apply_import(run=run, by=stranger),
        lambda: undo_import(run=run, by=stranger),
    )
    with as_job():
        for attempt in tries:
            with pytest.raises(Refused):
                attempt()
    assert fresh(run).state == ImportState.PREVIEWED


def test_choices_are_remembered_under_a_name_and_by_the_columns(ours):
    run = uploaded(csv_bytes(HEADER, [enterprise(1)]))
    chosen = {"Denominazione": "name", "Codice fiscale": "tax_code"}
    with as_job():
        by = actor(ours[1])
    with working_for(actor_job()):
        map_columns(run=run, columns=chosen, by=actor_job(), save_as="  Albo  regionale ")
        assert SavedMapping.objects.get().name == "Albo regionale"
    assert uploaded(csv_bytes(HEADER, [enterprise(2)])).columns == chosen
    assert by.is_person


def actor_job():
    from tests.exchange.factories import JOB

    return JOB


@pytest.mark.parametrize(
    "columns",
    [
        {"Denominazione": "name", "Email": "name"},
        {"Email": "email"},
        {"Denominazione": "no_such_field"},
        {"No such column": "name"},
    ],
)
def test_a_mapping_that_cannot_be_is_refused(columns):
    run = uploaded(csv_bytes(HEADER, [enterprise(1)]))
    with as_job(), pytest.raises(RuleBroken):
        map_columns(run=run, columns=columns, by=actor_job())


def test_accepted_look_alikes_are_imported_and_the_others_left_out():
    with as_job():
        for number in (2, 3):
            organization(
                f"Qui {number}",
                tax_code=enterprise(number - 1)[1],
                origin="imported",
                source="Altro elenco",
            )
    run = previewed(csv_bytes(HEADER, [enterprise(1), enterprise(2)]))
    first = lines(run)[0]
    with working_for(actor_job()):
        with pytest.raises(RuleBroken):
            apply_import(run=run, by=actor_job())
        accept_duplicates(run=run, rows=[first.pk], accept=True, by=actor_job())
        apply_import(run=run, by=actor_job())
    from ponte.exchange.actions.applying import apply_staged

    apply_staged(run.pk)
    with as_job():
        assert set(Organization.objects.values_list("name", flat=True)) == {
            "Cooperativa Prova 00001",
            "Qui 3",
        }


def test_files_and_lines_of_old_imports_are_deleted_and_the_story_stays():
    run = applied(csv_bytes(HEADER, [enterprise(1)]))
    path = files.path_of(run.file_key)
    assert path.exists()
    assert forget_old(timezone.now(), by=actor_job()) == 0
    with as_job():
        ImportRun.objects.update(changed_at=timezone.now() - timedelta(days=31))
    assert forget_old(timezone.now(), by=actor_job()) == 1
    assert not path.exists()
    run = fresh(run)
    assert (run.file_key, run.state) == ("", ImportState.APPLIED)
    assert {tuple(row.raw) for row in lines(run)} == {()}


def test_an_import_without_a_sign_of_life_is_taken_up():
    run = uploaded(csv_bytes(HEADER, [enterprise(1)]))
    with working_for(actor_job()):
        map_columns(run=run, columns=run.columns, by=actor_job())
    assert interrupted() == []
    with as_job():
        ImportRun.objects.update(changed_at=timezone.now() - timedelta(minutes=3))
    assert interrupted() == [(run.pk, "mapped")]


def test_one_person_sends_so_many_files_in_a_day_and_no_more(ours, monkeypatch):
    monkeypatch.setattr(uploading, "UPLOADS", 2)
    for _file in range(2):
        uploaded(**own_cards(ours, card(1)))
    with pytest.raises(RuleBroken) as broken:
        uploaded(**own_cards(ours, card(1)))
    assert broken.value.field == "file"
    with as_job():
        other = member(ours[0])
        assert ImportRun.objects.count() == 2
    uploaded(**own_cards((ours[0], other), card(1)))
