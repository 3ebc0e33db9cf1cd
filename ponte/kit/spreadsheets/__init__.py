"""Spreadsheets in and out: bad files are refused before they are parsed, text stays text."""

from ponte.kit.spreadsheets.limits import Limits, Unreadable
from ponte.kit.spreadsheets.table import Row, Table, open_table, size_inside
from ponte.kit.spreadsheets.uploads import LimitedUpload, save_upload
from ponte.kit.spreadsheets.writing import CsvLines, XlsxFile, harmless, write_csv, write_xlsx

__all__ = [
    "CsvLines",
    "LimitedUpload",
    "Limits",
    "Row",
    "Table",
    "Unreadable",
    "XlsxFile",
    "harmless",
    "open_table",
    "save_upload",
    "size_inside",
    "write_csv",
    "write_xlsx",
]
