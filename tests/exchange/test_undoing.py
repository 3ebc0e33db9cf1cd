"""Undoing an import: what nobody has touched since is as if it had not been."""

import pytest

from ponte.directory.models import Enterprise, SearchDocument
from ponte.exchange.actions.undoing import undo_applied, undo_import
from ponte.exchange.importers.acting import working_for
from ponte.exchange.models import ImportRun
from ponte.exchange.states import ImportState
from ponte.organizations.models import Keeping, Organization
from tests.exchange.factories import HEADER, JOB, applied, as_job, csv_bytes, enterprise, fresh
from tests.organizations.factories import actor, member, organization

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("town"),
]


def undone(run) -> ImportRun:
    with working_for(JOB):
        undo_import(run=run, by=JOB)
    undo_applied(run.pk)
    return fresh(run)


def test_an_import_is_undone_as_if_it_had_not_been():
    first = applied(csv_bytes(HEADER, [enterprise(1), enterprise(2), enterprise(3)]))
    edition = [
        enterprise(1, Email="new@example.org", Prodotto="Cera"),
        enterprise(2),
        enterprise(4),
    ]
    second = applied(csv_bytes(HEADER, edition), is_complete=True)
    assert second.counts == {"change": 1, "unchanged": 1, "add": 1, "remove": 1}
    run = undone(second)
    assert (run.state, run.counts["kept"]) == (ImportState.UNDONE, 0)
    with as_job():
        states = dict(Enterprise.objects.values_list("organization__name", "state"))
        assert states == dict.fromkeys(
            (f"Cooperativa Prova 0000{n}" for n in (1, 2, 3)), "published"
        )
        one = Enterprise.objects.get(organization__name="Cooperativa Prova 00001")
        assert [offer.name for offer in one.offers.all()] == ["Pulizie di uffici"]
        assert Organization.objects.filter(email="new@example.org").count() == 0
    assert undone(first).counts["kept"] == 0, "what a later import did is undone already"
    with as_job():
        assert not Enterprise.objects.exists()
        assert not Organization.objects.exists()
        assert not SearchDocument.objects.exists()


def test_what_a_later_import_changed_stays_until_that_one_is_undone():
    first = applied(csv_bytes(HEADER, [enterprise(1), enterprise(2)]))
    second = applied(csv_bytes(HEADER, [enterprise(1, Descrizione="Altro")]))
    assert undone(first).counts["kept"] == 1
    assert undone(second).counts["kept"] == 0
    with as_job():
        assert Enterprise.objects.get().description == enterprise(1)[4]


def test_an_import_that_changed_the_organization_alone_is_undone_too():
    applied(csv_bytes(HEADER, [enterprise(1)]))
    run = applied(csv_bytes(HEADER, [enterprise(1, Email="new@example.org")]))
    assert undone(run).counts["kept"] == 0
    with as_job():
        assert Organization.objects.get().email == enterprise(1)[3]


def test_a_name_that_an_import_changed_is_the_one_that_search_shows():
    applied(csv_bytes(HEADER, [enterprise(1)]))
    run = applied(csv_bytes(HEADER, [enterprise(1, Denominazione="Nuovo nome")]))
    with as_job():
        assert SearchDocument.objects.get().shown["name"] == "Nuovo nome"
    undone(run)
    with as_job():
        assert SearchDocument.objects.get().shown["name"] == enterprise(1)[0]


def test_a_network_imports_what_it_keeps_and_undoes_it():
    applied(csv_bytes(HEADER, [enterprise(1)]))
    with as_job():
        network = organization("Consorzio", phone="035 1")
        Keeping.objects.create(keeper=network, kept=Organization.objects.exclude(
            pk=network.pk).get(), ground="Statuto")  # fmt: skip
        who = actor(member(network))
    edition = csv_bytes(HEADER, [enterprise(1, Email="new@example.org")])
    run = applied(edition, by=who, organization=network.pk)
    assert (run.state, run.counts) == (ImportState.APPLIED, {"change": 1}), run.trouble
    with as_job():
        assert Organization.objects.filter(email="new@example.org").exists()
    with working_for(who):
        undo_import(run=run, by=who)
    undo_applied(run.pk)
    assert fresh(run).state == ImportState.UNDONE
    with as_job():
        assert not Organization.objects.filter(email="new@example.org").exists()


def test_an_import_of_new_ones_is_undone_without_a_trace():
    run = applied(csv_bytes(HEADER, [enterprise(1), enterprise(2)]))
    assert undone(run).state == ImportState.UNDONE
    with as_job():
        assert not Enterprise.objects.exists()
        assert not Organization.objects.exists()


def test_what_somebody_touched_since_is_not_undone():
    run = applied(csv_bytes(HEADER, [enterprise(1), enterprise(2)]))
    with as_job():
        Enterprise.objects.filter(organization__name__endswith="1").update(tagline="Nostra")
    run = undone(run)
    assert run.counts["kept"] == 1
    with as_job():
        assert Enterprise.objects.get().tagline == "Nostra"
