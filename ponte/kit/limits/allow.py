"""Counting a try and saying whether it is one too many."""

import hashlib
import hmac
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connections

from ponte.kit.ids import uuid7
from ponte.kit.limits.models import Tries

Clock = Callable[[], float]


def digest(*parts: str) -> str:
    """Return a keyed digest, so that the table holds no address and no name."""
    text = "\x1f".join(parts).encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


def allow(*parts: str, limit: int, seconds: int, clock: Clock = time.time) -> bool:
    """Count one try for the key made of `parts`; False when it is over the limit."""
    window = int(clock()) // seconds * seconds
    with connections["aside"].cursor() as cursor:
        cursor.execute(
            'INSERT INTO limits_tries (id, key, "window", count) VALUES (%s, %s, %s, 1) '
            'ON CONFLICT (key, "window") DO UPDATE SET count = limits_tries.count + 1 '
            "RETURNING count",
            [uuid7(), digest(*parts), window],
        )
        tries: int = cursor.fetchone()[0]
    return tries <= limit


def forget_old(*, older_than_seconds: int = 86_400, clock: Clock = time.time) -> int:
    """Delete windows that no limit looks at any more."""
    return Tries.objects.filter(window__lt=int(clock()) - older_than_seconds).delete()[0]
