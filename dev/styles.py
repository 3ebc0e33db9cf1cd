"""Cut the theme's stylesheet down to the rules our pages use.

Reads the wheel's Bootstrap Italia stylesheet, keeps the rules whose every class is written in
a template or script of ours (or named in `styles.txt`), swaps its fixed colours for Ponte's
tokens so that dark mode and the accent reach them, and writes `italia.css`.
Run `python dev/styles.py` after changing classes; `--check` only compares.
"""

import argparse
import colorsys
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from importlib import metadata, util
from pathlib import Path

import tinycss2
from tinycss2 import color3

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "ponte/kit/static/ponte/css/italia.css"
LISTS = ROOT / "dev/styles.txt"
WHEEL = "design-django-theme"
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
CLASS_ATTRIBUTE = re.compile(r"class=(?:\"([^\"]*)\"|'([^']*)')", re.S)
CLASS_IN_SCRIPT = re.compile(r"class(?:List\.\w+\(|Name\s*=\s*)([^;)]*)")
NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|(?:rgb|hsl)a?\([^()]*\)|\bwhite\b")
# Marks of the theme's own scripts, which we do not load.
SCRIPTED = re.compile(r"data-focus-mouse|\[data-bs-|:root|^html$|video-js|\.vjs-")


def source() -> Path:
    """Where the wheel keeps its stylesheet."""
    found = util.find_spec("bootstrap_italia_template")
    if found is None or found.origin is None:
        raise SystemExit(f"{WHEEL} is not installed: run make environment first.")
    return Path(found.origin).parent / "static/css/bootstrap-italia.min.css"


def used_classes() -> set[str]:
    """Every class written in our templates and scripts."""
    found: set[str] = set()
    for page in sorted((ROOT / "ponte").rglob("templates/**/*.html")):
        text = page.read_text(encoding="utf-8")
        for double, single in CLASS_ATTRIBUTE.findall(text):
            found.update(TEMPLATE_CODE.sub(" ", double or single).split())
    for script in sorted((ROOT / "ponte").rglob("static/ponte/js/**/*.js")):
        for argument in CLASS_IN_SCRIPT.findall(script.read_text(encoding="utf-8")):
            found.update(re.findall(r"[a-z][\w-]*", argument))
    return found


def wanted_classes() -> set[str]:
    """Used classes, with those that `styles.txt` adds (+) and takes away (-)."""
    wanted = used_classes()
    for line in LISTS.read_text(encoding="utf-8").splitlines():
        sign, _, name = line.partition(" ")
        if sign == "+":
            wanted.add(name.strip())
        elif sign == "-":
            wanted.discard(name.strip())
    return wanted


def is_wanted(selector: str, wanted: set[str], elements: set[str]) -> bool:
    """True when every class and element of the selector is on our pages."""
    if SCRIPTED.search(selector):
        return False
    bare = NOT.sub("", selector)
    if re.search(r"#[a-zA-Z]", bare):
        return False
    classes = set(re.findall(r"\.(-?[_a-zA-Z][\w-]*)", bare))
    if not classes:
        subject = re.sub(r"\[[^\]]*\]|::?[\w-]+(\([^)]*\))?", "", bare)
        return set(re.findall(r"[a-zA-Z][\w-]*", subject)) <= elements and "nav" not in subject
    return classes <= wanted


def level(colour: str) -> tuple[float, float, float]:
    """Hue in degrees, saturation and lightness in 0..1 of a colour."""
    read = color3.parse_color(colour)
    if read is None or isinstance(read, str):
        numbers = [float(n) for n in re.findall(r"[\d.]+", colour)]
        red, green, blue = (n / 255 for n in numbers[:3])
    else:
        red, green, blue = read.red, read.green, read.blue
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue * 360, saturation, light


