"""Reads an archive again, every byte, and holds it against its manifest.

Anybody can write a manifest that fits an archive of theirs, so what it says is not trusted
either: names stay in our folders, members are plain files and no larger than the archive.
"""

import hashlib
import json
import tarfile
from pathlib import Path

from ponte.project.archive.pack import DUMP, FILES, FORMAT, KEYS, MANIFEST, seal
from ponte.project.supervisor.say import Trouble

BLOCK = 1024 * 1024
LARGEST_MANIFEST = 256 * BLOCK


def manifest_of(path: Path) -> dict:
    """The manifest, sealed and of a format that we know."""
    with _opened(path) as tar:
        try:
            info = tar.getmember(MANIFEST)
            if _kind_fault(info) or info.size > LARGEST_MANIFEST:
                raise ValueError(MANIFEST)
            content = json.loads(tar.extractfile(info).read())
        except (KeyError, ValueError, RecursionError, tarfile.TarError) as broken:
            raise Trouble(
                f"{path} holds no readable manifest: it is no backup, or a broken one."
            ) from broken
    if not isinstance(content, dict) or content.get("seal") != seal(content):
        raise Trouble(f"The manifest of {path} was changed after it was written.")
    if content.get("format") != FORMAT:
        raise Trouble(f"{path} has format {content.get('format')}; this Ponte reads {FORMAT}.")
    if not _well_formed(content):
        raise Trouble(f"The manifest of {path} does not say what it must: it is no backup.")
    return content


def _well_formed(content: dict) -> bool:
    members, database = content.get("members"), content.get("database")
    return (
        isinstance(members, dict)
        and isinstance(content.get("made_at"), str)
        and all(
            isinstance(one, dict) and {"size", "sha256"} <= one.keys() for one in members.values()
        )
        and isinstance(database, dict)
        and all(isinstance(database.get(kind), dict) for kind in ("tables", "sequences"))
        and {DUMP, KEYS} <= members.keys()
    )


def faults(path: Path) -> list[str]:
    """Everything that is not as the manifest says; empty for a good archive."""
    manifest = manifest_of(path)
    wanted, seen, told = manifest["members"], set(), []
    with _opened(path) as tar:
        try:
            for info in tar:
                if info.name == MANIFEST:
                    continue
                seen.add(info.name)
                told += _member_faults(tar, info, wanted.get(info.name))
        except tarfile.TarError as broken:
            told.append(f"the archive breaks off: {broken}")
    told += [f"{name}: missing" for name in sorted(set(wanted) - seen)]
    return told


def _member_faults(tar: tarfile.TarFile, info: tarfile.TarInfo, wanted: dict | None) -> list[str]:
    if wanted is None:
        return [f"{info.name}: not in the manifest"]
    if fault := _kind_fault(info) or _name_fault(info.name):
        return [f"{info.name}: {fault}"]
    if info.size != wanted["size"]:
        return [f"{info.name}: content differs from its digest"]
    digest, source = hashlib.sha256(), tar.extractfile(info)
    while block := source.read(BLOCK):
        digest.update(block)
    if digest.hexdigest() != wanted["sha256"]:
        return [f"{info.name}: content differs from its digest"]
    return []


def _kind_fault(info: tarfile.TarInfo) -> str:
    """A sparse file of a few bytes may claim to be larger than any disk."""
    return "" if info.type == tarfile.REGTYPE and not info.issparse() else "not a plain file"


def _name_fault(name: str) -> str:
    if name in (DUMP, KEYS):
        return ""
    parts = name.split("/")
    if not name.startswith(FILES) or "\\" in name or {"", ".", ".."} & set(parts):
        return "not one of our places"
    return ""


def require_whole(path: Path) -> dict:
    """The manifest of an archive without faults."""
    found = faults(path)
    if found:
        raise Trouble(f"{path} is damaged:\n  " + "\n  ".join(found[:20]))
    return manifest_of(path)


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, mode="r:")
    except FileNotFoundError as missing:
        raise Trouble(f"There is no file {path}.") from missing
    except (tarfile.TarError, OSError) as broken:
        raise Trouble(f"{path} cannot be read as a backup: {broken}") from broken
