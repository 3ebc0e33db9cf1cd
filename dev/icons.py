"""Cut the theme's icon sprite down to the icons our templates name.

Finds `{% icon "name" %}` in templates and the names in `icons.txt` (those chosen by code);
those the theme lacks are drawn in `icons-own.svg`. `--check` only compares.
"""

import argparse
import re
import sys
from importlib import util
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "ponte/kit/static/ponte/icons/icons.svg"
LIST = ROOT / "dev/icons.txt"
OWN = ROOT / "dev/icons-own.svg"
NAMED = re.compile(r"{%\s*icon\s+[\"']([\w-]+)[\"']")
SYMBOL = re.compile(r'<symbol id="it-([\w-]+)".*?</symbol>', re.S)


def wanted_icons() -> set[str]:
    """Names written in templates, and those in the list."""
    names = {
        name
        for page in (ROOT / "ponte").rglob("templates/**/*.html")
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
    }
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return names | {line.strip() for line in lines if line and not line.startswith("#")}


def made() -> str:
    """The whole text that the sprite should hold."""
    found = util.find_spec("bootstrap_italia_template")
    if found is None or found.origin is None:
        raise SystemExit("design-django-theme is not installed: run make environment first.")
    sprite = (Path(found.origin).parent / "static/svg/sprites.svg").read_text(encoding="utf-8")
    sprite += OWN.read_text(encoding="utf-8")
    drawings = {match.group(1): match.group(0) for match in SYMBOL.finditer(sprite)}
    missing = wanted_icons() - drawings.keys()
    if missing:
        raise SystemExit(f"The theme has no icon called {', '.join(sorted(missing))}.")
    body = "\n".join(drawings[name].replace('id="it-', 'id="') for name in sorted(wanted_icons()))
    note = "<!-- Cut by dev/icons.py from Bootstrap Italia, BSD-3-Clause. Do not edit by hand. -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{note}\n{body}\n</svg>\n'


def main(arguments: list[str] | None = None) -> int:
    """Write the cut sprite, or with --check say whether it is current."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    text = made()
    if parser.parse_args(arguments).check:
        if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write("icons.svg is out of date: run python dev/icons.py\n")
        return 1
    TARGET.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {len(text)} characters\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
