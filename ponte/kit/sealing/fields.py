"""Model fields whose values are sealed in the database and plain on the instance."""

import base64
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from ponte.kit.sealing.guard import require_open
from ponte.kit.sealing.keys import key_named
from ponte.kit.sealing.seal import key_of, seal, unseal

_CLOSED = object()


class Sealed:
    """The bytes of one value, and what they say once somebody has looked."""

    __slots__ = ("raw", "text", "value")

    def __init__(self, raw: bytes, text: str = "", value: Any = _CLOSED):
        self.raw, self.text, self.value = raw, text, value

    def __repr__(self) -> str:
        return "<sealed>"


class SealedAttribute(DeferredAttribute):
    """Opens at first reading; nobody who only passes a row along has read it."""

    field: "SealedField"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        found = super().__get__(instance, cls)
        if isinstance(found, Sealed):
            return self.field.opened_in(found, instance.pk)
        if found is None and self.field.null_if_blank:
            return self.field.decoded(self.field.blank_text)
        return found

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField, ABC):  # type: ignore[type-arg]  # Django's own takes none
    """What the sealed fields share; use `SealedText` or `SealedJSON`."""

    descriptor_class = SealedAttribute
    blank_text: str

    def __init__(
        self,
        *args: Any,
        key_of: str = "",
        place: str = "",
        guarded: bool = False,
        null_if_blank: bool = False,
        **kwargs: Any,
    ) -> None:
        """`key_of` names the attribute that holds the controller; `place` survives a renaming.

        What is `guarded` opens only behind its flat's door, see `ponte.kit.sealing.guard`.
        With `null_if_blank` nothing is NULL and reads as blank: for constraints that ask whether
        something was said, where that is no secret.
        """
        self.key_of, self._place, self.guarded = key_of, place, guarded
        self.null_if_blank = null_if_blank
        if null_if_blank:
            kwargs |= {"null": True, "blank": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """In migrations and history this is a column of bytes."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "django.db.models.BinaryField", args, kwargs

    @property
    def place(self) -> str:
        """Return what a value is bound to beside its row."""
        return self._place or f"{self.model._meta.db_table}.{self.column}"

    @abstractmethod
    def encoded(self, value: Any) -> str:
        """Return a value as the text that is sealed."""

    @abstractmethod
    def decoded(self, text: str) -> Any:
        """Return the value that a sealed text says."""

    def opened_in(self, sealed: Sealed, row: UUID) -> Any:
        """Return the value of a row."""
        if self.guarded:
            require_open(self.place)
        return self._opened_in(sealed, row)

    def _opened_in(self, sealed: Sealed, row: UUID) -> Any:
        if sealed.value is _CLOSED:
            sealed.text = unseal(sealed.raw, place=self.place, row=row)
            sealed.value = self.decoded(sealed.text)
        return sealed.value

    def pre_save(self, instance: models.Model, add: bool) -> Sealed | None:
        """Seal what is new or changed; a row that came from elsewhere is sealed for itself."""
        kept = instance.__dict__.get(self.attname)
        if kept is None or (self.null_if_blank and kept == self.decoded(self.blank_text)):
            return None
        controller = getattr(instance, self.key_of) if self.key_of else None
        if isinstance(kept, Sealed):
            if not add and not self._changed(kept) and self._is_of(kept, controller):
                return kept
            kept = self._opened_in(kept, instance.pk)
        text = self.encoded(kept)
        raw = seal(text, place=self.place, row=instance.pk, controller=controller)
        fresh = Sealed(raw, text, kept)
        instance.__dict__[self.attname] = fresh
        return fresh

    def _changed(self, kept: Sealed) -> bool:
        return kept.value is not _CLOSED and self.encoded(kept.value) != kept.text

    def _is_of(self, kept: Sealed, controller: UUID | None) -> bool:
        key = key_named(key_of(kept.raw))
        return key is not None and key.controller == controller

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Only what `pre_save` has sealed is written: a query that names no row cannot seal."""
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.place} is sealed: write it through save() or bulk_create().")
        return None if value is None else connection.Database.Binary(value.raw)

    def get_lookup(self, lookup_name: str) -> type[models.Lookup] | None:  # type: ignore[type-arg]
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_default(self) -> Any:
        if self.has_default():
            return self.default() if callable(self.default) else self.default
        return None if self.null else self.decoded(self.blank_text)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        kept = obj.__dict__.get(self.attname)
        return base64.b64encode(kept.raw).decode() if isinstance(kept, Sealed) else ""


class SealedText(SealedField):
    """A text that only the application can read."""

    blank_text = ""

    def encoded(self, value: str) -> str:
        if not isinstance(value, str):
            raise TypeError(f"{self.place} holds text, not {type(value).__name__}.")
        return value

    def decoded(self, text: str) -> str:
        return text


class SealedJSON(SealedField):
    """Lists, mappings, numbers and texts that only the application can read."""

    blank_text = "{}"

    def encoded(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def decoded(self, text: str) -> Any:
        return json.loads(text)


def sealed_fields() -> Iterator[SealedField]:
    """Return every sealed field of every model."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedField):
                yield field


def opened_in_history(event: Any, name: str) -> Any:
    """Return what a history row kept of a sealed field."""
    field = event.pgh_tracked_model._meta.get_field(name)
    raw = getattr(event, name)
    return None if raw is None else field.opened_in(Sealed(bytes(raw)), event.pgh_obj_id)
