"""Files that mean harm or are broken: refused in words, before a parser sees them."""

import resource

import pytest

from ponte.kit.spreadsheets import Limits, Unreadable, open_table, save_upload
from tests.kit.spreadsheets.files import (
    lying_about_size,
    ods,
    ods_row,
    package,
    put,
    text_cell,
    xlsx,
)

ROW = b'<row r="2">' + text_cell("A2", "x") + text_cell("B2", "y") + b"</row>"
SPACES = b" " * 40_000_000


def refused(path, **limits) -> str:
    with pytest.raises(Unreadable) as raised:
        list(open_table(path, limits=Limits(**limits)).rows())
    assert raised.value.field == "file"
    return str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"#!/bin/sh\nrm -rf /\n",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100,
        b"\x1f\x8b\x08\x00",
        b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>",
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>',
        b"PK\x03\x04 but no more",
        package({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}),
        xlsx(ROW, **{"xl/vbaProject.bin": b"macro"}),
    ],
    ids=["exe", "elf", "script", "pdf", "png", "xls", "gzip", "html", "xml bomb", "half a zip",
         "docx", "macros"],
)  # fmt: skip
def test_what_is_no_table_is_refused_by_its_bytes(tmp_path, content):
    assert refused(put(tmp_path, content, "elenco.xlsx"))


@pytest.mark.parametrize(
    "content",
    [b"", b"\xef\xbb\xbf", b"\n\n  \n", b"Nome;Codice\n", b"1;2\n3;4\n", b"\x00" * 50],
    ids=["empty", "mark only", "blank", "header only", "no header", "zeros"],
)
def test_a_file_without_lines_is_refused(tmp_path, content):
    assert refused(put(tmp_path, content))


def test_a_nul_byte_is_named_with_its_line(tmp_path):
    assert "3" in refused(put(tmp_path, b"Nome;Codice\nuno;1\nd\x00e;2\n"))


def test_a_zip_bomb_is_refused_without_unpacking_it_in_memory(tmp_path):
    path = put(tmp_path, xlsx(ROW, **{"xl/worksheets/sheet2.xml": SPACES}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    name = "xl/worksheets/sheet2.xml"
    content = lying_about_size(xlsx(ROW, **{name: b"<a>" + SPACES}), name, 1_000)
    refused(put(tmp_path, content))


def test_many_members_and_much_in_total_are_refused(tmp_path):
    many = {f"xl/media/{number}": b"x" for number in range(50)}
    refused(put(tmp_path, xlsx(ROW, **many)), members=40)
    refused(put(tmp_path, xlsx(ROW, **{"xl/media/a": b"x" * 9_000})), unpacked=8_000)


@pytest.mark.parametrize(
    "member", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_entities_in_any_part_of_a_workbook_are_refused(tmp_path, member):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    refused(put(tmp_path, xlsx(ROW, **{member: bomb})))


def test_entities_in_an_ods_are_refused(tmp_path):
    content = ods(b"<!DOCTYPE a>" + ods_row("Nome", "Codice") + ods_row("a", "b"))
    refused(put(tmp_path, content))


@pytest.mark.parametrize(
    "wrap",
    [lambda c: b"GIF89a" + c, lambda c: c + b"<script>x</script>", lambda c: b"\x00" * 9 + c],
    ids=["picture before", "script after", "bytes before"],
)
def test_two_files_in_one_are_refused(tmp_path, wrap):
    refused(put(tmp_path, wrap(xlsx(ROW))))


def test_a_cell_at_the_end_of_the_world_does_not_take_the_memory(tmp_path):
    far = b'<row r="1048576"><c foo=">" r="XFD1048576"><v>1</v></c></row>'
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(put(tmp_path, xlsx(ROW + far)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_a_repeated_row_of_an_ods_does_not_take_the_memory(tmp_path):
    repeated = ods_row("x", "y").replace(
        b"<table:table-row>", b'<table:table-row table:number-rows-repeated="900000000">'
    )
    refused(put(tmp_path, ods(ods_row("Nome", "Codice") + repeated)))


@pytest.mark.parametrize("cut", [30, 200, 600])
def test_a_cut_file_is_refused(tmp_path, cut):
    refused(put(tmp_path, xlsx(ROW)[:-cut]))


def test_an_upload_stops_at_the_limit_and_leaves_nothing(tmp_path, settings):
    settings.UPLOAD_LIMIT = 1_000_000
    taken = []

    def endless():
        for _piece in range(200):
            taken.append(1)
            yield b"x" * 1_000_000

    with pytest.raises(Unreadable):
        save_upload(endless(), tmp_path / "kept")
    assert len(taken) == 2
    assert not list(tmp_path.iterdir())
