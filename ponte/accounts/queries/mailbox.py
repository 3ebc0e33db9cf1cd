"""The mail that a demonstration sends goes to a folder; here it is read back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

MOST = 40
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as a reader sees it."""

    to: str
    subject: str
    at: datetime | None
    body: str


def letters(to: str = "") -> list[Letter]:
    """Return the newest messages, perhaps only those to one address."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    found: list[Letter] = []
    for path in files[: MOST * 5]:
        parts = [part for part in path.read_bytes().split(BETWEEN) if part.strip()]
        found += [letter for part in reversed(parts) if matches(letter := _read(part), to)]
        if len(found) >= MOST:
            break
    return found[:MOST]


def matches(letter: Letter, to: str) -> bool:
    """Say whether a letter is for whoever asks; no address means all letters."""
    return not to or to.strip().lower() in letter.to.lower()


def _read(raw: bytes) -> Letter:
    message = message_from_bytes(raw.strip(), policy=policy.default)
    body = message.get_body(("plain", "html"))
    return Letter(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        at=_at(message["Date"]),
        body=body.get_content().strip() if body else "",
    )


def _at(text) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(text))
    except ValueError:
        return None
    # "-0000" says that the sender's place is unknown, not that there is no time.
    return found if found.tzinfo else found.replace(tzinfo=UTC)
