"""The door of `directory`: what other flats may call."""

from ponte.directory.permissions import (
    ANSWER_VOICES,
    EDIT_LISTING,
    MODERATE_LISTINGS,
    PUBLISH_LISTING,
)

__all__ = ["ANSWER_VOICES", "EDIT_LISTING", "MODERATE_LISTINGS", "PUBLISH_LISTING"]
