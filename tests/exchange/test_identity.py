"""A number that a body is known by never changes in passing: a yes for each, or an error."""

import pytest
from django.urls import reverse

from ponte.exchange.actions.applying import accept_duplicates, apply_import, apply_staged
from ponte.exchange.importers.acting import working_for
from ponte.kit.acting import acting
from ponte.kit.errors import Refused
from ponte.organizations.models import Organization
from tests.exchange.factories import (
    HEADER,
    JOB,
    applied,
    as_job,
    csv_bytes,
    enterprise,
    fresh,
    lines,
    previewed,
    tax_code,
)
from tests.organizations.factories import (
    actor,
    member,
    officer,
    organization,
    qualification,
)

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("town"),
]
WITH_ID = ["ID", *HEADER]
OLD, NEW = tax_code(2), tax_code(90)


def line(code: str, **cells) -> bytes:
    return csv_bytes(WITH_ID, [["S1", *enterprise(1, **{"Codice fiscale": code, **cells})]])


@pytest.fixture
def here():
    """One enterprise of the source, known by its old tax code."""
    assert applied(line(OLD)).counts == {"add": 1}


def code_here() -> str:
    with as_job():
        return Organization.objects.get(name__startswith="Cooperativa Prova").tax_code


def apply(run) -> None:
    with working_for(JOB):
        apply_import(run=run, by=JOB)
    apply_staged(run.pk)


def test_a_changed_tax_code_is_marked_and_left_out_until_somebody_says_yes(here):
    run = previewed(line(NEW, Email="nuova@example.org"))
    assert run.counts == {"identity": 1}
    [row] = lines(run)
    assert row.twin["identity"] == ["tax_code"] and not row.accepted
    with acting(JOB):
        accept_duplicates(run=run, rows=None, accept=True, by=JOB)
    assert not lines(run)[0].accepted, "never with all the others at once"
    with acting(JOB):
        assert accept_duplicates(run=run, rows=[row.pk], accept=True, by=JOB) == 1
    apply(fresh(run))
    assert code_here() == NEW


def test_what_nobody_confirmed_is_not_written(here):
    more = ["S2", *enterprise(7)]
    changed = ["S1", *enterprise(1, **{"Codice fiscale": NEW})]
    run = previewed(csv_bytes(WITH_ID, [changed, more]))
    assert run.counts == {"identity": 1, "add": 1}
    apply(run)
    with as_job():
        assert Organization.objects.filter(tax_code=OLD).exists()
        assert not Organization.objects.filter(tax_code=NEW).exists()


def test_a_number_where_there_was_none_is_a_plain_change():
    applied(line(""))
    run = previewed(line(NEW))
    assert run.counts == {"change": 1}


def test_a_tax_code_of_another_body_is_an_error(here):
    with as_job():
        organization("Di chi è", tax_code=NEW)
    run = previewed(line(NEW))
    assert run.counts == {"error": 1}
    [row] = lines(run)
    assert "Di chi è" in row.errors[0]["text"] and row.errors[0]["column"] == "Codice fiscale"


def test_a_member_cannot_change_what_a_register_was_about_and_reads_so_in_the_preview():
    with as_job():
        ours = organization("Nostra", tax_code=OLD, vat_number=OLD)
        who = member(ours)
        qualification(ours, standing="from_register", source="Albo")
    header = [*HEADER, "Partita IVA"]
    row = [*enterprise(1, **{"Codice fiscale": NEW}), OLD]
    run = previewed(csv_bytes(header, [row]), by=actor(who), organization=ours.pk)
    assert run.counts == {"error": 1}
    [found] = lines(run)
    assert "riguarda questo numero" in found.errors[0]["text"]


def test_the_page_says_which_number_changes_and_takes_the_yes(client, here):
    run = previewed(line(NEW))
    with acting(JOB):
        client.force_login(officer())
    page = client.get(reverse("exchange:import-detail", args=[run.pk])).content.decode()
    assert "would change an identifier (1)" in page and OLD in page and NEW in page
    assert "It is the same body: change its number" in page and "Apply" not in page
    [row] = lines(run)
    typed = {"row": str(row.pk), "accept": "yes", "back": "identity"}
    answer = client.post(reverse("exchange:import-duplicates", args=[run.pk]), typed)
    assert answer["Location"].endswith("?verdict=identity") and lines(run)[0].accepted
    forged = {**typed, "back": "//evil"}
    answer = client.post(reverse("exchange:import-duplicates", args=[run.pk]), forged)
    assert answer["Location"].endswith("?verdict=duplicate")


def test_a_stranger_says_yes_to_nothing(here):
    run = previewed(line(NEW))
    [row] = lines(run)
    with as_job():
        stranger = member(organization("Altra", claimed=True))
    with as_job(), pytest.raises(Refused):
        accept_duplicates(run=run, rows=[row.pk], accept=True, by=actor(stranger))
