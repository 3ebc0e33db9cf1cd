"""`field__among=values`: one parameter, however many values; `__in` sends and reads each alone."""

from typing import Any

from django.db.models import Field, ForeignObject, Lookup, UUIDField

from ponte.kit.copying import array_text


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):  # type: ignore[type-arg]  # Django's own takes none while it runs
    """The column is one of the values: texts or identifiers."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compare with an array, of identifiers or of texts whatever their length."""
        column, parameters = self.process_lhs(compiler, connection)
        field = getattr(self.lhs.output_field, "target_field", self.lhs.output_field)
        kind = "uuid" if isinstance(field, UUIDField) else "text"
        return f"{column} = ANY(%s::{kind}[])", (*parameters, array_text(self.rhs))
