"""Large files are opened by a job; what is no table or a bomb is refused before anything else."""

from datetime import date
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ponte.exchange.actions import files
from ponte.exchange.actions.forgetting import interrupted
from ponte.exchange.actions.looking import look_at_file
from ponte.exchange.actions.uploading import OPENED_AT_ONCE
from ponte.exchange.actions.whole import import_file
from ponte.exchange.models import ImportRun
from ponte.exchange.states import ImportState
from ponte.exchange.tasks import look, resume
from ponte.kit.errors import RuleBroken
from tests.exchange.factories import JOB, as_job, fresh, uploaded
from tests.kit.spreadsheets.files import lying_about_size, ods, ods_row, text_cell, xlsx
from tests.organizations.factories import deferred, member, officer, organization

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
LARGE = OPENED_AT_ONCE + 1


@pytest.fixture
def office(client):
    with as_job():
        client.force_login(officer())
    return client


def send(client, content: bytes, name: str = "elenco.xlsx"):
    return client.post(
        reverse("exchange:import-new"),
        {
            "file": SimpleUploadedFile(name, content),
            "kind": "enterprises",
            "whose": "platform",
            "source": "Albo di prova",
            "source_date": "2026-05-01",
        },
    )


def runs() -> list[ImportRun]:
    with as_job():
        return list(ImportRun.objects.all())


def noise(size: int) -> str:
    """Text that packs no better than a table's does."""
    return Random(1).randbytes(size // 2).hex()


def large_xlsx() -> bytes:
    piece = noise(30_000)
    rows = [
        f'<row r="{number}">'.encode() + text_cell(f"A{number}", piece) + b"</row>"
        for number in range(2, LARGE // len(piece) + 3)
    ]
    return xlsx(b"".join(rows), **{"xl/theme.xml": noise(LARGE // 100).encode()})


def large_ods() -> bytes:
    piece = noise(30_000)
    return ods(ods_row("Nome", "Codice") + ods_row(piece, "1") * (LARGE // len(piece) + 1))


def large_csv() -> bytes:
    return b"Nome;Codice\n" + b"Cooperativa Prova;00893140400\n" * (LARGE // 30 + 1)


@pytest.mark.parametrize(
    "content, name",
    [(large_xlsx(), "a.xlsx"), (large_ods(), "a.ods"), (large_csv(), "a.csv")],
    ids=["xlsx", "ods", "csv"],
)
def test_a_large_file_is_kept_and_opened_by_a_job(office, content, name):
    answer = send(office, content, name)
    [run] = runs()
    page = reverse("exchange:import-detail", args=[run.pk])
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert (run.state, run.header, run.samples) == (ImportState.RECEIVED, [], [])
    assert deferred("exchange.look_at_file") == [{"run_id": str(run.pk)}]
    assert office.get(page).content.decode().count("hx-get") == 1
    mapping = reverse("exchange:import-mapping", args=[run.pk])
    assert office.get(mapping)["Location"] == page
    look(str(run.pk))
    run = fresh(run)
    assert (run.state, run.header) == (ImportState.UPLOADED, ["Nome", "Codice"])
    assert office.get(page)["Location"] == mapping
    assert office.get(mapping).status_code == 200


def test_a_small_file_is_opened_at_once(office):
    send(office, b"Nome;Codice\nUna;1\n", "a.csv")
    [run] = runs()
    assert (run.state, run.header) == (ImportState.UPLOADED, ["Nome", "Codice"])
    assert deferred("exchange.look_at_file") == []


def test_a_large_file_that_cannot_be_read_says_so_on_its_page(office):
    row = b'<row r="2">' + text_cell("A2", noise(LARGE)) + b"</row><!DOCTYPE a>"
    send(office, xlsx(row))
    [run] = runs()
    look_at_file(run.pk)
    run = fresh(run)
    assert (run.state, run.header) == (ImportState.FAILED, [])
    page = office.get(reverse("exchange:import-detail", args=[run.pk]))
    assert page.status_code == 200
    assert "DTD" in page.content.decode()
    assert reverse("exchange:import-mapping", args=[run.pk]) not in page.content.decode()


def test_an_opening_that_was_interrupted_is_taken_up(office):
    send(office, large_csv(), "a.csv")
    [run] = runs()
    assert interrupted() == []
    with as_job():
        ImportRun.objects.update(changed_at="2026-01-01T00:00Z")
    resume(0)
    opened = fresh(run)
    assert opened.state == ImportState.UPLOADED
    look_at_file(run.pk)
    assert fresh(run).changed_at == opened.changed_at, "a second job finds nothing to do"


def zeros(size: int) -> bytes:
    return xlsx(b'<row r="2">' + text_cell("A2", "0" * size) + b"</row>")


SHEET = "xl/worksheets/sheet1.xml"
REFUSED = {
    "a bomb that says so": zeros(9_000_000),
    "a bomb that lies about its size": lying_about_size(zeros(9_000_000), SHEET, 5_000),
    "a member full of nothing": ods(ods_row("Nome", "Codice") * 400_000),
    "too many members": xlsx(b"", **{f"xl/media/{number}": b"" for number in range(1_100)}),
    "macros": xlsx(b"", **{"xl/vbaProject.bin": b"x"}),
    "a web page": b"<!DOCTYPE html><table><tr><td>a</td></tr></table>",
    "a program": b"MZ\x90\x00\x03\x00\x00\x00",
    "an archive": b"7z\xbc\xaf\x27\x1c" + b"\x00" * 100,
    "nothing": b"",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_said_beside_the_field_and_leaves_nothing(office, what):
    before = set(files.folder().iterdir())
    answer = send(office, REFUSED[what])
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="id_file_error"' in page
    assert "Albo di prova" in page, "what was typed is not lost"
    assert runs() == []
    assert set(files.folder().iterdir()) == before


def test_two_hundred_megabytes_are_refused_beside_the_field(office):
    answer = send(office, b"Nome;Codice\n" + b"x" * 200 * 1024 * 1024, "a.csv")
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode()
    assert runs() == []


def test_members_of_other_organizations_do_not_find_a_file_being_opened(office, client):
    run = uploaded(large_csv(), by=JOB)
    with as_job():
        client.force_login(member(organization("Altra")))
    for name in ("import-detail", "import-mapping", "import-progress"):
        assert client.get(reverse(f"exchange:{name}", args=[run.pk])).status_code == 404


def test_the_command_line_opens_a_large_file_itself(tmp_path):
    told = {"kind": "enterprises", "source": "Albo", "source_date": date(2026, 5, 1), "by": JOB}
    path = tmp_path / "elenco.xlsx"
    path.write_bytes(xlsx(b'<row r="2">' + text_cell("A2", noise(LARGE)) + b"</row><!DOCTYPE a>"))
    with pytest.raises(RuleBroken, match="DTD"):
        import_file(path, **told)
    path.write_bytes(large_ods())
    outcome = import_file(path, **told)
    assert outcome.run.header == ["Nome", "Codice"]
    assert outcome.run.state == ImportState.PREVIEWED
