"""How many letters one person, or one address of the network, may cause in a day.

The numbers stand in `settings.LETTERS_A_DAY`. Ask before the letter is written: what the rule
refuses is put beside the form, and nothing that was typed is lost.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import RuleBroken
from ponte.kit.limits.allow import allow

A_DAY = 86_400


def count_letter(*, by: Actor, address: str = "", limit: str = "person") -> None:
    """Count one letter caused by a person, else by the address they ask from.

    Jobs write for everybody and signed links do their work once: neither is counted.
    """
    if by.is_person:
        key = ("letters", "person", str(by.id))
    elif address and by.kind is ActorKind.ANONYMOUS:
        key, limit = ("letters", "address", address), "address"
    else:
        return
    if not allow(*key, limit=settings.LETTERS_A_DAY[limit], seconds=A_DAY):
        raise RuleBroken(
            _(
                "Today you have had as many letters sent as one person may. Nothing is lost: "
                "try again tomorrow, or write to the platform's office."
            )
        )
