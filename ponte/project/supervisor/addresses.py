"""Database addresses: one per role, as the settings read them."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

VARIABLES = {
    "ponte_app": "DATABASE_URL",
    "ponte_owner": "DATABASE_OWNER_URL",
    "ponte_statistics": "DATABASE_STATISTICS_URL",
    "ponte_backup": "DATABASE_BACKUP_URL",
    "ponte_admin": "DATABASE_ADMIN_URL",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server reached by socket folder, or by host and port."""

    socket: Path | None = None
    host: str = ""
    port: int | None = None
    query: str = ""

    def url(self, role: str, password: str, database: str) -> str:
        """The address of a database for a role."""
        who = f"{quote(role, safe='')}:{quote(password, safe='')}"
        name = quote(database, safe="")
        if self.socket is not None:
            return f"postgresql://{who}@/{name}?{urlencode({'host': str(self.socket)})}"
        place = self.host if self.port is None else f"{self.host}:{self.port}"
        return f"postgresql://{who}@{place}/{name}" + (f"?{self.query}" if self.query else "")

    def urls(self, passwords: dict[str, str], database: str) -> dict[str, str]:
        """One environment variable per role."""
        return {
            variable: self.url(role, passwords[role], database)
            for role, variable in VARIABLES.items()
            if role in passwords
        }


def server_of(url: str) -> Server:
    """The server that an address points to, whoever the user is."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    return Server(host=host, port=parts.port, query=parts.query)


def database_of(url: str) -> str:
    """The name of the database in an address."""
    return urlsplit(url).path.lstrip("/")


def with_database(url: str, database: str) -> str:
    """The same address with another database."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path="/" + quote(database, safe="")))


def without_password(url: str) -> str:
    """An address that may be shown."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username or ''}@{place}"))
