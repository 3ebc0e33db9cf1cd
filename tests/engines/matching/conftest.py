"""The tests of matching share one way to make profiles."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
