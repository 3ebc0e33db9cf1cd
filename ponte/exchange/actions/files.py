"""The uploaded files: random names, outside the repository and outside every address."""

import secrets
from pathlib import Path

from django.conf import settings

from ponte.exchange.models import ImportRun


def folder() -> Path:
    """Return where files are kept, readable by this account only."""
    found = Path(settings.HOME) / "files" / "imports"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def new_key() -> str:
    """Return a name nobody can guess."""
    return secrets.token_hex(24)


def path_of(key: str) -> Path:
    """Return where the file of a key lies."""
    if not key or not key.isalnum():
        raise FileNotFoundError(key)
    return folder() / key


def delete(run: ImportRun) -> None:
    """Delete an import's file."""
    if run.file_key:
        path_of(run.file_key).unlink(missing_ok=True)
