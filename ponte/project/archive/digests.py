"""What a backup can be held to: a digest of every table's content, in any order of rows.

The digest is a sum of each row's SHA-256, so it is the same on every version and supplier
of PostgreSQL, and whatever the order in which the rows come back.
"""

import hashlib
from pathlib import Path

import psycopg
from psycopg import sql

PIECES = (1, 16, 31, 46)  # four times fifteen hexadecimal digits of a row's SHA-256
STEADY = (
    ("datestyle", "ISO, YMD"),
    ("intervalstyle", "postgres"),
    ("timezone", "UTC"),
    ("extra_float_digits", "1"),
    ("bytea_output", "hex"),
    ("xmloption", "content"),
    ("lc_monetary", "C"),
    ("statement_timeout", "0"),
)
TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1
"""
ROWS = """
    WITH hashed AS (
        SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS hex FROM {table} t
    )
    SELECT count(*), {sums} FROM hashed
"""
SUM = "coalesce(sum(('x' || substr(hex, {}, 15))::bit(60)::bigint), 0)::text"
SEQUENCES = "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = %s"


def steady(link: psycopg.Connection) -> None:
    """Make values read the same on every server."""
    for name, value in STEADY:
        link.execute("SELECT set_config(%s, %s, false)", [name, value])


def tables(link: psycopg.Connection) -> list[str]:
    """The application's tables, partitions included, extensions' not."""
    return [row[0] for row in link.execute(TABLES)]


def of_table(link: psycopg.Connection, name: str) -> dict:
    """Number of rows and digest of the content."""
    sums = sql.SQL(", ").join(sql.SQL(SUM.format(piece)) for piece in PIECES)
    query = sql.SQL(ROWS).format(table=sql.Identifier("public", name), sums=sums)
    count, *parts = link.execute(query).fetchone()
    return {"rows": count, "digest": hashlib.sha256(":".join(parts).encode()).hexdigest()}


def of_database(link: psycopg.Connection) -> dict:
    """Every table and every sequence."""
    steady(link)
    found = {name: of_table(link, name) for name in tables(link)}
    sequences = {name: value for name, value in link.execute(SEQUENCES, ["public"])}
    return {"tables": found, "sequences": sequences}


def of_file(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def differences(kept: dict, found: dict) -> list[str]:
    """What differs between two `of_database`, in plain words; empty when nothing does."""
    told = []
    for kind in ("tables", "sequences"):
        for name in sorted({*kept[kind], *found[kind]}):
            before, after = kept[kind].get(name), found[kind].get(name)
            if before != after:
                told.append(f"{kind[:-1]} {name}: {before} in the backup, {after} here")
    return told
