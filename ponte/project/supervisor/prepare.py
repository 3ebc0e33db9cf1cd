"""Roles, database and extensions: the SQL that only an administrator may run.

The supervisor runs it on its own server; `ponte database prepare` prints it for another one.
"""

import psycopg
from psycopg import sql

EXTENSIONS = (
    "unaccent",
    "pg_trgm",
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "earthdistance",
    "fuzzystrmatch",
    "hstore",
    "ltree",
    "pg_stat_statements",
    "postgres_fdw",
)
ATTRIBUTES = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT"
ROLES = {
    "ponte_owner": f"{ATTRIBUTES} NOBYPASSRLS",
    "ponte_app": f"{ATTRIBUTES} NOBYPASSRLS",
    "ponte_statistics": f"{ATTRIBUTES} NOBYPASSRLS",
    "ponte_backup": f"{ATTRIBUTES} BYPASSRLS",
}
MAKE_ROLE = (
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {name}) "
    "THEN CREATE ROLE {role}; END IF; END $$"
)
MAKE_DATABASE = (
    "CREATE DATABASE {database} OWNER ponte_owner TEMPLATE template0 "
    "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
)


def role_statements(passwords: dict[str, str]) -> list[sql.Composed]:
    """Make or mend the four roles; none but the administrator is a superuser."""
    statements = []
    for name, attributes in ROLES.items():
        role = sql.Identifier(name)
        statements.append(sql.SQL(MAKE_ROLE).format(name=sql.Literal(name), role=role))
        statements.append(
            sql.SQL("ALTER ROLE {} " + attributes + " PASSWORD {}").format(
                role, sql.Literal(passwords[name])
            )
        )
    statements.append(sql.SQL("GRANT pg_read_all_data TO ponte_backup").format())
    return statements


def database_statement(database: str) -> sql.Composed:
    """Make the database; cannot run inside a transaction."""
    return sql.SQL(MAKE_DATABASE).format(database=sql.Identifier(database))


def door_statements(database: str) -> list[sql.Composed]:
    """Who may connect to the database; a copy of a database does not inherit this."""
    texts = [
        "REVOKE ALL ON DATABASE {0} FROM PUBLIC",
        "ALTER DATABASE {0} OWNER TO ponte_owner",
        "GRANT CONNECT, TEMPORARY ON DATABASE {0} TO ponte_owner, ponte_app, ponte_statistics",
        "GRANT CONNECT ON DATABASE {0} TO ponte_backup",
    ]
    return [sql.SQL(text).format(sql.Identifier(database)) for text in texts]


def inner_statements(database: str) -> list[sql.Composed]:
    """Inside the database: who may connect, who may create, and the extensions."""
    texts = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE, CREATE ON SCHEMA public TO ponte_owner",
        "GRANT USAGE ON SCHEMA public TO ponte_app, ponte_statistics, ponte_backup",
    ]
    made = door_statements(database) + [sql.SQL(text).format() for text in texts]
    create = "CREATE EXTENSION IF NOT EXISTS {} WITH SCHEMA public"
    made += [sql.SQL(create).format(sql.Identifier(extension)) for extension in EXTENSIONS]
    return made


def prepare(admin_url: str, passwords: dict[str, str], database: str = "ponte") -> bool:
    """Do all of it on a server; running it again mends and changes nothing. True if made new."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("SET client_min_messages = warning")
        for statement in role_statements(with_verifiers(admin, passwords)):
            admin.execute(statement)
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        made = found.fetchone() is None
        if made:
            admin.execute(database_statement(database))
    with psycopg.connect(admin_url, dbname=database, autocommit=True) as inside:
        inside.execute("SET client_min_messages = warning")
        for statement in inner_statements(database):
            inside.execute(statement)
    return made


def with_verifiers(admin: psycopg.Connection, passwords: dict[str, str]) -> dict[str, str]:
    """Passwords as SCRAM verifiers, so that no log of the server can hold them."""
    wire = admin.pgconn
    return {
        name: wire.encrypt_password(
            passwords[name].encode(), name.encode(), b"scram-sha-256"
        ).decode()
        for name in ROLES
    }


def script(passwords: dict[str, str], database: str) -> str:
    """The same as one psql script."""
    lines = ["-- Run as a superuser: psql -f this-file postgres", "\\set ON_ERROR_STOP on", ""]
    lines += [f"{statement.as_string(None)};" for statement in role_statements(passwords)]
    make = database_statement(database).as_string(None).replace("'", "''")
    lines += [
        "",
        f"SELECT '{make}' WHERE NOT EXISTS (SELECT FROM pg_database "
        f"WHERE datname = {sql.Literal(database).as_string(None)})\\gexec",
        f"\\connect {database}",
        "",
    ]
    lines += [f"{statement.as_string(None)};" for statement in inner_statements(database)]
    return "\n".join(lines) + "\n"