def token(colour: str, declaration: str) -> str:
    """The token of ours that plays the part of a theme colour."""
    if re.match(r"(rgb|hsl)a\(", colour):
        return colour
    hue, saturation, light = level(colour)
    ground = "background" in declaration or declaration.endswith("-bg")
    edge = "border" in declaration or "shadow" in declaration or "outline" in declaration
    if saturation > 0.5 and 195 < hue < 225 and light < 0.6:
        return "var(--accent)" if light > 0.37 else "var(--accent-strong)"
    if saturation > 0.4 and 140 < hue < 175 and light < 0.5:
        return "var(--good)"
    if saturation > 0.4 and 340 < hue < 360 and light < 0.6:
        return "var(--bad)"
    if saturation > 0.9 and 25 < hue < 45 and light < 0.4:
        return "var(--warn)"
    if light > 0.98:
        return "var(--surface)" if ground else "var(--on-accent)"
    if light > 0.6:
        return "var(--line)" if edge else "var(--tint)"
    if light > 0.3:
        return "var(--line-strong)" if edge else "var(--ink-soft)"
    return "var(--ink)"


def painted_colour(declaration: str, found: re.Match[str]) -> str:
    """A colour found in a declaration, as our token."""
    return token(found.group(), declaration)


def repaint(body: str) -> str:
    """The declarations of a rule with fixed colours turned into tokens."""
    painted = []
    for item in tinycss2.parse_declaration_list(body, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            continue
        value = tinycss2.serialize(item.value).strip()
        if "url(" not in value:
            value = COLOUR.sub(partial(painted_colour, item.lower_name), value)
        elif item.lower_name == "background-image":
            continue
        mark = "!important" if item.important else ""
        painted.append(f"{item.name}:{value}{mark}")
    return ";".join(painted)


def selectors_of(prelude: str) -> list[str]:
    """The selectors of a list, split at its outer commas."""
    parts, depth, start = [], 0, 0
    for position, sign in enumerate(prelude):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append(prelude[start:position].strip())
            start = position + 1
    return [*parts, prelude[start:].strip()]


def cut(rules: Iterable, wanted: set[str], elements: set[str]) -> Iterator[str]:
    """The kept rules, as text."""
    for rule in rules:
        if rule.type == "qualified-rule":
            kept = [
                selector
                for selector in selectors_of(tinycss2.serialize(rule.prelude))
                if is_wanted(selector, wanted, elements)
            ]
            body = repaint(tinycss2.serialize(rule.content)) if kept else ""
            if body:
                yield f"{','.join(kept)}{{{body}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            condition = tinycss2.serialize(rule.prelude).strip()
            if condition == "print":
                continue
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept_inner = "".join(cut(inner, wanted, elements))
            if kept_inner:
                yield f"@{rule.at_keyword} {condition}{{{kept_inner}}}"


def elements_on_pages() -> set[str]:
    """Every HTML element our templates write."""
    names: set[str] = {"a", "body"}
    for page in (ROOT / "ponte").rglob("templates/**/*.html"):
        names.update(re.findall(r"<([a-z][a-z0-9]*)", page.read_text(encoding="utf-8")))
    return names - {"html"}


def made() -> str:
    """The whole text that `italia.css` should hold."""
    original = source().read_bytes()
    digest = hashlib.sha256(original).hexdigest()
    rules = tinycss2.parse_stylesheet(
        original.decode("utf-8-sig"), skip_comments=True, skip_whitespace=True
    )
    body = "\n".join(cut(rules, wanted_classes(), elements_on_pages()))
    head = (
        f"/* Cut by dev/styles.py from Bootstrap Italia, wheel {WHEEL} {metadata.version(WHEEL)},\n"
        f"   sha256 {digest}. BSD-3-Clause (Bootstrap parts MIT). Do not edit by hand. */\n"
    )
    return head + body + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the cut stylesheet, or with --check say whether it is current."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    text = made()
    if parser.parse_args(arguments).check:
        if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write("italia.css is out of date: run python dev/styles.py\n")
        return 1
    TARGET.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {len(text)} characters\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
