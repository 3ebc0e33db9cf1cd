"""Tables as people have them: encodings, separators, headers, ragged lines, numbers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ponte.kit.spreadsheets import Limits, Unreadable, open_table, write_csv, write_xlsx
from ponte.kit.spreadsheets.writing import unharmed
from tests.kit.spreadsheets.files import (
    CONTENT,
    HEADER_ROW,
    ods,
    ods_row,
    put,
    text_cell,
    xlsx,
)


def cells(path) -> list[tuple[str, ...]]:
    return [row.cells for row in open_table(path).rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_read_as_they_were_written(tmp_path, encoding):
    path = put(tmp_path, CONTENT.encode(encoding))
    assert cells(path) == [("L'Aquilone è qui", "00893140400")]


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "utf-16-le"])
def test_an_unusual_encoding_is_said_and_not_guessed(tmp_path, encoding):
    text = "Nome;Città\n" + "Perché;Forlì è così più giù\n" * 3
    with pytest.raises(Unreadable) as refused:
        open_table(put(tmp_path, text.encode(encoding)))
    assert "UTF-8" in str(refused.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_separator_is_found(tmp_path, delimiter):
    text = f"Nome{delimiter}Codice\nUno{delimiter}1\nDue{delimiter}2\n"
    assert cells(put(tmp_path, text.encode())) == [("Uno", "1"), ("Due", "2")]


def test_a_comma_in_a_text_does_not_fool_the_separator(tmp_path):
    text = "Nome;Descrizione\nUno;casa, scuola, lavoro\nDue;mare, monti, lago\n"
    assert cells(put(tmp_path, text.encode()))[0] == ("Uno", "casa, scuola, lavoro")


def test_lines_above_the_header_are_skipped_and_numbers_stay_those_of_the_file(tmp_path):
    text = "Elenco aggiornato\n\nNome;Codice;Comune\nUno;01;Bra\n"
    table = open_table(put(tmp_path, text.encode()))
    assert table.header == ("Nome", "Codice", "Comune")
    assert [row.number for row in table.rows()] == [4]


def test_a_text_of_several_lines_keeps_its_line_number(tmp_path):
    text = 'Nome;Testo\nUno;"prima\nseconda"\nDue;x\n'
    assert [row.number for row in open_table(put(tmp_path, text.encode())).rows()] == [2, 4]


def test_doubled_and_blank_names_of_columns_get_a_number(tmp_path):
    table = open_table(put(tmp_path, b"Nome;nome;;Codice\na;b;c;d\n"))
    assert table.header == ("Nome", "nome (2)", "(3)", "Codice")
    assert table.doubled == ("nome",)


def test_short_lines_are_filled_and_long_ones_are_told(tmp_path):
    rows = list(open_table(put(tmp_path, b"a;b;c\n1;2\n1;2;3;4;5\n1;2;3;;\n")).rows())
    assert [row.cells for row in rows] == [("1", "2", ""), ("1", "2", "3"), ("1", "2", "3")]
    assert [row.surplus for row in rows] == [0, 2, 0]


def test_numbers_of_a_workbook_are_told_apart_from_text(tmp_path):
    rows = b'<row r="2"><c r="A2"><v>893140400</v></c>' + text_cell("B2", "00893140400") + b"</row>"
    [row] = open_table(put(tmp_path, xlsx(rows))).rows()
    assert row.cells == ("893140400", "00893140400")
    assert row.numbers == {0}


def test_a_formula_gives_its_value_and_is_told(tmp_path):
    rows = b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c>' + text_cell("B2", "x") + b"</row>"
    [row] = open_table(put(tmp_path, xlsx(rows))).rows()
    assert row.cells == ("2", "x")
    assert row.formulas == {0}


def test_a_sheet_that_starts_further_in_is_read_alike(tmp_path):
    rows = b'<row r="9">' + text_cell("B9", "solo") + b"</row>"
    [row] = open_table(put(tmp_path, xlsx(rows))).rows()
    assert (row.number, row.cells) == (9, ("", "solo"))


def test_an_ods_is_read_and_its_blank_end_is_not_counted(tmp_path):
    end = (
        b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row>'
    )
    content = ods(ods_row("Nome", "Codice") + ods_row("Uno", "0012") + end)
    assert cells(put(tmp_path, content)) == [("Uno", "0012")]


def test_more_lines_than_allowed_are_refused_while_reading(tmp_path):
    path = put(tmp_path, b"a;b\n" + b"1;2\n" * 11)
    with pytest.raises(Unreadable):
        list(open_table(path, limits=Limits(rows=10)).rows())


def test_a_cell_without_an_end_is_refused(tmp_path):
    path = put(tmp_path, b'a;b\n1;"' + b"x" * 40_000)
    with pytest.raises(Unreadable) as refused:
        list(open_table(path).rows())
    assert "2" in str(refused.value)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"),
    max_size=12,
).map(str.strip)
identifiers = st.from_regex(r"0{0,4}[0-9]{1,11}", fullmatch=True)
calm = settings(
    max_examples=settings().max_examples * 3 // 5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@calm
@given(st.lists(st.tuples(identifiers, texts), min_size=1, max_size=8))
def test_what_csv_writes_csv_reads_and_identifiers_stay_text(tmp_path, rows):
    path = tmp_path / "round.csv"
    write_csv(path, ["Codice", "Testo"], rows)
    back = [tuple(unharmed(cell) for cell in row.cells) for row in open_table(path).rows()]
    assert back == rows


@calm
@given(st.lists(st.tuples(identifiers, texts), min_size=1, max_size=4))
def test_what_xlsx_writes_xlsx_reads_and_identifiers_stay_text(tmp_path, rows):
    path = tmp_path / "round.xlsx"
    write_xlsx(path, ["Codice", "Testo"], rows)
    back = [tuple(unharmed(cell) for cell in row.cells) for row in open_table(path).rows()]
    assert back == rows


@pytest.mark.parametrize("text", ["=1+1", "+39 035", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_no_written_cell_begins_as_a_formula(tmp_path, text):
    write_csv(tmp_path / "a.csv", ["a", "b"], [[text, "x"]])
    write_xlsx(tmp_path / "a.xlsx", ["a", "b"], [[text, "x"]])
    for name in ("a.csv", "a.xlsx"):
        [row] = open_table(tmp_path / name).rows()
        assert row.cells[0].startswith("'")
        assert not row.formulas


def test_a_written_csv_opens_in_a_spreadsheet_program(tmp_path):
    write_csv(tmp_path / "a.csv", ["Città"], [["è"]])
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert HEADER_ROW  # the fixture of the other tests is not empty
