"""Retention reaches what lets a worker in: account, card, PIN, passes, phones; and back-ups."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from ponte.accounts.models import Card, Person
from ponte.accounts.public import close_account, drop_closed
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.audit.models import Deletion, Link
from ponte.kit.audit.record import certify
from ponte.kit.audit.verify import breaks
from ponte.kit.errors import Refused
from ponte.pathways import actions, models
from ponte.pathways.actions.retention import let_go
from ponte.pathways.states import PathwayState
from ponte.project.archive import again
from tests.pathways import factories as make
from tests.pathways.test_retention import JOB, aged, closed, went

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


def carded(one, state: int) -> models.Pathway:
    """A worker without e-mail, who comes in by a card."""
    other = make.worker(one, "Piero Carta", person_id=None)
    case = make.case_at(one, PathwayState.CANDIDATE, worker=other)
    with one.as_("officer") as by:
        actions.give_card(pathway=case, by=by)
    with one.as_("tutor") as by:
        phone = actions.enrol_phone(pathway=case, name="Telefono del cortile", by=by).phone
    assert phone
    aged(case, 800, state)
    return models.Pathway.objects.select_related("worker").get(pk=case.pk)


def test_of_a_case_that_never_began_the_account_goes_too(one):
    case = carded(one, PathwayState.GIVEN_UP)
    person = case.worker.person_id
    assert Card.objects.filter(person_id=person).exists()
    with acting(JOB):
        assert went("not_started") == 1
        assert not Person.objects.filter(pk=person).exists()
        assert not Card.objects.filter(person_id=person).exists()
        assert models.YardPhone.objects.count() == 0
        told = " ".join(Deletion.objects.get().counts)
    for name in ("accounts_person:1", "accounts_card:1", "pathways_yardphone:1"):
        assert name in told


def test_a_signature_keeps_a_row_without_a_name_until_it_goes_too(one):
    person = one.worker.pk
    closed(one)
    browser = Client()
    browser.force_login(one.worker)
    assert "/mine/" in browser.get("/it/pathways/mine/").url
    with acting(JOB):
        assert went("case") == 1
        row = Person.objects.get(pk=person)
        assert (row.name, row.email, row.is_active) == ("", None, False)
        assert not row.has_usable_password()
        assert models.SigningPass.objects.filter(signature__isnull=True).count() == 0
    assert "/mine/" not in browser.get("/it/pathways/mine/").url.partition("?")[0], "signed out"
    with acting(JOB):
        models.Pathway.objects.update(state_since=timezone.now() - timedelta(days=3700))
        assert went("contract") == 1
        assert not Person.objects.filter(pk=person).exists()


def test_who_is_something_else_as_well_keeps_the_account(one):
    make.member(one.cooperative, "integration_tutor", one.worker)
    closed(one)
    with acting(JOB):
        assert went("case") == 1
        row = Person.objects.get(pk=one.worker.pk)
        assert row.is_active and row.name


def test_nobody_but_the_rules_closes_accounts(one):
    for who in ("officer", "worker", "tutor"):
        with one.as_(who) as by:
            with pytest.raises(Refused):
                close_account(person=one.worker.pk, past=(), by=by)
            with pytest.raises(Refused):
                drop_closed(person=one.worker.pk, by=by)
    with acting(JOB):
        assert drop_closed(person=one.worker.pk, by=JOB).total() == 0, "it is not closed"


def test_a_pass_that_signed_keeps_no_secret(one):
    case = closed(one)
    with acting(JOB):
        text = models.Agreement.objects.get(pathway=case)
        named = models.Signatory.objects.create(
            pathway=case, party="company", name="Nina", named_by_id=one.officer.pk
        )
        told = {"pathway": case, "agreement": text, "signatory": named, "tool": "link"}
        told |= {"made_by_id": one.officer.pk, "secret": "kept", "opened_at": timezone.now()}
        told |= {"expires_at": timezone.now()}
        used = models.SigningPass.objects.create(used_at=timezone.now(), **told)
        models.SigningPass.objects.create(revoked_at=timezone.now(), **told)
        models.Signature.objects.create(
            agreement=text,
            pathway=case,
            party="company",
            signatory=named,
            signer_name="Nina",
            means="link",
            signing_pass=used,
            recorded_by_id=one.officer.pk,
            text_hash=text.text_hash,
        )
        assert went("case") == 1
        left = models.SigningPass.objects.get()
        assert (left.pk, left.secret) == (used.pk, "")


def test_a_certificate_says_until_when_a_back_up_may_hold_it(one, settings):
    settings.BACKUP_DAYS = 12
    closed(one)
    with acting(JOB):
        went("case")
        until = timezone.localdate() + timedelta(days=12)
        assert Deletion.objects.get().in_backups_until == until
    browser = Client()
    browser.force_login(one.officer)
    assert (
        "Back-ups may still hold it until"
        in browser.get("/en/pathways/retention/").content.decode()
    )


def test_certificates_from_before_the_column_still_verify(one):
    with acting(JOB):
        certify(
            rule="case", how="deleted", things=1, counts={}, due_before=make.today(),
            organization=one.office.pk,
        )  # fmt: skip
        made = Deletion.objects.get()
        old = Deletion(
            at=made.at, organization_id=made.organization_id, rule="case", how="deleted",
            things=2, counts=[], due_before=made.due_before,
        )  # fmt: skip
        from ponte.kit.audit.record import HERE, _append

        _append([old], using=HERE)
        assert Link.objects.count() == 2
        with connection.cursor() as cursor:
            assert breaks(cursor) == []


class Folder:
    """A home of which only the root is asked."""

    def __init__(self, root):
        self.root = root


def test_after_a_restore_what_had_gone_goes_again(one, tmp_path):
    """The restored rows are there, their time has passed: gone before anybody looks."""
    home, case = Folder(tmp_path), closed(one)
    assert not again.is_due(home)
    again.note(home, "2026-01-01T00:00:00+00:00")
    assert again.is_due(home)
    assert again.apply(home) == 1
    assert not again.is_due(home)
    with acting(JOB):
        assert models.Document.objects.filter(pathway=case).count() == 0
        assert Deletion.objects.count() == 1


def test_a_case_that_was_held_since_the_backup_is_named_and_stays(one, tmp_path):
    home, case = Folder(tmp_path), closed(one)
    again.note(home, "2026-01-01T00:00:00+00:00", [case.code])
    assert again.apply(home) == 0
    with acting(JOB):
        assert models.Document.objects.filter(pathway=case).exists()
        assert let_go(by=JOB, keeping=[case.code]).total() == 0


def test_a_job_s_letting_go_is_told_apart_from_a_person_s(one):
    case = closed(one)
    with pytest.raises(Refused):
        let_go(by=Actor.anonymous())
    with acting(JOB):
        assert models.Document.objects.filter(pathway=case).exists()
