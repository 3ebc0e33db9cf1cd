"""How a page that everybody may read is answered: one body for all, an ETag, no cookie.

A rendered body is kept in this process under the version of what it says, so that nothing
stale can be sent: another version is another key. Memory of the process, rather than a table,
because a body is quicker to make again than the pages of a large row are to read, and each
worker keeps only what its readers ask for.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

CACHE_CONTROL = "public, max-age=0, s-maxage=60, must-revalidate"
MOST_BYTES = 32 * 2**20
PACKAGE = Path(__file__).resolve().parents[1]
_PATTERNS = ("**/*.html", "kit/static/**/*", "locale/**/*.mo", "*/data/*.yaml", "**/*.py")


def _code_version() -> str:
    """Change with any template, style, catalogue or line of code of this release."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _PATTERNS for path in PACKAGE.glob(pattern)}):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


# Read once, before the workers part: all of them must name the same version.
CODE_VERSION = _code_version()


class Bodies:
    """Bodies by their version, the least used forgotten first."""

    def __init__(self, most_bytes: int = MOST_BYTES):
        self._kept: OrderedDict[str, tuple[bytes, bytes]] = OrderedDict()
        self._size, self._most, self._lock = 0, most_bytes, Lock()

    def get(self, key: str) -> tuple[bytes, bytes] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, body: bytes) -> tuple[bytes, bytes]:
        packed = gzip.compress(body, compresslevel=5, mtime=0)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = (body, packed)
                self._size += len(body) + len(packed)
            while self._size > self._most:
                _key, (plain, small) = self._kept.popitem(last=False)
                self._size -= len(plain) + len(small)
        return body, packed

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


BODIES = Bodies()


def version_of(*parts: object) -> str:
    """Return the version of a page from all that its body depends on."""
    told = "\x1f".join(map(str, (*parts, CODE_VERSION, settings.DEMO, settings.SITE_ADDRESS)))
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def stored(request: HttpRequest, version: str, render: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with the body of this version: none if the reader has it, else kept or made."""
    if _has(request, version):
        return _headed(HttpResponseNotModified(), version)
    found = None if settings.DEBUG else BODIES.get(version)
    if found is None:
        response = render()
        if response.status_code != 200:
            return _headed(response, version)
        found = BODIES.put(version, response.content)
    return _packed(request, HttpResponse(), found, version)


def fresh(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer with a body made for this request; its ETag is its digest."""
    body = response.content
    version = hashlib.sha256(body).hexdigest()[:24]
    if response.status_code == 200 and _has(request, version):
        return _headed(HttpResponseNotModified(), version)
    small = gzip.compress(body, 3, mtime=0) if _unpacks(request) else b""
    return _packed(request, response, (body, small), version)


def _has(request: HttpRequest, version: str) -> bool:
    asked = request.headers.get("If-None-Match", "")
    return bool(asked) and any(
        one in ("*", f'W/"{version}"', f'"{version}"') for one in parse_etags(asked)
    )


def _unpacks(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _packed(
    request: HttpRequest, response: HttpResponse, bodies: tuple[bytes, bytes], version: str
) -> HttpResponse:
    plain, small = bodies
    if _unpacks(request):
        response.content = small
        response["Content-Encoding"] = "gzip"
    else:
        response.content = plain
    response["Content-Length"] = str(len(response.content))
    return _headed(response, version)


def _headed(response: HttpResponse, version: str) -> HttpResponse:
    patch_vary_headers(response, ["Accept-Encoding"])
    response["ETag"] = f'W/"{version}"'
    response["Cache-Control"] = CACHE_CONTROL
    return response
