"""Taking a file in: counted while it streams, kept under a name nobody can guess."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ponte.kit.spreadsheets.limits import Unreadable

TOO_BIG = _("This file is larger than %(limit)s. Split it, or delete pictures inside it.")


def too_big() -> Unreadable:
    """The sentence for a file over the limit."""
    return Unreadable(TOO_BIG % {"limit": filesizeformat(settings.UPLOAD_LIMIT)})


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep a file: beyond the limit they see nothing more.

    The request is read to its end, so that the answer can be a page, but nothing of the rest
    is kept; `request.upload_too_big` tells the form.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.UPLOAD_LIMIT:
            request: Any = self.request  # the form looks for what is set here
            request.upload_too_big = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def save_upload(chunks: Iterable[bytes], path: Path) -> tuple[int, str]:
    """Write the chunks to a new file; return size and SHA-256, or refuse and leave nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            for chunk in chunks:
                size += len(chunk)
                if size > settings.UPLOAD_LIMIT:
                    raise too_big()
                digest.update(chunk)
                target.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return size, digest.hexdigest()
