"""The pages of an import, from the file to its end, without JavaScript."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ponte.directory.models import Enterprise
from ponte.exchange.actions.applying import apply_staged
from ponte.exchange.actions.staging import stage_import
from ponte.exchange.models import ImportRun
from ponte.exchange.states import ImportState
from ponte.kit.acting import acting
from tests.exchange.factories import HEADER, JOB, as_job, csv_bytes, enterprise, fresh
from tests.organizations.factories import member, officer, organization, person

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("town"),
]


@pytest.fixture
def office(client):
    with acting(JOB):
        client.force_login(officer())
    return client


def send(client, content: bytes, name: str = "elenco.csv", **more):
    return client.post(
        reverse("exchange:import-new"),
        {
            "file": SimpleUploadedFile(name, content),
            "kind": "enterprises",
            "whose": "platform",
            "source": "Albo di prova",
            "source_date": "2026-05-01",
            **more,
        },
    )


def latest() -> ImportRun:
    with as_job():
        return ImportRun.objects.order_by("-uploaded_at").first()


def mapped(client, run):
    chosen = {f"column{at}": run.columns.get(name, "") for at, name in enumerate(run.header)}
    return client.post(reverse("exchange:import-mapping", args=[run.pk]), chosen)


def test_a_file_goes_all_the_way_by_plain_pages(office):
    assert "Import" in office.get(reverse("exchange:import-list")).content.decode()
    bad = enterprise(2, **{"Codice fiscale": "123"})
    answer = send(office, csv_bytes(HEADER, [enterprise(1), bad]))
    run = latest()
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"{run.pk}/columns/")
    page = office.get(answer["Location"]).content.decode()
    assert "Cooperativa Prova 00001" in page
    assert mapped(office, run).status_code == 302
    detail = reverse("exchange:import-detail", args=[run.pk])
    assert office.get(detail).content.decode().count("hx-get") == 1
    progress = office.get(reverse("exchange:import-progress", args=[run.pk]))
    assert progress.status_code == 200
    stage_import(run.pk)
    progress = office.get(reverse("exchange:import-progress", args=[run.pk]))
    assert (progress.status_code, progress["HX-Refresh"]) == (286, "true")
    page = office.get(detail).content.decode()
    assert "Cooperativa Prova 00001" in page
    download = office.get(reverse("exchange:import-bad-lines", args=[run.pk]))
    text = b"".join(download.streaming_content).decode("utf-8-sig")
    assert "123" in text and "00001" not in text
    assert office.post(reverse("exchange:import-apply", args=[run.pk])).status_code == 302
    apply_staged(run.pk)
    assert fresh(run).state == ImportState.APPLIED
    assert office.get(detail).status_code == 200
    with as_job():
        assert Enterprise.objects.count() == 1


def test_a_refused_file_is_said_beside_its_field_and_leaves_nothing(office):
    answer = send(office, b"MZ\x90\x00\x03\x00\x00\x00", "elenco.xlsx")
    assert answer.status_code == 422
    assert "Albo di prova" in answer.content.decode()
    assert latest() is None


def test_a_file_over_the_limit_is_refused_while_it_streams(office, settings):
    settings.UPLOAD_LIMIT = 200_000
    answer = send(office, b"Denominazione\n" + b"x" * 400_000)
    assert answer.status_code == 422
    assert "195" in answer.content.decode()
    assert latest() is None


def test_a_stranger_may_not_import_and_sees_no_import(client):
    with acting(JOB):
        client.force_login(person())
    assert client.get(reverse("exchange:import-list")).status_code == 403
    assert send(client, csv_bytes(HEADER, [enterprise(1)])).status_code == 403


def test_members_of_another_organization_do_not_find_the_import(client, office):
    send(office, csv_bytes(HEADER, [enterprise(1)]))
    run = latest()
    with acting(JOB):
        other = member(organization("Altra"))
    client.force_login(other)
    for name in ("import-detail", "import-mapping", "import-progress", "import-bad-lines"):
        assert client.get(reverse(f"exchange:{name}", args=[run.pk])).status_code == 404
    for name in ("import-apply", "import-cancel", "import-undo", "import-duplicates"):
        assert client.post(reverse(f"exchange:{name}", args=[run.pk])).status_code == 404
    assert fresh(run).state == ImportState.UPLOADED


def test_the_button_of_an_older_preview_does_nothing_twice(office):
    send(office, csv_bytes(HEADER, [enterprise(1)]))
    run = latest()
    mapped(office, run)
    stage_import(run.pk)
    for _time in range(2):
        assert office.post(reverse("exchange:import-apply", args=[run.pk])).status_code == 302
    apply_staged(run.pk)
    apply_staged(run.pk)
    with as_job():
        assert Enterprise.objects.count() == 1


def test_an_xlsx_with_errors_comes_back_as_an_xlsx(office, tmp_path):
    from ponte.kit.spreadsheets import open_table, write_xlsx

    write_xlsx(tmp_path / "a.xlsx", HEADER, [enterprise(1, Comune="Nessundove")])
    send(office, (tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    run = latest()
    mapped(office, run)
    stage_import(run.pk)
    download = office.get(reverse("exchange:import-bad-lines", args=[run.pk]))
    back = tmp_path / "back.xlsx"
    back.write_bytes(io.BytesIO(b"".join(download.streaming_content)).getvalue())
    table = open_table(back)
    [row] = table.rows()
    assert row.cells[1] == enterprise(1)[1]
    assert row.cells[-1]
