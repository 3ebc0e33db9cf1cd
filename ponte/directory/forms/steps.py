"""One page of questions about a listing: its fields, its rows, the reasons, the errors."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from ponte.directory.forms.fields import place_words
from ponte.directory.forms.rows import Row, rows_of
from ponte.territory.public import places_by_code, towns


class StepForm(forms.Form):
    """The fields of one step. `rows` names its sets of rows; `why` gives reasons by field."""

    rows: ClassVar[Mapping[str, type[Row]]] = {}
    row_titles: ClassVar[Mapping[str, Any]] = {}
    row_hints: ClassVar[Mapping[str, Any]] = {}
    why: ClassVar[Mapping[str, Any]] = {}
    # Asked for before publishing, though a draft may be saved without.
    needed: ClassVar[tuple[str, ...]] = ()
    # Fields shown together: name of the group by field, and how the group is shown.
    groups: ClassVar[Mapping[str, str]] = {}
    group_titles: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, data=None, *, version: Mapping[str, Any], order=()):
        self.order = tuple(order)
        super().__init__(data, initial=self.shown(version), use_required_attribute=False)
        self.sets = {
            name: rows_of(row)(data, prefix=name, initial=self._rows_shown(name, version))
            for name, row in self.rows.items()
        }
        for name in self.needed:
            self.fields[name].aside = _("needed to publish")

    def shown(self, version: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the fields show for a version."""
        return {name: version.get(name) for name in self.base_fields}

    @staticmethod
    def _rows_shown(name: str, version: Mapping[str, Any]) -> list[dict]:
        rows = [dict(row) for row in version.get(name, ())]
        if name == "card_places":
            known = towns({row["municipality_id"] for row in rows})
            for row in rows:
                row["municipality_id"] = known[row["municipality_id"]].label
        return rows

    def is_valid(self) -> bool:
        # Every set is asked, so that all errors are shown at once.
        return all([super().is_valid(), *[rows.is_valid() for rows in self.sets.values()]])

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the listing stores it."""
        found = dict(self.cleaned_data)
        return found | {name: rows.rows() for name, rows in self.sets.items()}

    def blocks(self) -> Iterator[dict]:
        """Yield fields and sets of rows in reading order."""
        placed = set()
        for name in (*self.order, *self.fields):
            if name in self.sets:
                title, hint = self.row_titles.get(name, ""), self.row_hints.get(name, "")
                yield {"rows": self.sets[name], "name": name, "title": title, "hint": hint}
            elif name in self.fields and name not in placed:
                together = self._together(name)
                placed |= {field.name for field in together}
                group = self.groups.get(name)
                yield self._group(group, together) if group else {"field": together[0]}

    def _together(self, name: str) -> list[BoundField]:
        group = self.groups.get(name)
        names = [one for one, other in self.groups.items() if other == group] if group else [name]
        return [self[one] for one in names]

    def _group(self, group: str, fields: list[BoundField]) -> dict:
        is_open = any(field.value() or field.errors for field in fields)
        title = self.group_titles[group]
        return {"group": group, "title": title, "fields": fields, "is_open": is_open}

    def all_errors(self) -> list[dict]:
        """Return every error with the place it belongs to, for the summary at the top."""
        found = [{"text": text, "at": ""} for text in self.non_field_errors()]
        for form in (self, *[form for rows in self.sets.values() for form in rows.forms]):
            for name in form.errors:
                if name in form.fields:
                    field = form[name]
                    found += [
                        {
                            "label": field.label,
                            "text": text,
                            "at": field.id_for_label or field.auto_id,
                        }
                        for text in field.errors
                    ]
        for rows in self.sets.values():
            found += [{"text": text, "at": ""} for text in rows.non_form_errors()]
        return found


def _anchor(field: BoundField) -> str:
    """Return where a link to a field leads: a group of options is a fieldset."""
    return field.id_for_label or field.auto_id


def served_in_words(codes) -> str:
    """Return the names of the places served."""
    return ", ".join(place_words(place) for place in places_by_code(codes))
