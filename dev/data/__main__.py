"""Rebuild the shipped data: `python -m dev.data RAW`, RAW being the folder of raw files."""

import argparse
import sys
from pathlib import Path

from dev.data import (
    boundaries,
    centres,
    classifications,
    municipalities,
    occupations,
    organizations,
)
from dev.data.files import read_table

ROOT = Path(__file__).resolve().parents[2] / "ponte"


def main() -> None:
    """Write every shipped table again, saying how large each became."""
    parser = argparse.ArgumentParser(prog="python -m dev.data", description=__doc__)
    parser.add_argument("raw", type=Path, help="folder that holds the raw files")
    raw = parser.parse_args().raw
    territory = ROOT / "territory" / "data"
    municipalities.build(raw, territory)
    changes = {
        row["old_code"]: row["new_code"] for row in read_table(territory / "code_changes.csv.gz")
    }
    boundaries.build(raw, territory, changes)
    classifications.build(raw, territory)
    organizations.build(raw, ROOT / "organizations" / "data", changes)
    centres.build(raw, ROOT / "directory" / "data")
    occupations.build(raw, ROOT / "pathways" / "data" / "esco")
    for path in sorted(ROOT.glob("*/data/**/*.gz")):
        sys.stdout.write(f"{path.stat().st_size:>9}  {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
