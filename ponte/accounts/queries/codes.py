"""How the secrets of one-time codes lie in the sign-in library's table: sealed, each for its owner.

The library says neither row nor person when it opens one, so the owner is looked up by the
sealed text itself: copied to somebody else's row, it opens for nobody.
"""

import base64
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q

from ponte.kit.sealing.seal import SealBroken, unseal

PLACE, PREFIX = "mfa_authenticator.data", "sealed:"
CODES = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def code_opened(stored: str) -> str:
    """Return a secret as the library needs it."""
    owners = set(
        Authenticator.objects.filter(
            Q(data__secret=stored)
            | Q(data__seed=stored)
            | Q(data__migrated_codes__contains=[stored]),
            type__in=CODES,
        ).values_list("user_id", flat=True)
    )
    if len(owners) != 1:
        raise SealBroken("A one-time code's secret stands in the rows of several persons.")
    return opened_for(stored, owners.pop())


def opened_for(stored: str, person: UUID) -> str:
    """Return the secret of one person."""
    return unseal(sealed_bytes(stored), place=PLACE, row=person)


def sealed_bytes(stored: str) -> bytes:
    """Return what was sealed; a secret in the clear was put there by somebody else."""
    if not stored.startswith(PREFIX):
        raise SealBroken("A one-time code's secret is not sealed.")
    return base64.b64decode(stored.removeprefix(PREFIX))


def written(sealed: bytes) -> str:
    """Return sealed bytes as the library's table can hold them."""
    return PREFIX + base64.b64encode(sealed).decode()
