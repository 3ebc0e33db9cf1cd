"""Reading what is described as data: YAML, plain values only."""

from pathlib import Path
from typing import Any

import yaml

# The C reader is ten times as fast; a build of PyYAML without it reads the same.
READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def described(path: Path) -> Any:
    """Return the contents of a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=READER)
