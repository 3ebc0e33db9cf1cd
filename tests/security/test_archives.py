"""An archive that somebody else made: it fills a database of ours, or nothing at all."""

import hashlib
import io
import json
import os
import stat
import tarfile
from pathlib import Path

import psycopg
import pytest

from ponte.project.archive import check
from ponte.project.archive.pack import pack, seal
from ponte.project.archive.unpack import understood, unpack
from ponte.project.supervisor import homes, keys, state
from ponte.project.supervisor.installation import reachable
from ponte.project.supervisor.say import Trouble
from tests.project.living import fresh_folder, installed

SECRETS = b'{"secret_key": "theirs", "passwords": {"ponte_admin": "theirs"}}'
ALIAS = b"a" * 60


def manifest_for(members: dict, **more) -> dict:
    made = {
        "format": 1,
        "made_at": "2026-01-01",
        "ponte": "x",
        "postgres": 18,
        "members": members,
        "database": {"tables": {}, "sequences": {}},
        **more,
    }
    return {**made, "seal": seal(made)}


def forged(path: Path, *evil: tuple[tarfile.TarInfo, bytes], manifest: bytes = b"") -> Path:
    """An archive whose manifest fits whatever is in it."""
    good = [(plain("database.dump"), b"PGDMP"), (plain("keys/secrets.json"), SECRETS)]
    members = {}
    with tarfile.open(path, "w") as tar:
        for info, content in [*good, *evil]:
            if info.isreg():
                info.size = len(content)
            size = 2**60 if "GNU.sparse.realsize" in info.pax_headers else info.size
            members[info.name] = {"size": size, "sha256": hashlib.sha256(content).hexdigest()}
            tar.addfile(info, io.BytesIO(content))
        text = manifest or json.dumps(manifest_for(members)).encode()
        info = plain("manifest.json")
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
    return path


def plain(name: str) -> tarfile.TarInfo:
    return tarfile.TarInfo(name)


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def bomb() -> tarfile.TarInfo:
    """A few bytes that claim to be an exabyte of nothing."""
    info = plain("files/bomb")
    info.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": "files/bomb",
        "GNU.sparse.realsize": str(2**60),
    }
    return info


@pytest.mark.parametrize(
    "name",
    [
        "files/../../evil",
        "files/../keys/secrets.json",
        "/etc/cron.d/evil",
        "../evil",
        "files//evil",
        "files/./evil",
        "files/a\\..\\evil",
        "evil",
        "keys/more.json",
        "database.dump/evil",
    ],
)
def test_a_member_stays_in_its_place(tmp_path, name):
    path = forged(tmp_path / "a.tar", (plain(name), b"evil"))
    told = check.faults(path)
    assert any("not one of our places" in line for line in told), told


@pytest.mark.parametrize(
    "info",
    [
        special("files/link", tarfile.SYMTYPE, "/etc/passwd"),
        special("files/link", tarfile.LNKTYPE, "keys/secrets.json"),
        special("files/pipe", tarfile.FIFOTYPE),
        special("files/disk", tarfile.BLKTYPE),
        special("files/folder", tarfile.DIRTYPE),
    ],
    ids=["symlink", "hard link", "pipe", "device", "folder"],
)
def test_only_plain_files_are_taken(tmp_path, info):
    told = check.faults(forged(tmp_path / "a.tar", (info, b"")))
    assert told == [f"{info.name}: not a plain file"]


def test_a_bomb_is_not_read(tmp_path):
    content = b"1\n0\n512\n".ljust(512, b"\0") + b"x" * 512
    told = check.faults(forged(tmp_path / "a.tar", (bomb(), content)))
    assert any("not a plain file" in line for line in told), told


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"[" * 200_000,
        json.dumps(manifest_for({"database.dump": 7})).encode(),
        json.dumps(manifest_for({})).encode(),
        json.dumps(manifest_for([])).encode(),
        json.dumps(manifest_for({}, database=None)).encode(),
    ],
    ids=["empty", "list", "deep", "no digests", "no members", "no mapping", "no database"],
)
def test_a_manifest_that_says_nothing_is_no_backup(tmp_path, content):
    with pytest.raises(Trouble):
        check.require_whole(forged(tmp_path / "a.tar", manifest=content or b" "))


