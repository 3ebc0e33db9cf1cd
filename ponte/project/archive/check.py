"""Reads an archive again, every byte, and holds it against its manifest."""

import hashlib
import json
import tarfile
from pathlib import Path

from ponte.project.archive.pack import FORMAT, MANIFEST, seal
from ponte.project.supervisor.say import Trouble

BLOCK = 1024 * 1024


def manifest_of(path: Path) -> dict:
    """The manifest, sealed and of a format that we know."""
    with _opened(path) as tar:
        try:
            content = json.loads(tar.extractfile(MANIFEST).read())
        except (KeyError, ValueError, AttributeError) as broken:
            raise Trouble(
                f"{path} holds no readable manifest: it is no backup, or a broken one."
            ) from broken
    if not isinstance(content, dict) or content.get("seal") != seal(content):
        raise Trouble(f"The manifest of {path} was changed after it was written.")
    if content.get("format") != FORMAT:
        raise Trouble(f"{path} has format {content.get('format')}; this Ponte reads {FORMAT}.")
    return content


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
    if not info.isfile():
        return [f"{info.name}: not a plain file"]
    digest, source = hashlib.sha256(), tar.extractfile(info)
    while block := source.read(BLOCK):
        digest.update(block)
    if info.size != wanted["size"] or digest.hexdigest() != wanted["sha256"]:
        return [f"{info.name}: content differs from its digest"]
    return []


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
