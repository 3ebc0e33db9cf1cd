"""Zip packages (XLSX, ODS) looked at before any parser sees them.

Every member is unpacked here once, counted and thrown away: what the directory of the zip
declares is not believed, because a parser unpacks what is there.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _

from ponte.kit.spreadsheets.kinds import PACKED, FileKind
from ponte.kit.spreadsheets.limits import Limits, Unreadable

BROKEN = _("This file is damaged: it cannot be unpacked. Save it again and upload it once more.")
BOMB = _("This file unpacks to far more than a table holds. Nothing was read.")
ENTITIES = _("This file hides instructions for the reader (a DTD). Save it again as XLSX or ODS.")
TWO_FILES = _("This file is two files in one. Save it again as XLSX, ODS or CSV.")
MACROS = _("This workbook contains macros. Save it as XLSX, without macros.")
LOCKED = _("This file has a password. Save it without one.")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
CHUNK = 64 * 1024
LOCAL_HEADER = 30


def kind_of_package(path: Path) -> FileKind:
    """Return XLSX or ODS; other packages are refused."""
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
            kind = _beginning(package, "mimetype") if "mimetype" in names else b""
    # NotImplementedError is zipfile's word for a compression it does not know.
    except (BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError):
        raise Unreadable(BROKEN) from None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(MACROS)
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return FileKind.XLSX
    if kind.startswith(ODS_TYPE) and "content.xml" in names:
        return FileKind.ODS
    raise Unreadable(PACKED)


def _beginning(package: ZipFile, name: str) -> bytes:
    with package.open(name) as member:
        return member.read(100)


def declared_size(path: Path, limits: Limits) -> int:
    """Return how much a package says that it unpacks to; one that says too much is refused.

    Nothing is unpacked: this is cheap whatever the file, and `inspect` does not believe it.
    """
    with ZipFile(path) as package:
        members = package.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > limits.members or total > limits.unpacked:
        raise Unreadable(BOMB)
    for member in members:
        if member.flag_bits & 0x1:
            raise Unreadable(LOCKED)
        if member.file_size > _allowed(member, limits):
            raise Unreadable(BOMB)
    return total


def _allowed(member: ZipInfo, limits: Limits) -> int:
    return max(limits.ratio_from, member.compress_size * limits.ratio)


def inspect(path: Path, limits: Limits) -> None:
    """Refuse bombs, hidden instructions, passwords and files that are two in one."""
    declared_size(path, limits)
    with ZipFile(path) as package:
        members = package.infolist()
        _require_one_file(package, members, path)
        total = 0
        for member in members:
            for size in _inspect_member(path, member, limits):
                total += size
                if total > limits.unpacked:
                    raise Unreadable(BOMB)


def _require_one_file(package: ZipFile, members: list[ZipInfo], path: Path) -> None:
    """Members lie one after another from the first byte, and nothing follows the directory."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end or (end == 0 and member.header_offset != 0):
            raise Unreadable(TWO_FILES)
        end = member.header_offset + LOCAL_HEADER + member.compress_size
    with path.open("rb") as source:
        source.seek(-min(path.stat().st_size, 22 + len(package.comment)), 2)
        if source.read(4) != b"PK\x05\x06":
            raise Unreadable(TWO_FILES)


def _inspect_member(path: Path, member: ZipInfo, limits: Limits) -> Iterator[int]:
    looks = not member.filename.startswith(("xl/media/", "Pictures/", "Thumbnails/"))
    size, tail = 0, b""
    for piece in unpacked(path, member):
        size += len(piece)
        if size > min(_allowed(member, limits), member.file_size):
            raise Unreadable(BOMB)
        if looks:
            seen = (tail + piece).upper()
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen or _is_wide(seen):
                raise Unreadable(ENTITIES)
            tail = piece[-16:]
        yield len(piece)


def _is_wide(text: bytes) -> bool:
    """UTF-16 would hide the words looked for; spreadsheet programs write UTF-8."""
    return b"<\x00!\x00D\x00O" in text or b"\x00<\x00!\x00D\x00O" in text


def unpacked(path: Path, member: ZipInfo) -> Iterator[bytes]:
    """Yield what a member holds, piece by piece, whatever its declared size."""
    with path.open("rb") as source:
        source.seek(member.header_offset)
        header = source.read(LOCAL_HEADER)
        if header[:4] != b"PK\x03\x04":
            raise Unreadable(BROKEN)
        skip = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        source.seek(skip, 1)
        if member.compress_type == 0:
            yield from _stored(source, member.compress_size)
        elif member.compress_type == 8:
            yield from _inflated(source, member.compress_size)
        else:
            raise Unreadable(BROKEN)


def _stored(source: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0:
        piece = source.read(min(CHUNK, left))
        if not piece:
            raise Unreadable(BROKEN)
        left -= len(piece)
        yield piece


def _inflated(source: BinaryIO, left: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    try:
        while left > 0 and not inflater.eof:
            packed = source.read(min(CHUNK, left))
            if not packed:
                raise Unreadable(BROKEN)
            left -= len(packed)
            while packed and not inflater.eof:
                if piece := inflater.decompress(packed, CHUNK * 4):
                    yield piece
                packed = inflater.unconsumed_tail
        if piece := inflater.flush():
            yield piece
    except zlib.error:
        raise Unreadable(BROKEN) from None
