"""What a form's template needs to know of its fields."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def why(field: BoundField) -> str:
    """The reason for a question, from the form's `why` mapping."""
    reasons: Mapping[str, str] = getattr(field.form, "why", {})
    return reasons.get(field.name, "")


@register.filter
def shape(field: BoundField) -> str:
    """How a field is laid out: `group` of options, single `tick`, or a `line`."""
    if field.use_fieldset:
        return "group"
    kind = getattr(field.field.widget, "input_type", "")
    return "tick" if kind == "checkbox" else "line"


@register.filter
def asks(field: BoundField) -> str:
    """The data-ponte-suggest address of a field, when its widget has one."""
    address: str = field.field.widget.attrs.get("data-ponte-suggest", "")
    return address
