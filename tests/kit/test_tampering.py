"""The owner of the database tampers with the audit log in every way; each time it is found."""

import json
import os
import random
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from ponte.kit.acting import acting
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.audit import heads as files
from ponte.kit.audit.canonical import BEGINNING, Chained, digest_of, linked
from ponte.kit.audit.heads import Heads, NoHeads, opened, read_heads, signed
from ponte.kit.audit.models import Deletion, Reading
from ponte.kit.audit.record import Seen, certify, log_readings
from ponte.kit.audit.tasks import export, export_heads, forget_readings
from ponte.kit.audit.verify import TABLES, Kind, breaks
from ponte.kit.ids import uuid7
from ponte.project.cli import audit as console
from ponte.project.supervisor.say import Trouble

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "aside"])
TRIALS = 500
OFFICE = uuid7()
COLUMNS = {
    "audit_reading": [field.column for field in Reading._meta.concrete_fields],
    "audit_deletion": [field.column for field in Deletion._meta.concrete_fields],
    "audit_link": list(Chained.__slots__),
}


@pytest.fixture
def owner():
    """The owner's own connection: nothing stops it but what it cannot know."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as link:
        yield link.cursor()
        link.rollback()


@pytest.fixture
def kept(owner, settings, tmp_path) -> Heads:
    """Three chains with seventy-odd links, and their heads as they were exported."""
    settings.AUDIT_HEADS = tmp_path
    people = [Actor(ActorKind.PERSON, uuid7(), f"Persona {number}") for number in range(3)]
    for number in range(24):
        about = {"by": people[number % 3], "role": "tutor", "purposes": ["guide"]}
        about["about"] = uuid7()
        log_readings(
            Seen(data=["assessment"], organization=OFFICE, **about),
            Seen(data=["logbook", "report"], organization=OFFICE, **about),
            *([Seen(data=["disadvantage"], shown=False, **about)] if number % 3 else []),
        )
    with acting(Actor.job("test")):
        for number in range(6):
            told = {"rule": "not_started", "how": "deleted", "things": number}
            certify(**told, counts={"a": 1}, due_before=date(2026, 1, 1), organization=OFFICE)
    return files.load(export(), settings.SECRET_KEY)


def links_of(owner, chain: str) -> list[Chained]:
    names = ", ".join(Chained.__slots__)
    owner.execute(f"SELECT {names} FROM audit_link WHERE chain = %s ORDER BY number", [chain])
    return [Chained(*row) for row in owner.fetchall()]


def table_of(chain: str) -> str:
    return TABLES[chain.partition(":")[0]]._meta.db_table


def other(dice: random.Random, value):
    """Something that is not the value, of its kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + dice.choice([-1, 1, 1000])
    if isinstance(value, datetime):
        return value + timedelta(microseconds=dice.choice([-1, 1, 10**9]))
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, list):
        return [*value, "x"] if dice.random() < 0.5 else value[:-1]
    if isinstance(value, str):
        return value[1:] if value and dice.random() < 0.5 else value + "x"
    return uuid7()


def change_a_column(owner, dice, chain, _links):
    table = dice.choice([table_of(chain), "audit_link"])
    key = "record_id" if table == "audit_link" else "id"
    one = dice.choice(links_of(owner, chain))
    column = dice.choice(COLUMNS[table])
    owner.execute(f"SELECT {column} FROM {table} WHERE {key} = %s", [one.record_id])
    fresh = other(dice, owner.fetchone()[0])
    if table == "audit_link":
        owner.execute("ALTER TABLE audit_link DROP CONSTRAINT link_number_once_in_chain")
        owner.execute("ALTER TABLE audit_link DROP CONSTRAINT link_numbers_begin_at_one")
    fresh = str(fresh)[-64:] if isinstance(fresh, str) and table == "audit_link" else fresh
    owner.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [fresh, one.record_id])


def remove_a_line(owner, dice, chain, links):
    one = dice.choice(links)
    owner.execute(f"DELETE FROM {table_of(chain)} WHERE id = %s", [one.record_id])


