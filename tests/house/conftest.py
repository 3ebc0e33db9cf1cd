"""The house tests share one reading of the sources."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
