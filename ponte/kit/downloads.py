"""Files that readers take along, answered one way."""

from django.http import HttpResponse


def download(content: bytes, *, media: str, name: str) -> HttpResponse:
    """Answer a file to keep: shown by no frame, guessed by no browser, remembered by no cache."""
    plain = "".join(s for s in name if s.isascii() and (s.isalnum() or s in " .-_")) or "ponte"
    return HttpResponse(
        content,
        content_type=media,
        headers={
            "Content-Disposition": f'attachment; filename="{plain}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