def remove_a_link(owner, dice, chain, links):
    owner.execute("DELETE FROM audit_link WHERE record_id = %s", [dice.choice(links).record_id])


def remove_both_and_close_the_gap(owner, dice, chain, links):
    one = dice.choice(links[:-1])
    remove_both(owner, chain, [one])
    owner.execute("ALTER TABLE audit_link DROP CONSTRAINT link_number_once_in_chain")
    owner.execute(
        "UPDATE audit_link SET number = number - 1 WHERE chain = %s AND number > %s",
        [chain, one.number],
    )


def remove_both(owner, chain, links):
    ids = [one.record_id for one in links]
    owner.execute(f"DELETE FROM {table_of(chain)} WHERE id = ANY(%s)", [ids])
    owner.execute("DELETE FROM audit_link WHERE record_id = ANY(%s)", [ids])


def cut_the_tail(owner, dice, chain, links):
    remove_both(owner, chain, links[-dice.randint(1, len(links)) :])


def copy_line(owner, table, record, fresh):
    columns = ", ".join(name for name in COLUMNS[table] if name != "id")
    text = f"INSERT INTO {table} (id, {columns}) SELECT %s, {columns} FROM {table} WHERE id = %s"
    owner.execute(text, [fresh, record])


def insert_a_line(owner, dice, chain, links):
    copy_line(owner, table_of(chain), dice.choice(links).record_id, uuid7())


def insert_a_line_with_a_link(owner, dice, chain, links):
    """In the middle, the rest pushed on, hashes left as they were."""
    one, fresh = dice.choice(links), uuid7()
    copy_line(owner, table_of(chain), one.record_id, fresh)
    owner.execute("ALTER TABLE audit_link DROP CONSTRAINT link_number_once_in_chain")
    owner.execute(
        "UPDATE audit_link SET number = number + 1 WHERE chain = %s AND number > %s",
        [chain, one.number],
    )
    owner.execute(
        "INSERT INTO audit_link SELECT %s, chain, number + 1, at, digest, hash, digest "
        "FROM audit_link WHERE record_id = %s",
        [fresh, one.record_id],
    )


def swap_two_lines(owner, dice, chain, links):
    """What they say changes places, their keys stay."""
    one, two = dice.sample(links, 2)
    swap(owner, table_of(chain), "id", one.record_id, two.record_id)


def swap(owner, table, key, one, two):
    spare = uuid7()
    for old, new in ((one, spare), (two, one), (spare, two)):
        owner.execute(f"UPDATE {table} SET {key} = %s WHERE {key} = %s", [new, old])


def swap_two_links(owner, dice, chain, links):
    one, two = sorted(dice.sample(links, 2), key=lambda link: link.number)
    for number, link in ((-1, one), (one.number, two), (two.number, one)):
        if number < 0:
            owner.execute("ALTER TABLE audit_link DROP CONSTRAINT link_numbers_begin_at_one")
        owner.execute(
            "UPDATE audit_link SET number = %s WHERE record_id = %s", [number, link.record_id]
        )


def rewrite_all(owner, dice, chain, links):
    """Change one line, or drop it, and make every hash after it fit again."""
    table, one = table_of(chain), dice.choice(links)
    if dice.random() < 0.5:
        remove_both(owner, chain, [one])
        links = [link for link in links if link != one]
    else:
        owner.execute(f"UPDATE {table} SET at = at + interval '1 s' WHERE id = %s", [one.record_id])
    told = []
    for link in links:
        columns = ", ".join(COLUMNS[table])
        owner.execute(f"SELECT {columns} FROM {table} WHERE id = %s", [link.record_id])
        values = dict(zip(COLUMNS[table], owner.fetchone(), strict=True))
        told.append((link.record_id, values["at"], digest_of(table, values)))
    owner.execute("DELETE FROM audit_link WHERE chain = %s", [chain])
    names = ", ".join(Chained.__slots__)
    for link in linked(chain, 0, BEGINNING, told):
        values = [getattr(link, name) for name in Chained.__slots__]
        owner.execute(
            f"INSERT INTO audit_link ({names}) VALUES (%s, %s, %s, %s, %s, %s, %s)", values
        )


