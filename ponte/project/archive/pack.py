"""Makes the archive: database and digests from one snapshot, then files and keys."""

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg

from ponte.kit.audit import heads
from ponte.project.archive import digests, tools
from ponte.project.supervisor import keys
from ponte.project.supervisor.homes import Home
from ponte.project.supervisor.say import Trouble, say

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
KEYS = "keys/secrets.json"
FILES = "files/"


def pack(home: Home, url: str, folder: Path) -> Path:
    """Write one archive into the folder; its name holds the time; 0600; whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"ponte-{now:%Y%m%dT%H%M%SZ}.tar"
    if path.exists():
        raise Trouble(f"{path} exists already.")
    handle, draft = tempfile.mkstemp(dir=folder, prefix=".ponte-backup-")
    try:
        with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            manifest = {"format": FORMAT, "made_at": now.isoformat(), "ponte": _version()}
            manifest["members"] = members = {}
            _add_database(tar, url, folder, manifest, _secret(home))
            _add_bytes(tar, KEYS, _keys(home), members)
            _add_files(tar, home.files, members)
            manifest["seal"] = seal(manifest)
            text = json.dumps(manifest, indent=1, sort_keys=True).encode()
            _add_bytes(tar, MANIFEST, text, {})
        os.sync()
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
    return path


def seal(manifest: dict) -> str:
    """A digest over the manifest itself."""
    rest = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _version() -> str:
    try:
        return version("ponte")
    except PackageNotFoundError:
        return "checkout"


def _keys(home: Home) -> bytes:
    """The keys that the data need; the passwords of this server's roles stay here."""
    content = keys.read(home.secrets) if home.secrets.exists() else {}
    content.pop("passwords", None)
    return json.dumps(content, indent=1).encode()


def _secret(home: Home) -> str:
    """What signs the heads of the audit log, as the application itself takes it."""
    kept = keys.read(home.secrets) if home.secrets.exists() else {}
    return os.environ.get("PONTE_SECRET_KEY") or kept.get("secret_key", "")


def _add_database(
    tar: tarfile.TarFile, url: str, folder: Path, manifest: dict, secret: str
) -> None:
    """Dump, digests and heads see the very same rows: one snapshot serves them all."""
    with psycopg.connect(url) as link, tempfile.TemporaryDirectory(dir=folder) as scratch:
        link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = link.execute("SELECT pg_export_snapshot()").fetchone()[0]
        begun = time.monotonic()
        dump = Path(scratch) / "dump"
        major = tools.server_major(link)
        _dump(url, major, snapshot, dump)
        say(f"Database dumped: {dump.stat().st_size:,} bytes, {time.monotonic() - begun:.1f} s")
        manifest["postgres"] = major
        manifest["database"] = digests.of_database(link)
        if "audit_link" in manifest["database"]["tables"]:
            manifest["audit"] = heads.signed(heads.read_heads(link.cursor()), secret)
        say(f"{len(manifest['database']['tables'])} tables digested")
        _add_file(tar, DUMP, dump, manifest["members"])


def _dump(url: str, major: int, snapshot: str, path: Path) -> None:
    conninfo, environment = tools.target(url)
    program = tools.tools_for(major).program("pg_dump")
    options = ("--format=custom", "--schema=public", "--no-subscriptions", "--no-publications")
    command = [program, *options, f"--snapshot={snapshot}", f"--file={path}", "--dbname", conninfo]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    tools.check(done, "pg_dump")


def _add_files(tar: tarfile.TarFile, folder: Path, members: dict) -> None:
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            _add_file(tar, FILES + path.relative_to(folder).as_posix(), path, members)
            count += 1
    say(f"{count} file(s)")


def _add_file(tar: tarfile.TarFile, name: str, path: Path, members: dict) -> None:
    info = _info(name, path.stat().st_size)
    members[name] = {"size": info.size, "sha256": digests.of_file(path)}
    with path.open("rb") as source:
        tar.addfile(info, source)


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes, members: dict) -> None:
    members[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    tar.addfile(_info(name, len(content)), io.BytesIO(content))


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(time.time())
    return info
