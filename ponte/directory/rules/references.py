"""Whose word counts when a client confirms a reference: never one's own, never a free mailbox."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from ponte.kit.errors import RuleBroken

CONFIRM_LINK, CONFIRM_DAYS = "reference.confirm", 60
ASK_AGAIN_DAYS = 14
# Anybody gets an address there in a minute: it says nothing about the client.
FREE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "libero.it", "outlook.com"),
        *("outlook.it", "hotmail.com", "hotmail.it", "live.com"),
        *("live.it", "yahoo.com", "yahoo.it", "icloud.com"),
        *("me.com", "proton.me", "protonmail.com", "tiscali.it"),
        *("alice.it", "virgilio.it", "tim.it", "fastwebnet.it"),
        *("email.it", "inwind.it", "iol.it", "gmx.com"),
        *("gmx.net", "mail.com", "aol.com", "pec.it"),
        *("legalmail.it", "arubapec.it"),
    }
)


def domain_of(text: str) -> str:
    """Return the domain of an e-mail or web address, without www.

    >>> domain_of("Acquisti@Comune.Cuneo.it"), domain_of("https://www.sole.example/chi")
    ('comune.cuneo.it', 'sole.example')
    """
    host = text.rpartition("@")[2] if "@" in text else urlsplit(text).hostname or ""
    return host.strip().lower().removeprefix("www.")


def check_client_address(email: str, own: Collection[str]) -> str:
    """Return the domain that readers will see; an address that proves nothing is refused."""
    domain = domain_of(email)
    if domain in FREE_MAIL:
        raise RuleBroken(
            _("Everybody can have an address there. Write one of the client's own domain."),
            field="email",
        )
    if any(domain == one or domain.endswith(f".{one}") for one in own if one):
        raise RuleBroken(
            _("This is your own domain. The client answers from an address of theirs."),
            field="email",
        )
    return domain


def check_may_ask(*, settled: bool, denied: bool, days_since: int | None) -> None:
    """A client is asked once, and again only after some time without an answer."""
    if settled:
        raise RuleBroken(_("The client has confirmed this already."))
    if denied:
        raise RuleBroken(_("The client says that this is not right. Correct the reference first."))
    if days_since is not None and days_since < ASK_AGAIN_DAYS:
        raise RuleBroken(_("The client was asked a short time ago. Give them two weeks."))
