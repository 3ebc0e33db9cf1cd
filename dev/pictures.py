"""Pictures of the main pages, to be looked at and for the README: `python3 -m dev pictures`.

Without an argument the few pictures of the README are made again in docs/pictures; with a
folder, every page at 360 and 1280 px, light and dark.
"""

import os
import struct
import sys
import zlib
from pathlib import Path

from dev.say import say

README = Path("docs/pictures")
MOST_BYTES = 150_000
CARD = "services/assistenza-a-casa-di-esempio/"
CHOSEN = {  # name: (path, width, scheme, language)
    "home-1280": ("", 1280, "light", "en"),
    "search-1280": ("search/?kind=service&q=anziani&place=Cuneo", 1280, "light", "en"),
    "card-1280": (CARD, 1280, "light", "en"),
    "card-360": (CARD, 360, "light", "it"),
    "enterprise-1280": ("enterprises/cooperativa-esempio-pulito/", 1280, "light", "en"),
    "working-360": ("home/", 360, "dark", "it"),
}


def pictures(arguments: list[str]) -> int:
    """Start the stage, open the pages, save what they look like."""
    from ponte.project.supervisor import throwaway

    os.environ.update(throwaway.provide())
    from playwright.sync_api import sync_playwright

    from tests.journeys.people import People, open_chromium
    from tests.journeys.stage import Stage

    with Stage("pictures") as stage, sync_playwright() as playwright:
        browser = open_chromium(playwright)
        people = People(stage, browser, {})
        if arguments:
            _every_page(people, Path(arguments[0]), arguments[1:])
        else:
            _readme(people)
        browser.close()
    return 0


def _readme(people) -> None:
    README.mkdir(parents=True, exist_ok=True)
    for name, (path, width, scheme, language) in CHOSEN.items():
        role = "manager" if path.startswith("home/") else ""
        page = people.enter(width=width, language=language, color_scheme=scheme, role=role)
        page.goto(f"/{language}/{path}", wait_until="networkidle")
        file = README / f"{name}.png"
        page.screenshot(path=file)
        page.context.close()
        if file.stat().st_size > MOST_BYTES:
            file.write_bytes(with_few_colours(file.read_bytes()))
        say(f"{file}: {file.stat().st_size // 1000} kB")


def _every_page(people, folder: Path, names: list[str]) -> None:
    from tests.journeys.pages import PAGES

    folder.mkdir(parents=True, exist_ok=True)
    for visit in PAGES:
        if names and not any(name in visit.name for name in names):
            continue
        for width, scheme, language in ((360, "light", "it"), (1280, "dark", "pl")):
            page = people.enter(width=width, role=visit.role, color_scheme=scheme)
            for state in visit.state_names:
                page.goto(visit.path(people.stage, language), wait_until="networkidle")
                visit.arrange(page, state)
                name = f"{visit.name}-{state}-{width}-{scheme}-{language}".replace(" ", "_")
                page.screenshot(path=folder / f"{name}.png", full_page=True)
            page.context.close()
        say(visit.name)


def with_few_colours(png: bytes) -> bytes:
    """The same picture with at most 256 colours: an eighth of the bytes for pages of text."""
    width, height, rows = _pixels(png)
    levels: dict[bytes, int] = {}
    for row in rows:
        for at in range(0, len(row), 3):
            colour = row[at : at + 3]
            levels[colour] = levels.get(colour, 0) + 1
    kept = sorted(levels, key=levels.get, reverse=True)[:256]
    nearest = {colour: number for number, colour in enumerate(kept)}
    for colour in levels:
        if colour not in nearest:
            nearest[colour] = min(range(len(kept)), key=lambda n: _distance(kept[n], colour))
    body = b"".join(
        b"\0" + bytes(nearest[row[at : at + 3]] for at in range(0, len(row), 3)) for row in rows
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(kept)), (b"IDAT", zlib.compress(body, 9)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in (*parts, (b"IEND", b"")))


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of RGB bytes of a picture as Chromium writes it."""
    at, data, width, height, size = 8, b"", 0, 0, 3
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, _depth, colours = struct.unpack(">IIBB", body[:10])
            size = 4 if colours == 6 else 3
        data += body if kind == b"IDAT" else b""
        at += 12 + length
    raw, step, rows = zlib.decompress(data), width * size + 1, []
    above = bytearray(width * size)
    for number in range(height):
        line = raw[number * step : (number + 1) * step]
        above = _unfiltered(line[0], bytearray(line[1:]), above, size)
        rows.append(bytes(above) if size == 3 else _without_alpha(above))
    return width, height, rows


def _without_alpha(row: bytearray) -> bytes:
    kept = bytearray(len(row) // 4 * 3)
    for channel in range(3):
        kept[channel::3] = row[channel::4]
    return bytes(kept)


def _unfiltered(kind: int, row: bytearray, above: bytearray, size: int) -> bytearray:
    for at in range(len(row)):
        left = row[at - size] if at >= size else 0
        corner = above[at - size] if at >= size else 0
        guess = (0, left, above[at], (left + above[at]) // 2, 0)[kind]
        if kind == 4:
            near = left + above[at] - corner
            away = (abs(near - left), abs(near - above[at]), abs(near - corner))
            guess = (left, above[at], corner)[away.index(min(away))]
        row[at] = (row[at] + guess) & 255
    return row


if __name__ == "__main__":
    sys.exit(pictures(sys.argv[1:]))
