"""The door of `pathways`: what other flats may call."""

from ponte.pathways.permissions import (
    AUDIT_CASES,
    BRING_COMPANIES,
    HOST_WORKERS,
    MANAGE_CASES,
    OPEN_CASES,
    PLACE_WORKERS,
    READ_COUNTS,
    SEARCH_COMPANIES,
    SERVE_WORKERS,
    SIGN_FOR_COMPANY,
    SIGN_FOR_COOPERATIVE,
    SIGN_FOR_OFFICE,
)

__all__ = [
    "AUDIT_CASES",
    "BRING_COMPANIES",
    "HOST_WORKERS",
    "MANAGE_CASES",
    "OPEN_CASES",
    "PLACE_WORKERS",
    "READ_COUNTS",
    "SEARCH_COMPANIES",
    "SERVE_WORKERS",
    "SIGN_FOR_COMPANY",
    "SIGN_FOR_COOPERATIVE",
    "SIGN_FOR_OFFICE",
]
