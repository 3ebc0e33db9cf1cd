"""The door of `directory`: what other flats may call."""

from ponte.directory.permissions import (
    ANSWER_VOICES,
    EDIT_LISTING,
    MODERATE_LISTINGS,
    PUBLISH_LISTING,
)
from ponte.directory.queries.front import Shown, desks, seasonal
from ponte.directory.queries.front import figures as front_figures

__all__ = [
    "ANSWER_VOICES",
    "EDIT_LISTING",
    "MODERATE_LISTINGS",
    "PUBLISH_LISTING",
    "Shown",
    "desks",
    "front_figures",
    "seasonal",
]
