"""A QR code as one path of a drawing, so that page and PDF need no picture file."""

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_MARGIN = 4  # in modules, as the standard asks


@dataclass(frozen=True, slots=True)
class Code:
    """The path of the dark modules in a view box of `size` units."""

    text: str
    size: int
    path: str


def code_of(text: str) -> Code:
    """Return the code of a text.

    >>> code_of("https://example.org/").path.startswith("M4 4h1v1h-1z")
    True
    """
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_MARGIN)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Code(text, len(rows), path)