def remove_a_chain(owner, dice, chain, links):
    remove_both(owner, chain, links)


WAYS = {
    change_a_column: {*Kind},
    remove_a_line: {Kind.REMOVED},
    remove_a_link: {Kind.REMOVED, Kind.TRUNCATED},
    remove_both_and_close_the_gap: {Kind.REMOVED},
    cut_the_tail: {Kind.TRUNCATED},
    insert_a_line: {Kind.INSERTED},
    insert_a_line_with_a_link: {Kind.CHANGED, Kind.INSERTED},
    swap_two_lines: {Kind.CHANGED},
    swap_two_links: {Kind.REORDERED},
    rewrite_all: {Kind.REWRITTEN, Kind.TRUNCATED},
    remove_a_chain: {Kind.TRUNCATED},
}


def test_five_hundred_tamperings_by_the_owner_are_all_found(owner, kept):
    assert breaks(owner, kept) == []
    dice, missed = random.Random(1), []
    for trial in range(TRIALS):
        way, kinds = dice.choice(list(WAYS.items()))
        chain = dice.choice(sorted(kept.chains))
        links = links_of(owner, chain)
        way(owner, dice, chain, links)
        found = [one for one in breaks(owner, kept) if one.chain == chain or way in LOOSE]
        if not found or found[0].kind not in kinds:
            missed.append((trial, way.__name__, [str(one) for one in found]))
        owner.connection.rollback()
    assert missed == []


# A line given to another organization, or a link to another chain, is missed there.
LOOSE = {change_a_column}


def test_the_first_bad_link_is_named(owner, kept):
    chain = f"reading:{OFFICE}"
    seventh = links_of(owner, chain)[6]
    owner.execute("UPDATE audit_reading SET role = 'x' WHERE id = %s", [seventh.record_id])
    (found,) = breaks(owner, kept)
    assert (found.kind, found.number, found.record_id) == (Kind.CHANGED, 7, seventh.record_id)
    assert "link 7" in str(found) and "no longer says" in str(found)


def before_purposes(owner) -> Chained:
    """A chain with one line as it was written before readings said what they were for."""
    log_readings(Seen(by=Actor.job("older"), data=["logbook"], organization=OFFICE))
    link = links_of(owner, f"reading:{OFFICE}")[-1]
    owner.execute("UPDATE audit_reading SET purposes = NULL WHERE id = %s", [link.record_id])
    names = [one for one in COLUMNS["audit_reading"] if one != "purposes"]
    columns = ", ".join(names)
    owner.execute(f"SELECT {columns} FROM audit_reading WHERE id = %s", [link.record_id])
    told = dict(zip(names, owner.fetchone(), strict=True))
    digest = digest_of("audit_reading", told)
    (older,) = linked(link.chain, link.number - 1, link.previous, [(*link_key(link), digest)])
    owner.execute(
        "UPDATE audit_link SET digest = %s, hash = %s WHERE record_id = %s",
        [older.digest, older.hash, older.record_id],
    )
    return older


def link_key(link: Chained) -> tuple:
    return link.record_id, link.at


def test_lines_from_before_purposes_hold_and_nobody_gives_them_one_or_takes_one(owner):
    older = before_purposes(owner)
    assert breaks(owner) == []
    for purposes in (["guide"], []):
        owner.execute(
            "UPDATE audit_reading SET purposes = %s WHERE id = %s", [purposes, older.record_id]
        )
        assert [one.kind for one in breaks(owner)] == [Kind.CHANGED]
    owner.connection.rollback()
    log_readings(
        Seen(by=Actor.job("now"), data=["logbook"], organization=OFFICE, purposes=["count"])
    )
    assert breaks(owner) == []
    owner.execute("UPDATE audit_reading SET purposes = NULL WHERE purposes = '{count}'")
    assert [one.kind for one in breaks(owner)] == [Kind.CHANGED]


