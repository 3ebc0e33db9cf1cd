"""The door of `pathways`: what other flats may call."""

from ponte.pathways.actions.retention import let_go
from ponte.pathways.actions.yard import renew_key_in_use as renew_yard_key
from ponte.pathways.permissions import (
    AUDIT_CASES,
    BREAK_GLASS,
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
from ponte.pathways.queries.access import assisted_actor, assisted_is_over
from ponte.pathways.queries.cases import case_for, case_list, cases_for
from ponte.pathways.queries.openings import openings_for, opportunity_for, opportunity_list
from ponte.pathways.queries.own import has_own_case
from ponte.pathways.queries.waiting import waiting_for

__all__ = [
    "AUDIT_CASES",
    "BREAK_GLASS",
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
    "assisted_actor",
    "assisted_is_over",
    "case_for",
    "case_list",
    "cases_for",
    "has_own_case",
    "let_go",
    "openings_for",
    "opportunity_for",
    "opportunity_list",
    "renew_yard_key",
    "waiting_for",
]
