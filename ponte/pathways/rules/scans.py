"""What a scan may be: told by its first bytes, never by its name."""

from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024
MEDIA = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
TOO_LARGE = _("This file is larger than 10 MB.")
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
ACCEPTED = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


def media_of(content: bytes) -> str:
    r"""Return what a file is; blank if it is none of the three.

    >>> media_of(b"%PDF-1.7 ..."), media_of(b"GIF89a")
    ('application/pdf', '')
    """
    return next((kind for start, kind in MEDIA.items() if content.startswith(start)), "")


def plain_name(name: str, media: str) -> str:
    r"""Return a name for a file that no system takes for anything else.

    >>> plain_name("../../a b\n.exe", "application/pdf")
    'a b.pdf'
    """
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    kept = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in stem)
    return (" ".join(kept.split())[:80] or "scan") + ENDINGS[media]
