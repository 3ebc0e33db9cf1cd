"""What the first lines of a column say, beside the question what it means."""

from django import template

register = template.Library()


@register.filter
def of_column(examples: dict[str, list[str]], column: str) -> list[str]:
    """Return the examples of a column."""
    return examples.get(column, [])
