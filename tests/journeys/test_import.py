"""An officer imports a file with mistakes, mends it, looks at every change, and undoes it all."""

import csv
import io
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.judge import axe_faults, bone_faults
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey

HEADER = ["Denominazione", "Codice fiscale", "Comune", "Telefono", "Prodotto", "Categoria"]
# As a spreadsheet leaves it: the zero at the start of the tax code is gone.
GOOD = ["Cooperativa Il Banco di Prova", "9999910046", "Lecco", "0341 123456", "Pulizie", "Pulizie"]
BAD = ["Officina dei Mestieri di Prova", "12345678901", "Leco", "", "Cura del verde", "Orti"]
MENDED = {"Codice fiscale": "09999920045", "Comune": "Lecco", "Categoria": "Pulizie"}


def as_csv(header: list[str], *lines: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *lines])
    return text.getvalue().encode("cp1252")


def send(page: Page, say, content: bytes, name: str) -> None:
    page.goto("/it/imports/new/")
    page.get_by_label(say("The file"), exact=True).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_label(say("Where the lines come from")).fill("Albo di prova della storia")
    look(page, "new")
    page.get_by_role("button", name=say("Send the file")).click()


def look(page: Page, name: str) -> None:
    """Each page of the story passes the judge; the pictures are for people."""
    assert axe_faults(page) + bone_faults(page, "it") == []
    if folder := os.environ.get("PONTE_PICTURES"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"import-{name}-{width}.png", full_page=True)


def wait_for_preview(page: Page, say) -> None:
    expect(page.get_by_role("navigation", name=say("What the import does"))).to_be_visible(
        timeout=60_000
    )


def test_a_file_with_mistakes_is_imported_mended_and_undone(people, stage):
    stage.work()
    say = words_of("it")
    page = people.enter(role="officer", language="it")
    page.goto("/it/imports/")
    look(page, "list")

    send(page, say, b"MZ this is a program", "elenco.csv")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(say("Where the lines come from"))).to_have_value(
        "Albo di prova della storia"
    )

    send(page, say, as_csv(HEADER, GOOD, BAD), "elenco.csv")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("What do the columns mean?"))
    look(page, "columns")
    page.get_by_role("button", name=say("Read the lines")).click()
    wait_for_preview(page, say)
    look(page, "preview")
    expect(page.get_by_text("12345678901")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name=say("Download the lines to mend")).click()
    wrong = Path(download.value.path()).read_text(encoding="utf-8-sig")
    [header, line] = list(csv.reader(io.StringIO(wrong), delimiter=";"))
    assert len(header) == len(HEADER) + 1
    assert "Codice fiscale" in line[-1]

    page.locator("form[action$='/apply/']").get_by_role("button").click()
    expect(page.get_by_role("button", name=say("Undo this import"))).to_be_visible(timeout=60_000)
    look(page, "applied")

    mended = [MENDED.get(column, cell) for column, cell in zip(header, line, strict=True)]
    send(page, say, as_csv(header, mended), "mended.csv")
    page.get_by_role("button", name=say("Read the lines")).click()
    wait_for_preview(page, say)
    page.locator("form[action$='/apply/']").get_by_role("button").click()
    undo = page.get_by_role("button", name=say("Undo this import"))
    expect(undo).to_be_visible(timeout=60_000)

    found = "select count(*) from directory_enterprise where source = 'Albo di prova della storia'"
    assert int(stage.one(found)) == 2
    page.goto("/it/search/?q=Officina+dei+Mestieri+di+Prova")
    expect(page.get_by_role("link", name="Officina dei Mestieri di Prova")).to_be_visible()

    page.goto("/it/imports/")
    look(page, "list-full")
    page.get_by_role("link", name="mended.csv").click()
    undo.click()
    expect(undo).not_to_be_visible(timeout=60_000)
    wait_for_preview(page, say)
    assert int(stage.one(found)) == 1
