"""Rows within a step: places, contacts, offers, references; an emptied row is a removed one."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ponte.directory.forms.fields import Town, line, long_text
from ponte.directory.models import CostUnit
from ponte.directory.rules import catalogues

MOST_ROWS = 40
_PHONE = re.compile(r"^[+\d][\d\s./()-]{3,}$")


class Row(forms.Form):
    """One row; blank where every field is."""

    remove = forms.BooleanField(label=_("Remove this"), required=False)

    def __init__(self, *args, **kwargs):
        kwargs["use_required_attribute"] = False
        super().__init__(*args, **kwargs)

    def full_clean(self):
        if self.is_bound and (self._is_blank() or "on" in self._typed("remove")):
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "")

    def _is_blank(self) -> bool:
        return not any(self._typed(name).strip() for name in self.fields if name != "kind")

    def stored(self) -> dict:
        """Return the row as it is stored."""
        return {name: value for name, value in self.cleaned_data.items() if name != "remove"}


class PlaceRow(Row):
    name = line(_("Name of the place"), 160, help_text=_("For example: Desk of the town hall"))
    address = line(_("Street and number"), 200, autocomplete="off")
    cap = line(_("Postcode"), 5, inputmode="numeric")
    municipality_id = Town(label=_("Municipality"), help_text=_("For example: Cuneo"))

    def clean_cap(self):
        cap = self.cleaned_data["cap"]
        if cap and not re.fullmatch(r"\d{5}", cap):
            raise ValidationError(_("A postcode has five digits."))
        return cap

    def stored(self) -> dict:
        """Keep the point on the map unless the place has moved."""
        moved = {"address", "municipality_id"} & set(self.changed_data)
        known = {} if moved else self.initial
        point = {name: known.get(name) for name in ("latitude", "longitude")}
        return {**super().stored(), **point}


class ContactRow(Row):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("phone", _("Phone")), ("email", _("E-mail")), ("website", _("Website"))],
        initial="phone",
    )
    value = line(_("Number or address"), 200, required=True)
    label = line(_("Who answers"), 120, help_text=_("A desk or a role rather than a person's name"))

    def clean(self):
        data = super().clean()
        check = {"phone": _phone, "email": _email, "website": _website}.get(data.get("kind"))
        if check and data.get("value"):
            try:
                data["value"] = check(data["value"].strip())
            except ValidationError as error:
                self.add_error("value", error)
        return data

    def stored(self) -> dict:
        data = super().stored()
        return {name: data[name] for name in ("kind", "value", "label")}


def _phone(text: str) -> str:
    if not _PHONE.match(text):
        raise ValidationError(_("Write a phone number with its prefix, for example 0171 123456."))
    return text


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError(_("Write an e-mail address, for example desk@example.org.")) from None
    return text


def _website(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise ValidationError(_("Write a web address, for example www.example.org.")) from None
    return address


class OfferRow(Row):
    kind = forms.ChoiceField(
        label=_("Product or service"),
        choices=[("service", _("Service")), ("product", _("Product"))],
        initial="service",
    )
    name = line(_("What you sell"), 150, required=True)
    category = forms.ChoiceField(
        label=_("Category"),
        help_text=_("The codes of tenders and registers (CPV, ATECO) follow from it."),
        choices=lambda: (
            [("", _("Choose a category"))] + catalogues.choices(catalogues.PRODUCT_CATEGORIES)
        ),
    )
    description = long_text(_("Described for a buyer"), 2000, rows=3)

    def stored(self) -> dict:
        data = super().stored()
        term = catalogues.terms(catalogues.PRODUCT_CATEGORIES)[data["category"]]
        return {**data, "cpv": list(term.cpv), "ateco": list(term.ateco)}


class CostRow(Row):
    label = line(
        _("For whom or for what"), 120, required=True, help_text=_("For example: ISEE up to 12,000")
    )
    amount = forms.DecimalField(
        label=_("Euros"), min_value=0, max_value=99_999, max_digits=7, decimal_places=2
    )
    unit = forms.ChoiceField(
        label=_("For how much of it"), choices=[("", _("Choose")), *CostUnit.choices]
    )


class ReferenceRow(Row):
    client_name = line(_("Client"), 200, required=True)
    what = line(_("What you did"), 200, required=True)
    year = forms.IntegerField(label=_("Year"), min_value=1950)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise ValidationError(_("This year has not come yet."))
        return year


class Rows(forms.BaseFormSet):
    """All rows of one kind, with one blank row to add."""

    def rows(self) -> list[dict]:
        """Return the rows that are kept, in their order."""
        return [form.stored() for form in self.forms if form.cleaned_data]


def rows_of(row: type[Row]) -> type[Rows]:
    """Return the set of rows of one kind."""
    return forms.formset_factory(
        row, formset=Rows, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )
