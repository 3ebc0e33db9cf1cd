"""What a file is by its first bytes; its name and its declared type prove nothing."""

from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ponte.kit.spreadsheets.limits import Unreadable


class FileKind(StrEnum):
    """The kinds of table we read."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


SAVE_AS = _("Open it in your spreadsheet program and save it as XLSX, ODS or CSV.")
PROGRAM = _("This file is a program, not a table. Nothing was read.")
OLD_EXCEL = _(
    "This is an old Excel file (.xls) or one with a password. Save it as XLSX without a password."
)
WEB_PAGE = _(
    "This file is a web page or XML with the name of a table. "
    "Open it in your spreadsheet program and save it as XLSX, ODS or CSV."
)
PICTURE = _("This file is a picture or a PDF, not a table. Ask for the table it was made from.")
PACKED = _("This file is a packed archive. Unpack it and upload the table inside.")
EMPTY = _("This file is empty. Choose the file with the lines to import.")

REFUSED = (
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"#!", PROGRAM),
    (b"\xd0\xcf\x11\xe0", OLD_EXCEL),
    (b"%PDF", PICTURE),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"\x1f\x8b", PACKED),
    (b"BZh", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"Rar!", PACKED),
    (b"\xfd7zXZ", PACKED),
)


def kind_of(path: Path) -> FileKind:
    """Return what the file is; anything that is no table is refused in words."""
    with path.open("rb") as source:
        head = source.read(4096)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(EMPTY)
    if head.startswith(b"PK\x03\x04"):
        from ponte.kit.spreadsheets import packages

        return packages.kind_of_package(path)
    for magic, why in REFUSED:
        if head.startswith(magic) and not _reads_as_text(magic, head):
            raise Unreadable(why)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<!doctype", b"<html", b"<table", b"<svg")):
        raise Unreadable(WEB_PAGE)
    return FileKind.CSV


def _reads_as_text(magic: bytes, head: bytes) -> bool:
    """A table may begin with the letters MZ or BZh; a program has bytes that no text has."""
    return magic.isalnum() and not any(byte < 9 or 13 < byte < 32 for byte in head)
