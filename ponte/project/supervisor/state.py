"""What the supervisor leaves on disk, so that the next one knows its own after a kill -9."""

import json
import os
import tempfile
from pathlib import Path

from ponte.project.supervisor.processes import Process


def read(path: Path) -> dict:
    """The last state; an unreadable file is an empty one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(path: Path, content: dict) -> None:
    """Replace the state in one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".state-")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(content, out, indent=1)
    Path(name).replace(path)


def recorded(content: dict) -> list[Process]:
    """The children that the state names, but the database server, which is stopped its own way."""
    children = content.get("children")
    if not isinstance(children, dict):
        return []
    found = [Process.read(kept) for name, kept in children.items() if name != "postgres"]
    return [process for process in found if process is not None]
