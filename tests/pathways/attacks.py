"""Forms of attack on a table: each returns how many rows it brought to light."""

from django.db import Error, connection, transaction

# Read by whoever is signed in, and meant to be: published figures. Keys are about nobody.
OPEN = frozenset({"pathways_figuresrelease", "pathways_yardkey"})


def closed() -> list[str]:
    """The tables of which a stranger reads no row."""
    return [table for table in tables() if table not in OPEN]


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT relname FROM pg_class WHERE relname LIKE 'pathways\_%%' AND relkind = 'r'"
        )
        return sorted(one[0] for one in cursor.fetchall())


def asked(sql: str, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def count(table: str, where: str = "true") -> int:
    return asked(f"SELECT count(*) FROM {table} WHERE {where}")[0][0]


def plainly(table, one, case):
    return count(table)


def by_existence(table, one, case):
    return int(asked(f"SELECT EXISTS (SELECT 1 FROM {table})")[0][0])


def within_a_subquery(table, one, case):
    return len(asked(f"WITH x AS MATERIALIZED (SELECT * FROM {table}) SELECT * FROM x"))


def by_joining_what_is_open(table, one, case):
    return len(
        asked(f"SELECT o.name FROM organizations_organization o JOIN {table} t "
              "ON t::text <> o.name")
    )  # fmt: skip


def copied_out(table, one, case):
    with connection.cursor() as cursor, cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as c:
        return sum(1 for _block in c)


def by_an_error_message(table, one, case):
    """A row that is read makes the division fail, and so tells that it is there."""
    try:
        with transaction.atomic():
            return len(asked(f"SELECT 1 / (CASE WHEN t IS NULL THEN 1 ELSE 0 END) FROM {table} t"))
    except Error as error:
        assert "division by zero" in str(error)
        return 1


def after_a_rolled_back_savepoint(table, one, case):
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT s")
        cursor.execute("SELECT set_config('ponte.platform', 'on', true)")
        cursor.execute("ROLLBACK TO SAVEPOINT s")
    return count(table)


def by_a_prepared_statement(table, one, case):
    name = f"p_{table}"
    with connection.cursor() as cursor:
        cursor.execute(f"PREPARE {name} AS SELECT count(*) FROM {table}")
        cursor.execute(f"EXECUTE {name}")
        found = cursor.fetchone()[0]
        cursor.execute(f"DEALLOCATE {name}")
    return found


def by_statistics(table, one, case):
    return len(asked("SELECT 1 FROM pg_stats WHERE tablename = %s", [table]))


def claiming_the_organizations(table, one, case):
    """Membership is asked of the database; naming ours in the context is not enough."""
    ours = ",".join(str(body.pk) for body in (one.office, one.cooperative, one.company))
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT s")
        cursor.execute("SELECT set_config('ponte.organizations', %s, true)", [ours])
        found = count(table)
        cursor.execute("ROLLBACK TO SAVEPOINT s")
    return found


def claiming_the_platform(table, one, case):
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT s")
        cursor.execute("SELECT set_config('ponte.platform', 'on', true)")
        found = count(table)
        cursor.execute("ROLLBACK TO SAVEPOINT s")
    return found


def by_changing(table, one, case):
    return written(f"UPDATE {table} SET {key_of(table)} = {key_of(table)}")


def by_removing(table, one, case):
    return written(f"DELETE FROM {table}")


FORMS = (
    plainly,
    by_existence,
    within_a_subquery,
    by_joining_what_is_open,
    copied_out,
    by_an_error_message,
    after_a_rolled_back_savepoint,
    by_a_prepared_statement,
    by_statistics,
    claiming_the_organizations,
    claiming_the_platform,
    by_changing,
    by_removing,
)


KEYS = {
    "pathways_abilityprofile": "worker_id",
    "pathways_disadvantage": "kind",
    "pathways_justicenote": "note",
    "pathways_jobconditions": "opportunity_id",
}


def key_of(table: str) -> str:
    if table.endswith("event"):
        return "pgh_label"
    pathway = {"pathways_outcome", "pathways_postheld"}
    return "pathway_id" if table in pathway else KEYS.get(table, "id")


def written(sql: str, values=()) -> int:
    """Return how many rows a statement touched; one that is refused touches none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount
    except Error:
        return 0
