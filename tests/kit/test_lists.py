"""Tables as files, one way: whole before they are sent, kept by no cache, nothing that runs."""

from pathlib import Path

import pytest

import ponte
from ponte.kit.lists import csv_file

HEADER = ["Name", "Phone"]


def test_a_table_as_a_file_runs_nothing_and_is_kept_by_no_cache():
    answer = csv_file("cases", HEADER, [["=1+1", "+39 0171 1"], ["Nèri; Rosa", None]])
    assert not answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="ponte-cases-')
    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert lines == ["Name;Phone", "'=1+1;'+39 0171 1", '"Nèri; Rosa";', ""]


def test_a_fault_on_the_way_is_an_error_never_half_a_file():
    def rows():
        yield ["Rosa", ""]
        raise LookupError

    with pytest.raises(LookupError):
        csv_file("cases", HEADER, rows())


def test_there_is_one_way_to_answer_a_table():
    found = [
        str(one.relative_to(Path(ponte.__file__).parent))
        for one in Path(ponte.__file__).parent.rglob("*.py")
        if '"text/csv' in one.read_text(encoding="utf-8")
    ]
    assert found == ["kit/lists.py"]
