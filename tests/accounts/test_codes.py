"""The secrets of one-time codes and recovery codes are closed in the database."""

import os
import re
import subprocess
from types import SimpleNamespace

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from ponte.accounts.actions import seal_codes_again
from ponte.accounts.models import Person
from ponte.accounts.queries.codes import PREFIX, code_opened
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.sealing import keys
from ponte.kit.sealing.seal import SealBroken
from ponte.project.archive import tools
from tests.accounts.test_signing_in import PASSWORD, one_time_code, sign_in, signed_in

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
JOB = Actor.job("test")


def person(name: str = "anna") -> Person:
    return Person.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())


def with_codes(who: Person) -> str:
    """Somebody who set up one-time codes and recovery codes; the secret of the former."""
    secret = generate_totp_secret()
    with request_context(SimpleNamespace(user=who)):
        TOTP.activate(who, secret)
        RecoveryCodes.activate(who)
    return secret


def row(who: Person, kind: str = Authenticator.Type.TOTP) -> Authenticator:
    return Authenticator.objects.get(user=who, type=kind)


def test_a_person_sets_up_codes_on_the_site_and_signs_in_with_one(client, rows):
    who = person()
    who.emailaddress_set.create(email=who.email, verified=True, primary=True)
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"\b[A-Z2-7]{32}\b", page).group()
    client.post(reverse("mfa_activate_totp"), {"code": one_time_code(secret)})
    assert secret not in str(row(who).data)
    assert row(who).data["secret"].startswith(PREFIX)
    assert code_opened(row(who).data["secret"]) == secret
    client.logout()
    sign_in(client)
    assert not signed_in(client)
    recovery = RecoveryCodes(row(who, Authenticator.Type.RECOVERY_CODES))
    assert len(codes := recovery.get_unused_codes()) > 5
    assert row(who, Authenticator.Type.RECOVERY_CODES).data["seed"].startswith(PREFIX)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert signed_in(client)


def test_a_secret_copied_or_moved_to_somebody_elses_row_opens_for_nobody(rows):
    anna, mallory = person(), person("mallory")
    with_codes(anna)
    with_codes(mallory)
    theirs = row(mallory).data["secret"]
    Authenticator.objects.filter(pk=row(anna).pk).update(data={"secret": theirs})
    with pytest.raises(SealBroken, match="several"):
        code_opened(theirs)
    Authenticator.objects.filter(user=mallory).delete()
    with pytest.raises(SealBroken):
        TOTP(row(anna)).validate_code("000000")


def test_a_secret_in_the_clear_is_not_taken(rows):
    anna = person()
    with_codes(anna)
    Authenticator.objects.filter(pk=row(anna).pk).update(data={"secret": "A" * 32})
    with pytest.raises(SealBroken, match="not sealed"):
        TOTP(row(anna)).validate_code("000000")


def test_rotation_seals_again_and_seals_what_was_in_the_clear(rows):
    anna, bruno = person(), person("bruno")
    secret = with_codes(anna)
    old = Authenticator(user=bruno, type=Authenticator.Type.RECOVERY_CODES)
    old.data = {"migrated_codes": ["one", "two"], "used_mask": 0}
    old.save()
    assert seal_codes_again(by=JOB) == 1
    assert seal_codes_again(by=JOB) == 0
    assert RecoveryCodes(row(bruno, old.type)).get_unused_codes() == ["one", "two"]
    before = row(anna).data["secret"]
    keys.made(None)
    keys.forget()
    assert seal_codes_again(by=JOB) == 3
    assert row(anna).data["secret"] != before
    assert code_opened(row(anna).data["secret"]) == secret
    for by in (Actor.anonymous(), Actor.of_person(anna)):
        with pytest.raises(Refused):
            seal_codes_again(by=by)


@pytest.mark.django_db(transaction=True, databases=["default", "aside"])
def test_a_dump_of_the_database_tells_no_secret():
    who = person()
    secret = with_codes(who)
    conninfo, environment = tools.target(os.environ["DATABASE_BACKUP_URL"])
    program = tools.newest().program("pg_dump")
    done = subprocess.run(
        [program, "--schema=public", "-d", conninfo], env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    dump = done.stdout
    assert who.email.encode() in dump and PREFIX.encode() in dump
    seed = code_opened(row(who, Authenticator.Type.RECOVERY_CODES).data["seed"])
    for told in (secret, seed, secret.encode().hex()):
        assert told.encode() not in dump
