"""Behind a TLS proxy: the visitor's address, which limits and journal count by."""

from django.conf import settings

from ponte.kit.limits.networks import place_of


class AddressBehindProxy:
    """Take the address that our own proxies wrote last; what a visitor wrote stays unread.

    `PROXIES` is how many proxies stand before us. Each appends the address it saw, so the
    visitor's is that many places from the right of X-Forwarded-For. Of an IPv6 address the
    network alone is kept: who has one address has 2^64 of them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        count = getattr(settings, "PROXIES", 0)
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if count and len(seen) >= count and seen[-count]:
            request.META["REMOTE_ADDR"] = seen[-count]
        request.META["REMOTE_ADDR"] = place_of(request.META.get("REMOTE_ADDR", ""))
        return self.get_response(request)