def test_without_an_exported_head_a_cut_tail_does_not_show(owner, kept):
    chain = f"reading:{OFFICE}"
    cut_the_tail(owner, random.Random(3), chain, links_of(owner, chain))
    assert breaks(owner) == []
    assert [one.kind for one in breaks(owner, kept)] == [Kind.TRUNCATED]


def test_what_came_after_the_export_is_no_break(owner, kept):
    log_readings(Seen(by=Actor.job("later"), data=["logbook"], organization=OFFICE))
    log_readings(Seen(by=Actor.job("later"), data=["logbook"], organization=uuid7()))
    owner.connection.rollback()
    assert breaks(owner, kept) == []


def test_a_chain_that_the_export_did_not_know_is_named(owner, kept):
    del kept.chains["reading:platform"]
    assert [one.kind for one in breaks(owner, kept)] == [Kind.INSERTED]


def test_readings_past_their_age_may_be_forgotten_and_younger_ones_not(owner, kept):
    assert breaks(owner, kept, now=datetime.now(UTC) + timedelta(days=731)) == []
    owner.execute("DELETE FROM audit_reading")
    later = datetime.now(UTC) + timedelta(days=731)
    assert breaks(owner, kept, now=later) == []
    assert {one.kind for one in breaks(owner, kept)} == {Kind.REMOVED}
    owner.execute("DELETE FROM audit_deletion")
    assert {one.chain for one in breaks(owner, kept, now=later)} == {f"deletion:{OFFICE}"}


def test_the_nightly_jobs_export_and_forget(owner, kept, settings):
    before = len(list(settings.AUDIT_HEADS.iterdir()))
    forget_readings(timestamp=0)
    export_heads(timestamp=0)
    assert len(list(settings.AUDIT_HEADS.iterdir())) == before + 1
    assert breaks(owner, kept) == []


def test_exported_heads_are_signed(kept):
    told = json.loads(json.dumps(signed(kept, "secret")))
    assert opened(told, "secret") == kept
    with pytest.raises(NoHeads, match="signature"):
        opened(told, "another")
    told["chains"]["reading:platform"]["number"] = 1
    with pytest.raises(NoHeads, match="signature"):
        opened(told, "secret")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"chains": 1}', "\x00"])
def test_a_file_that_holds_no_heads_is_refused_in_words(content, tmp_path):
    path = tmp_path / "heads.json"
    path.write_text(content)
    with pytest.raises(NoHeads):
        files.load(path, "secret")
    with pytest.raises(NoHeads):
        files.load(tmp_path / "missing.tar", "secret")


def test_the_console_says_whole_or_names_the_break(owner, kept, capsys, tmp_path):
    assert console.verify(None) == 0
    assert "whole, as" in capsys.readouterr().out
    links = links_of(owner, f"reading:{OFFICE}")
    remove_both(owner, f"reading:{OFFICE}", links[-1:])
    owner.connection.commit()
    assert console.verify(files.newest(settings.AUDIT_HEADS)) == 1
    assert "tail truncated" in capsys.readouterr().out
    assert console.export(tmp_path / "elsewhere") == 0
    newer = files.newest(tmp_path / "elsewhere")
    assert console.verify(newer) == 0
    with connection.cursor() as cursor:
        assert read_heads(cursor).chains[f"reading:{OFFICE}"].number == len(links) - 1


def test_an_auditor_gets_the_readings_in_a_file_of_their_own(owner, kept, capsys, tmp_path):
    file = tmp_path / "readings.csv"
    assert console.readings(file, None) == 0
    assert "64 reading(s)" in capsys.readouterr().out
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0].split(";") == list(console.COLUMNS) and len(lines) == 65
    assert all(";tutor;guide;" in line for line in lines[1:])
    assert any(";logbook,report;" in line for line in lines)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(Trouble, match="already"):
        console.readings(file, None)
    assert console.readings(tmp_path / "later.csv", date(2999, 1, 1)) == 0
    assert "0 reading(s)" in capsys.readouterr().out
