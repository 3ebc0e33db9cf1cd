"""The door of `exchange`: what the project's wiring may call."""

from ponte.exchange.actions.whole import Outcome, import_file
from ponte.exchange.permissions import IMPORT_RECORDS

__all__ = ["IMPORT_RECORDS", "Outcome", "import_file"]
