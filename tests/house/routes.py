"""Every address of Ponte by its name, allauth's included."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver
from django.utils import translation


def addresses() -> dict[str, str]:
    """Return the pattern of every address by name; one without a name goes by its pattern."""
    with translation.override("en"):
        return dict(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns, space: str, before: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield (f"{space}{one.name}" if one.name else path), path
        else:
            inner = f"{one.namespace}:" if one.namespace else ""
            yield from _walk(one.url_patterns, space + inner, path)
