"""What happens to the record of a person who signs in."""

from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.accounts.models import Person
from ponte.accounts.queries import codes
from ponte.kit.actor import Actor, ActorKind
from ponte.kit.errors import Refused, RuleBroken
from ponte.kit.journal.record import record
from ponte.kit.sealing.rotation import renewed
from ponte.kit.sealing.seal import seal


@transaction.atomic
def edit_preferences(*, person: Person, name: str, language: str, by: Actor) -> Person:
    """Change how a person is called and which language is written to them."""
    if not (by.is_person and by.id == person.pk):
        raise Refused("accounts.edit_preferences")
    if not name.strip():
        raise RuleBroken(_("Write how to call you."), field="name")
    if language not in dict(settings.LANGUAGES):
        raise RuleBroken(_("Choose a language from the list."), field="language")
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.name, person.language = name.strip()[:120], language
    person.save(update_fields=["name", "language"])
    record(by=by, what="person.edited", on=person)
    return person


@transaction.atomic
def add_proved_email(*, person: UUID, email: str, by: Actor) -> Person:
    """Give one's account without an address the one that one has just shown to read.

    The caller has seen the proof: a link that went to this address alone.
    """
    if not (by.is_person and by.id == person):
        raise Refused("accounts.add_proved_email")
    found, email = Person.objects.select_for_update().get(pk=person), email.strip().lower()
    if found.email:
        raise RuleBroken(_("This account has an e-mail address already."))
    others = EmailAddress.objects.filter(email__iexact=email, verified=True)
    if Person.objects.filter(email=email).exists() or others.exists():
        raise RuleBroken(_("Another account has this address. Ask the office for help."))
    found.email = email
    found.save(update_fields=["email"])
    EmailAddress.objects.create(user=found, email=email, verified=True, primary=True)
    record(by=by, what="person.email_added", on=found)
    return found


def note_sign_in(*, person: Person, by: Actor) -> None:
    """Keep that somebody signed in: who by identifier and when, no address and no name."""
    if by.id != person.pk:
        raise Refused("accounts.note_sign_in")
    record(by=Actor(ActorKind.PERSON, person.pk), what="person.signed_in", on=person)


@transaction.atomic
def create_demo_person(
    *, email: str, name: str, password: str, language: str = "it", by: Actor
) -> Person:
    """Make, or put back as it was, a person of the demonstration; only a job may, in demo mode."""
    if not (by.is_job and settings.DEMO):
        raise Refused("accounts.create_demo_person")
    email = email.strip().lower()
    person, _made = Person.objects.get_or_create(email=email)
    person.name, person.language, person.is_active = name, language, True
    if not person.check_password(password):
        person.set_password(password)
    person.save()
    EmailAddress.objects.update_or_create(
        user=person, email=email, defaults={"verified": True, "primary": True}
    )
    record(by=by, what="person.made_for_demonstration", on=person)
    return person


def seal_code(*, text: str, person: UUID) -> str:
    """Return the secret of a person's one-time codes as the database may hold it."""
    return codes.written(seal(text, place=codes.PLACE, row=person))


@transaction.atomic
def seal_codes_again(*, by: Actor) -> int:
    """Seal with the newest key what an older one sealed, or nobody yet; return how many rows."""
    if not by.is_job:
        raise Refused("accounts.seal_codes_again")
    changed = []
    for row in Authenticator.objects.select_for_update().filter(type__in=codes.CODES):
        before = dict(row.data)
        for name in ("secret", "seed"):
            if name in row.data:
                row.data[name] = _sealed_newly(row.data[name], row.user_id)
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [
                _sealed_newly(one, row.user_id) for one in row.data["migrated_codes"]
            ]
        if row.data != before:
            changed.append(row)
    Authenticator.objects.bulk_update(changed, ["data"])
    return len(changed)


def _sealed_newly(stored: str, person: UUID) -> str:
    if not stored.startswith(codes.PREFIX):
        return seal_code(text=stored, person=person)
    fresh = renewed(codes.sealed_bytes(stored), place=codes.PLACE, row=person)
    return codes.written(fresh) if fresh else stored
