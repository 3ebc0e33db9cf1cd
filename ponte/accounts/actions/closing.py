"""The end of an account that nobody needs: its ways in, its name, and where possible its row."""

from collections import Counter
from collections.abc import Collection, Iterator
from uuid import UUID

from django.db import models, transaction
from pghistory.models import Event

from ponte.accounts.models import Person
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused
from ponte.kit.journal.record import record

# Cards, addresses, second factors, sessions of the library: what an account consists of.
OWN = frozenset({"accounts", "account", "mfa", "socialaccount", "usersessions"})


@transaction.atomic
def close_account(*, person: UUID, past: Collection[str], by: Actor) -> Counter:
    """Close the account of somebody who is nothing any more; `past` names tables that do not count.

    Whoever still has a part anywhere keeps the account. What the past refers to stays as a row
    that says nothing and lets nobody in; it is dropped when the past has gone too.
    """
    if not by.is_job:
        raise Refused("accounts.close_account")
    row = Person.objects.select_for_update().filter(pk=person).first()
    if row is None or any(table not in past for table in _tables_naming(person)):
        return Counter()
    gone = Counter()
    for model, field in _relations():
        if model._meta.app_label in OWN:
            _all, by_model = model._default_manager.filter(**{field: person}).delete()
            gone += Counter(by_model)
    row.name, row.email, row.last_login, row.is_active = "", None, None, False
    row.set_unusable_password()
    row.save()
    record(by=by, what="account.closed", on=row)
    return Counter({name.lower().replace(".", "_"): n for name, n in gone.items()}) + _row(person)


@transaction.atomic
def drop_closed(*, person: UUID, by: Actor) -> Counter:
    """Drop what was left of a closed account, once nothing refers to it."""
    if not by.is_job:
        raise Refused("accounts.drop_closed")
    closed = Person.objects.filter(pk=person, is_active=False, name="", email__isnull=True)
    return _row(person) if closed.exists() else Counter()


def _row(person: UUID) -> Counter:
    if any(_tables_naming(person)):
        return Counter(accounts_person_nameless=1)
    rows = Person.objects.filter(pk=person)
    rows._raw_delete(rows.db)
    return Counter(accounts_person=1)


def _tables_naming(person: UUID) -> Iterator[str]:
    """Yield the tables, beside the account's own, in which somebody is named."""
    for model, field in _relations():
        rows = model._default_manager.filter(**{field: person})
        if model._meta.app_label not in OWN and rows.exists():
            yield model._meta.db_table


def _relations() -> Iterator[tuple[type[models.Model], str]]:
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.is_relation:
            model = relation.related_model
            if not issubclass(model, Event) and not model._meta.auto_created:
                yield model, relation.field.name
