"""Sessions whose key is known to the browser alone: the table holds a digest of it.

Whoever reads the database can therefore not take over a session that is open. Keys are long and
random, so a plain digest of them cannot be guessed back.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

DIGEST_BYTES = 20  # as long as the table's column, in hexadecimal


def digest_of(key: str) -> str:
    """Return what the table holds for a key.

    >>> len(digest_of("a key")), digest_of("a key") == "a key"
    (40, False)
    """
    return hashlib.blake2b(key.encode(), digest_size=DIGEST_BYTES).hexdigest()


class SessionStore(db.SessionStore):
    """Django's own, but for the name under which a session is kept."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        """A cookie that is no key at all has been read as none."""
        kept = None
        if self.session_key is not None:
            kept = self.model.objects.filter(
                session_key=digest_of(self.session_key), expire_date__gt=timezone.now()
            ).first()
        if kept is None:
            self._session_key = None
        return kept

    def exists(self, session_key: str) -> bool:
        return super().exists(digest_of(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        made = super().create_model_instance(data)
        made.session_key = digest_of(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(session_key=digest_of(key)).delete()
