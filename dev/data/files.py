"""Reading raw tables and writing shipped ones so that the same input gives the same bytes."""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def read_table(path: Path) -> list[dict[str, str]]:
    """Every cell as text: one municipality is called None and one province NA."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_json(path: Path) -> Any:
    """A gzipped JSON document."""
    with gzip.open(path, "rb") as stream:
        return json.load(stream)


def write_bytes(path: Path, content: bytes) -> None:
    """Gzip without a date or a name in the header, so that nothing changes without a reason."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=9, mtime=0) as packed:
        packed.write(content)
    path.write_bytes(buffer.getvalue())


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """A gzipped CSV with a header row and Unix line ends."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    write_bytes(path, text.getvalue().encode())


def write_json(path: Path, value: Any) -> None:
    """A gzipped JSON document without spaces."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    write_bytes(path, text.encode())
