"""The database: does it answer, are its roles weak enough, are its walls up, is work waiting."""

import psycopg

from ponte.project.doctor.finding import Finding, good, wrong
from ponte.project.supervisor.addresses import VARIABLES, without_password
from ponte.project.supervisor.installation import Installation
from ponte.project.supervisor.prepare import EXTENSIONS

LATE = 60  # seconds that a due job may wait
SILENT = 60  # seconds without a worker's sign of life
BYPASS = {"ponte_backup"}
ROLE = "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
OPEN_TABLES = """
    SELECT DISTINCT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE NOT c.relrowsecurity ORDER BY 1
"""
OWNED = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND pg_get_userbyid(c.relowner) = current_user
"""
WAITING = """
    SELECT count(*), coalesce(max(extract(epoch FROM now() - due)), 0)::int FROM (
        SELECT greatest(j.scheduled_at, max(e.at)) AS due
        FROM procrastinate_jobs j LEFT JOIN procrastinate_events e
          ON e.job_id = j.id AND e.type IN ('deferred', 'deferred_for_retry')
        WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()
        GROUP BY j.id
    ) waiting
"""
ALIVE = """
    SELECT count(*) FROM procrastinate_workers
    WHERE last_heartbeat > now() - make_interval(secs => %s)
"""


def look(one: Installation) -> list[Finding]:
    """Everything that the app's own address can see, and the roles behind the others."""
    url = one.urls.get("DATABASE_URL", "")
    try:
        with psycopg.connect(url, connect_timeout=5) as link:
            link.execute("SET statement_timeout = '10s'")
            found = [good("database", f"answers at {without_password(url)}")]
            found += [walls(link), ownership(link), extensions(link)]
            found += jobs(link)
    except psycopg.OperationalError as refused:
        mend = "Start it: `make run` for our own server; else see that server's log."
        return [wrong("database", f"does not answer: {str(refused).strip()}", mend)]
    except psycopg.Error as broken:
        mend = "Run `ponte database migrate`."
        return [wrong("database", f"refuses a question: {str(broken).strip()}", mend)]
    return found + [role(one.urls[name], name) for name in _addresses(one)]


def _addresses(one: Installation) -> list[str]:
    wanted = [name for role, name in VARIABLES.items() if role != "ponte_admin"]
    return [name for name in wanted if name in one.urls]


def role(url: str, variable: str) -> Finding:
    """None of our roles may be a superuser; only the backup's may pass row-level security."""
    name = f"role of {variable}"
    try:
        with psycopg.connect(url, connect_timeout=5) as link:
            user, is_super, bypasses = link.execute(ROLE).fetchone()
    except psycopg.OperationalError as refused:
        mend = "Check the address; `ponte database prepare` prints the SQL that makes the role."
        return wrong(name, f"is refused: {str(refused).strip()}", mend)
    if is_super:
        mend = f"ALTER ROLE {user} NOSUPERUSER; as it is, row-level security protects nothing."
        return wrong(name, f"{user} is a superuser", mend)
    if bypasses and user not in BYPASS and variable != VARIABLES["ponte_backup"]:
        mend = f"ALTER ROLE {user} NOBYPASSRLS;"
        return wrong(name, f"{user} walks through row-level security", mend)
    return good(name, f"{user}, not a superuser")


def walls(link: psycopg.Connection) -> Finding:
    """Row-level security is on wherever a policy is written."""
    found = [row[0] for row in link.execute(OPEN_TABLES)]
    if found:
        mend = "; ".join(f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY' for name in found)
        return wrong("row-level security", f"is off on {', '.join(found)}", f"{mend};")
    count = link.execute("SELECT count(DISTINCT polrelid) FROM pg_policy").fetchone()[0]
    return good("row-level security", f"on, on all {count} tables with a policy")


def ownership(link: psycopg.Connection) -> Finding:
    """The app owns no table: an owner walks through row-level security."""
    owned = link.execute(OWNED).fetchone()[0]
    if owned:
        mend = "Give DATABASE_URL the role ponte_app, and migrate as ponte_owner."
        return wrong("ownership", f"the app's role owns {owned} object(s)", mend)
    return good("ownership", "the app's role owns nothing")


def extensions(link: psycopg.Connection) -> Finding:
    have = {row[0] for row in link.execute("SELECT extname FROM pg_extension")}
    missing = [name for name in EXTENSIONS if name not in have]
    if missing:
        mend = " ".join(f"CREATE EXTENSION {name};" for name in missing)
        return wrong("extensions", f"missing: {', '.join(missing)}", f"As administrator: {mend}")
    return good("extensions", f"all {len(EXTENSIONS)}")


def jobs(link: psycopg.Connection) -> list[Finding]:
    """A worker shows life, and no due job waits long."""
    if link.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()[0] is None:
        return [wrong("jobs", "their tables are missing", "Run `ponte database migrate`.")]
    workers = link.execute(ALIVE, [SILENT]).fetchone()[0]
    count, lag = link.execute(WAITING).fetchone()
    mend = "Start one: `ponte serve worker` (a service: systemctl start ponte-worker)."
    alive = good("worker", f"{workers} alive") if workers else wrong("worker", "none alive", mend)
    told = f"{count} due, the oldest since {lag} s"
    if lag > LATE:
        return [alive, wrong("job lag", told, "See the worker's log; add workers or --jobs.")]
    return [alive, good("job lag", told)]
