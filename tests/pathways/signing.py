"""Signing through the pages: what the tests of it share."""

import re

from django.core import mail

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways import actions
from ponte.pathways.actions.signers import deliver
from ponte.pathways.models import Signatory, SigningPass

GUARDIAN = "Ada Tutrice"


def text_of(answer) -> str:
    return answer.content.decode()


def base(case) -> str:
    return f"/en/pathways/{case.pk}/agreement/"


def named(one, case, party="worker", name=GUARDIAN, email="ada@example.org", **more) -> Signatory:
    with one.as_("officer") as by:
        return actions.name_signatory(
            pathway=case, party=party, name=name, email=email, by=by, **more
        )


def linked(one, case, signatory, of: str = "") -> tuple[SigningPass, str]:
    """Send a link and return the path that the letter carries."""
    with one.as_("officer") as by:
        made = actions.send_signing_link(signatory=signatory, by=by, of=of)
    return made, delivered(made)


def delivered(made: SigningPass) -> str:
    mail.outbox.clear()
    with acting(Actor.job("test")) as context:
        assert deliver(signing_pass=made.pk, by=context.actor)
    (letter,) = mail.outbox
    for word in ("Rosa", "Ada", "Officina", made.pathway.code):
        assert word not in letter.subject + letter.body
    return re.search(r"http://[^/]+(/\S+/sign/\S+/)", letter.body).group(1).replace("/it/", "/en/")


def hidden(answer, name: str) -> str:
    found = re.search(f'name="{name}"[^>]*value="([^"]*)"', text_of(answer))
    return found.group(1) if found else ""


def opened(client, path, name=GUARDIAN):
    return client.post(path, {"then": "open", "name": name})


def signed_by_link(client, path):
    read = opened(client, path)
    told = {"then": "sign", "opened": hidden(read, "opened"), "seen": hidden(read, "seen")}
    return client.post(path, told), told
