"""How large a file may be, and the refusal of one that cannot be read."""

from dataclasses import dataclass

from django.utils.functional import Promise

from ponte.kit.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Limits:
    """What a table may hold; memory while reading stays under 512 MB within them."""

    rows: int = 250_000
    columns: int = 200
    cells: int = 6_000_000
    cell_length: int = 32_767
    members: int = 1_000
    unpacked: int = 600 * 1024 * 1024
    ratio: int = 150
    ratio_from: int = 4 * 1024 * 1024


class Unreadable(RuleBroken):
    """The file cannot be read; the sentence says why and what to do about it."""

    def __init__(self, message: str | Promise):
        super().__init__(message, field="file")
