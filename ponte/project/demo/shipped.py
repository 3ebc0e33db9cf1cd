"""The shipped files as rows, and one digest of all of them."""

import csv
import gzip
import hashlib
from pathlib import Path

PONTE = Path(__file__).resolve().parents[2]
DIRECTORY = PONTE / "directory" / "data"
ORGANIZATIONS = PONTE / "organizations" / "data"
FOLDERS = (PONTE / "territory" / "data", ORGANIZATIONS, DIRECTORY, Path(__file__).parent)


def table(path: Path) -> list[dict[str, str]]:
    """A gzipped CSV, every cell as text."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def digest() -> str:
    """Changes when any file that the demonstration is loaded from changes, or its loader."""
    total = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in (".gz", ".yaml", ".py"):
                total.update(path.relative_to(PONTE).as_posix().encode())
                total.update(path.read_bytes())
    return total.hexdigest()
