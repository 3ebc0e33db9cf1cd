"""The stylesheets: current, light, legible in each accent, and whose they are."""

import gzip
import hashlib
import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "ponte/kit/static"
CSS = STATIC / "ponte/css"
PAIRS = [
    ("ink", "page"), ("ink", "surface"), ("ink", "tint"), ("ink-soft", "page"),
    ("ink-soft", "surface"), ("ink-soft", "tint"), ("accent", "page"), ("accent", "surface"),
    ("accent", "tint"), ("accent", "accent-tint"), ("accent-strong", "accent-tint"),
    ("accent-strong", "page"), ("on-accent", "accent"), ("on-accent", "accent-strong"),
    ("ink", "accent-tint"), ("on-brand", "brand"), ("on-brand", "brand-strong"),
    ("on-brand-soft", "brand"), ("on-brand-soft", "brand-strong"), ("good", "good-tint"),
    ("warn", "warn-tint"), ("bad", "bad-tint"), ("bad", "page"), ("page", "bad"),
    ("good", "page"), ("ink", "mark"), ("ink", "warn-tint"), ("ink", "good-tint"),
    ("ink", "bad-tint"),
]  # fmt: skip
EDGES = [
    ("line-strong", "surface"), ("line-strong", "page"), ("line-strong", "tint"),
    ("focus", "page"), ("focus", "surface"), ("focus", "tint"), ("accent", "tint-strong"),
]  # fmt: skip
ACCENTS = ["", "green", "violet", "wine"]


def tool(name: str):
    """A developer's verb of `dev/`, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"dev/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["styles", "icons"])
def test_what_is_cut_from_the_theme_is_current(name):
    found = tool(name)
    assert found.TARGET.read_text(encoding="utf-8") == found.made(), f"run python dev/{name}.py"


def weight(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


@pytest.mark.parametrize("face", ["public", "working", "yard"])
def test_the_stylesheets_of_a_face_keep_their_weight(face):
    assert weight(CSS / "italia.css") <= 25_000
    own = [CSS / f"{name}.css" for name in ("tokens", "ponte", "print", face)]
    assert weight(*own) <= 12_000


def test_no_stylesheet_reaches_outside():
    for file in CSS.glob("*.css"):
        assert not re.search(r"@import|url\([\"']?(?:https?:|//)", file.read_text()), file.name


# Sealing, keeping and sending are one program: the phone that is offline has it whole or not.
LONGER = {"yard.js": 240}


@pytest.mark.parametrize("script", sorted(STATIC.glob("ponte/js/*.js")), ids=lambda p: p.name)
def test_a_script_is_one_short_behaviour(script):
    text = script.read_text()
    assert len(text.splitlines()) <= LONGER.get(script.name, 80)
    assert text.startswith("//"), "the first line says what it does"
    assert not re.search(r"innerHTML|\beval\(|\.style\b|new Function", text)


def block(text: str, selector: str) -> dict[str, str]:
    """The tokens that a rule gives."""
    found = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", text)
    assert found, selector
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6})", found.group(1)))


def tokens(accent: str, dark: bool) -> dict[str, str]:
    text = (CSS / "tokens.css").read_text()
    ways = [":root"] + ([f':root[data-accent="{accent}"]'] if accent else [])
    if dark:
        ways.append(':root[data-theme="dark"]')
        ways += [f':root[data-theme="dark"][data-accent="{accent}"]'] if accent else []
    together: dict[str, str] = {}
    for selector in ways:
        together |= block(text, "\n" + selector)
    return together


def lightness(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dim, bright = sorted((lightness(one), lightness(other)))
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_every_pair_of_colours_can_be_read(accent, dark):
    named = tokens(accent, dark)
    poor = {
        pair: round(contrast(named[pair[0]], named[pair[1]]), 2)
        for pairs, least in ((PAIRS, 4.5), (EDGES, 3))
        for pair in pairs
        if contrast(named[pair[0]], named[pair[1]]) < least
    }
    assert poor == {}


def test_dark_by_choice_and_dark_by_system_are_the_same():
    text = (CSS / "tokens.css").read_text()
    for accent in ACCENTS:
        more = f'[data-accent="{accent}"]' if accent else ""
        by_system = block(text, f':root:not([data-theme="light"]){more}')
        assert by_system == block(text, f'\n:root[data-theme="dark"]{more}')


def test_every_icon_that_a_page_names_is_in_the_sprite():
    sprite = (STATIC / "ponte/icons/icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    assert tool("icons").wanted_icons() <= drawn


def test_vendored_files_are_what_the_manifest_says():
    manifest = json.loads((STATIC / "vendor/vendor.json").read_text())
    listed = {"vendor.json"}
    for entry in manifest:
        listed |= {entry["file"], entry["licence_file"]}
        digest = hashlib.sha256((STATIC / "vendor" / entry["file"]).read_bytes()).hexdigest()
        assert digest == entry["sha256"], entry["file"]
        assert entry["name"] and entry["version"] and entry["licence"]
    assert {file.name for file in (STATIC / "vendor").iterdir()} == listed
