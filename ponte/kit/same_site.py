"""Forms of pages that set no cookie: a post from another site is refused by its origin."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def require_same_site(request: HttpRequest) -> None:
    """Refuse what a form of another site posts here."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and urlsplit(origin).netloc != request.get_host():
        raise PermissionDenied