def test_a_manifest_that_is_a_link_is_not_followed(tmp_path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as tar:
        tar.addfile(special("manifest.json", tarfile.SYMTYPE, "files/x"))
    with pytest.raises(Trouble, match="no readable manifest"):
        check.manifest_of(path)


@pytest.mark.parametrize("size", [1, 1000, 5000])
def test_an_archive_that_breaks_off_is_told(tmp_path, size):
    path = forged(tmp_path / "a.tar", (plain("files/a"), b"x" * 4000))
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(Trouble):
        check.require_whole(path)


def test_programs_that_would_obey_the_archive_are_not_used(tmp_path):
    out = io.BytesIO()
    script = io.BytesIO(b"--\n-- dump\n--\n\nSET x = 1;\n\\! touch evil\n")
    with pytest.raises(Trouble, match="too old"):
        understood(script, out, {b"x"})
    assert b"touch" not in out.getvalue()


@pytest.fixture(scope="module")
def source():
    with fresh_folder() as folder, reachable(one := installed(folder)):
        with psycopg.connect(one.urls["DATABASE_OWNER_URL"]) as owner:
            owner.execute(f"CREATE VIEW shown AS SELECT 1 AS {ALIAS.decode()}")
            owner.execute("CREATE TABLE kept AS SELECT 1 AS n")
        yield one


@pytest.mark.processes
def test_a_command_of_the_shell_in_a_dump_is_not_obeyed(source, tmp_path):
    honest = pack(source.home, source.urls["DATABASE_BACKUP_URL"], tmp_path)
    evil = source.home.root / "obeyed"  # a short path: it must fit where the alias stood
    command = f"1\n\\! touch {evil}\n".encode()
    line = command.ljust(len(ALIAS) + len(b"1 AS "), b" ")
    with tarfile.open(honest) as tar:
        dump = tar.extractfile("database.dump").read()
    assert dump.count(b"1 AS " + ALIAS) == 1 and len(line) == len(b"1 AS " + ALIAS)
    content = dump.replace(b"1 AS " + ALIAS, line)
    path = rewritten(honest, tmp_path / "forged.tar", {"database.dump": content})
    with fresh_folder() as folder, reachable(target := installed(folder)):
        before = keys.read(target.home.secrets)
        urls = target.urls["DATABASE_OWNER_URL"], target.urls["DATABASE_BACKUP_URL"]
        with pytest.raises(Trouble, match="(?s)unchanged.*restricted"):
            unpack(path, target.home, *urls)
        assert not evil.exists()
        with psycopg.connect(urls[0]) as owner:
            assert owner.execute("SELECT to_regclass('kept')").fetchone() == (None,)
        assert keys.read(target.home.secrets) == before
        assert not [one for one in target.home.root.iterdir() if one.name.startswith("tmp")]
        # The honest one, but for keys that would change this server's passwords.
        path = rewritten(honest, tmp_path / "keys.tar", {"keys/secrets.json": SECRETS})
        unpack(path, target.home, *urls)
        after = keys.read(target.home.secrets)
        assert after["passwords"] == before["passwords"]
        assert after["secret_key"] == "theirs"


def rewritten(honest: Path, path: Path, changed: dict[str, bytes]) -> Path:
    """The same archive with other members, and a manifest that fits them."""
    with tarfile.open(honest) as old, tarfile.open(path, "w") as new:
        manifest = json.loads(old.extractfile("manifest.json").read())
        for info in old:
            content = changed.get(info.name) or old.extractfile(info).read()
            if info.name == "manifest.json":
                del manifest["seal"]
                content = json.dumps({**manifest, "seal": seal(manifest)}).encode()
            else:
                digest = hashlib.sha256(content).hexdigest()
                manifest["members"][info.name] = {"size": len(content), "sha256": digest}
            info.size = len(content)
            new.addfile(info, io.BytesIO(content))
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_what_an_installation_keeps_is_its_owners_alone(umask):
    """Whatever the umask: nobody else looks into a folder or a file of secrets."""
    before = os.umask(umask)
    try:
        with fresh_folder() as folder:
            home = homes.open_home(folder / "home")
            keys.load_or_make(home.secrets)
            keys.add_sealing_key(home.secrets)
            state.write(home.state, {"children": {}})
            assert mode(home.secrets) == 0o600
            assert mode(home.state) == 0o600
            for name in ("logs", "files", "mail"):
                assert mode(home.root / name) == 0o700, name
            assert mode(home.root) in (0o700, 0o711)
            homes.make_postgres_folders(home)
            assert mode(home.postgres) == mode(home.socket) == 0o700
    finally:
        os.umask(before)
