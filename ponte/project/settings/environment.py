"""Reading the environment: the only place that does."""

import json
import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


def state_home() -> Path:
    """Return the folder that holds secrets, mail and files, outside the repository."""
    return Path(os.environ.get("PONTE_HOME") or Path.home() / ".local" / "share" / "ponte")


def secrets() -> dict:
    """Return the secrets made by `ponte`, or an empty dict where the environment gives them."""
    path = Path(os.environ.get("PONTE_SECRET_FILE") or state_home() / "secrets.json")
    try:
        return json.loads(path.read_text())
    except FileNotFoundError:
        return {}


def sealing_keys() -> list[str]:
    """Return the master keys of sealed fields, newest first, as they stand now."""
    return words("PONTE_SEALING_KEYS") or list(secrets().get("sealing", []))


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def one_of(name: str, *allowed: str) -> str:
    """Return a variable that takes one of a few words; empty where it is not set."""
    value = os.environ.get(name, "").strip()
    if value and value not in allowed:
        raise ValueError(f"{name} is one of {', '.join(allowed)}, not {value}.")
    return value


def database(url: str, **options) -> dict:
    """Turn postgresql://user:password@host:port/name?host=/socket into Django's dictionary."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"Only postgresql:// addresses are understood, not {parts.scheme}://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    known = {"host", "port", "user", "password"}
    extra = {key: value for key, value in query.items() if key not in known}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or query.get("dbname", "ponte"),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or query.get("password", "")),
        "HOST": query.get("host") or unquote(parts.hostname or ""),
        "PORT": str(query.get("port") or parts.port or ""),
        "OPTIONS": {**extra, **options},
    }
