"""Pictures of numbers: what the components `bars.html` and `lines.html` draw, never a number less.

A bar stands in the row of the table that tells its number. Lines get their table as a twin below
the picture. Positions are whole numbers in the units of the drawing's view box.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

FULL = 1000
WIDTH, HEIGHT, MARGIN = 640, 240, 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what is counted, its number in words, and how long its bar is, from 0 to 1000."""

    label: str
    text: str
    length: int


def bars(rows: Iterable[tuple[str, float | None]], *, hidden: str = "") -> list[Bar]:
    """Return a bar a row; None is a number that may not be shown, told by `hidden`.

    >>> [bar.length for bar in bars([("a", 4), ("b", 1), ("c", None)], hidden="*")]
    [1000, 250, 0]
    """
    rows = list(rows)
    most = max((number for _label, number in rows if number), default=0)
    return [
        Bar(
            label=str(label),
            text=hidden if number is None else number_format(number),
            length=round(FULL * (number or 0) / most) if most else 0,
        )
        for label, number in rows
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its name, its place in the legend (0 to 5), its points and their path."""

    name: str
    style: int
    points: tuple[tuple[int, int], ...]

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over the same moments, with the labels of both axes and the table that says it all."""

    lines: tuple[Line, ...]
    moments: tuple[tuple[int, str], ...]
    levels: tuple[tuple[int, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"


def lines(
    moments: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    levels: Sequence[tuple[float, str]],
    missing: str = "",
) -> Lines:
    """Return the drawing of some series over moments; a value that is None leaves a gap.

    `levels` are the marks of the upright axis, lowest first; the first and last are its ends.
    """
    low, high = levels[0][0], levels[-1][0]
    across = [_at(place, len(moments) - 1, WIDTH) for place in range(len(moments))]
    texts = {value: text for value, text in levels}

    def height(value: float) -> int:
        return HEIGHT - MARGIN - round((value - low) / (high - low) * (HEIGHT - 2 * MARGIN))

    drawn = tuple(
        Line(
            name,
            style % 6,
            tuple(
                (x, height(value))
                for x, value in zip(across, values, strict=True)
                if value is not None
            ),
        )
        for style, (name, values) in enumerate(series)
    )
    rows = tuple(
        (name, *(missing if value is None else _said(value, texts) for value in values))
        for name, values in series
    )
    return Lines(
        lines=drawn,
        moments=tuple(zip(across, map(str, moments), strict=True)),
        levels=tuple((height(value), str(text)) for value, text in levels),
        columns=("", *map(str, moments)),
        rows=rows,
    )


def _at(place: int, last: int, width: int) -> int:
    if last < 1:
        return width // 2
    return MARGIN + round(place / last * (width - 2 * MARGIN))


def _said(value: float, texts: dict[float, str]) -> str:
    return str(texts.get(value, "")) or number_format(value)
