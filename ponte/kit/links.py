"""Signed links: an address that opens one page for one purpose until a day.

A link alone changes nothing, because mail scanners click links: the page it opens shows a
button, and the button posts the link back.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

from ponte.kit.errors import RuleBroken


def make(purpose: str, payload: Mapping[str, Any], *, days: int) -> str:
    """Return the signed text of a link that is good for `days`."""
    return signing.dumps({"days": days, **payload}, salt=f"ponte.link.{purpose}", compress=True)


def read(purpose: str, token: str) -> dict[str, Any]:
    """Return what the link carries; a forged, foreign or expired one breaks a rule."""
    salt = f"ponte.link.{purpose}"
    try:
        days = int(signing.loads(token, salt=salt)["days"])
        payload: dict[str, Any] = signing.loads(token, salt=salt, max_age=timedelta(days=days))
    except signing.SignatureExpired:
        raise RuleBroken(_("This link has expired. Ask for a new one.")) from None
    except (signing.BadSignature, KeyError, ValueError, TypeError):
        raise RuleBroken(_("This link is not valid. Copy it whole from the message.")) from None
    payload.pop("days")
    return payload
