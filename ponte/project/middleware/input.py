"""Refuses what no page can read: NUL bytes, text that is not UTF-8, endless addresses."""

from urllib.parse import unquote_to_bytes

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponseBadRequest
from django.shortcuts import render

LONGEST_QUERY = 12_000


class CleanInput:
    """Answer 400 in words; PostgreSQL would answer a NUL byte with an error of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _readable(request):
            try:
                return render(request, "400.html", status=400)
            except SuspiciousOperation:
                return HttpResponseBadRequest("Bad request")
        return self.get_response(request)


def _readable(request) -> bool:
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY or "\x00" in request.path:
        return False
    raw = unquote_to_bytes(query)
    if b"\x00" in raw:
        return False
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
