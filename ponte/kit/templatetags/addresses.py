"""Addresses of the page being read: in another language, and whole."""

import re

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context

register = template.Library()
_CODES = "|".join(re.escape(language) for language, _name in settings.LANGUAGES)
_LANGUAGE = re.compile(rf"^/(?:{_CODES})(?=/|$)")


def path_in_language(path: str, code: str) -> str:
    """The same path under another language; the language is always its first part."""
    swapped, times = _LANGUAGE.subn(f"/{code}", path)
    return swapped if times else f"/{code}/"


@register.simple_tag(takes_context=True)
def in_language(context: Context, code: str) -> str:
    """This page's address in another language, its question kept."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return f"/{code}/"
    query = request.META.get("QUERY_STRING", "")
    return path_in_language(request.path, code) + (f"?{query}" if query else "")


@register.simple_tag(takes_context=True)
def whole_address(context: Context, code: str = "") -> str:
    """This page's address with its host and without its query."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    path = path_in_language(request.path, code) if code else request.path
    return request.build_absolute_uri(path)
