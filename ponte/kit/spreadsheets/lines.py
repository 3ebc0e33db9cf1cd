"""CSV: which encoding, which delimiter, and lines read one at a time."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.kit.spreadsheets.limits import Limits, Unreadable

NOT_TEXT = _("This file is not text and not a spreadsheet that we read. Choose another one.")
NUL = _("Line %(line)s contains a NUL byte, which no text has. Save the file again as CSV UTF-8.")
WIDE = _("This file looks like UTF-16 without its mark. Save it as CSV UTF-8.")
WRONG_ENCODING = _(
    "The letters of this file cannot be read: it is neither UTF-8 nor Windows text. "
    "Save it as CSV UTF-8."
)
LONG_CELL = _(
    "Line %(line)s has a cell longer than %(limit)s letters: "
    "perhaps a quotation mark is opened and never closed."
)
DELIMITERS = ";,\t|"
# Letters and signs that Italian and its neighbours write; others speak for another encoding.
LIKELY = set("àáâäãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÁÂÄÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ’‘“”«»–—…€°ªº·§£©® šžŠŽ")
ODD_ALONE = set("šžŠŽ…·")
CHUNK = 256 * 1024


def encoding_of(path: Path) -> str:
    """Return utf-8-sig, utf-16 or cp1252; another encoding is refused and said."""
    with path.open("rb") as source:
        head = source.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            _require_decodable(path, "utf-16", WRONG_ENCODING)
            return "utf-16"
        source.seek(0)
        _refuse_nul(source)
    try:
        _decode(path, "utf-8-sig")
        return "utf-8-sig"
    except UnicodeDecodeError:
        _require_decodable(path, "cp1252", WRONG_ENCODING)
        return "cp1252"


def _refuse_nul(source: BinaryIO) -> None:
    line, seen, nuls, controls, first = 1, 0, 0, 0, 0
    while piece := source.read(CHUNK):
        seen += len(piece)
        if b"\x00" in piece:
            first = first or line + piece[: piece.index(b"\x00")].count(b"\n")
            nuls += piece.count(b"\x00")
        controls += sum(piece.count(bytes([code])) for code in (1, 2, 3, 4, 5, 6, 7, 14, 15, 16))
        line += piece.count(b"\n")
    if nuls * 4 > seen:
        raise Unreadable(WIDE)
    if controls * 50 > seen:
        raise Unreadable(NOT_TEXT)
    if nuls:
        raise Unreadable(NUL % {"line": first})


def _decode(path: Path, encoding: str) -> set[str]:
    """Decode the whole file; return the signs beyond ASCII."""
    decoder = codecs.getincrementaldecoder(encoding)()
    signs: set[str] = set()
    with path.open("rb") as source:
        while piece := source.read(CHUNK):
            text = decoder.decode(piece)
            if not text.isascii():
                signs.update(sign for sign in set(text) if sign > "\x7f")
        decoder.decode(b"", True)
    return signs


def _require_decodable(path: Path, encoding: str, why: str | Promise) -> None:
    try:
        signs = _decode(path, encoding)
    except UnicodeError:
        raise Unreadable(why) from None
    if encoding == "cp1252" and (not signs <= LIKELY or signs <= ODD_ALONE):
        raise Unreadable(why)


def delimiter_of(path: Path, encoding: str) -> str:
    """Return the sign that cuts the first lines into most columns, evenly."""
    with path.open(encoding=encoding, newline="", errors="strict") as source:
        sample = source.read(64 * 1024)
    if sample[:4].lower() == "sep=":
        return sample[4]
    lines = [line for line in sample.splitlines()[:50] if line.strip()]
    best, best_score = ";", 0.0
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter, strict=False)]
        except csv.Error:
            continue
        most = max(widths, default=0)
        if most < 2:
            continue
        even = sum(width == widths[0] for width in widths) / len(widths)
        score = even * min(widths[0], 60) + most / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read(
    path: Path, encoding: str, delimiter: str, limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of the line it begins on, cells)."""
    csv.field_size_limit(limits.cell_length)
    with path.open(encoding=encoding, newline="") as source:
        reader = csv.reader(source, delimiter=delimiter, strict=False)
        start = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                facts = {"line": start, "limit": limits.cell_length}
                raise Unreadable(LONG_CELL % facts) from None
            yield start, cells
            start = reader.line_num + 1
