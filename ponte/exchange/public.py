"""The door of `exchange`: what the project's wiring may call."""

from ponte.exchange.permissions import IMPORT_RECORDS

__all__ = ["IMPORT_RECORDS"]
