"""Matching: candidates, openings for a worker, pairs, proposals, how it works."""

from django.urls import path

from ponte.pathways.views import matching, matching_profiles, matching_proposals, matching_sheet

urlpatterns = [
    path("matching/", matching.matching_home, name="matching-home"),
    path("matching/how/<uuid:pk>/", matching.matching_how, name="matching-how"),
    path("matching/how/<uuid:pk>/weights/", matching.matching_weights, name="matching-weights"),
    path("matching/openings/<uuid:pk>/", matching.matching_candidates, name="matching-candidates"),
    path(
        "matching/openings/<uuid:pk>/conditions/",
        matching_profiles.matching_conditions,
        name="matching-conditions",
    ),
    path("matching/workers/<uuid:pk>/", matching.matching_openings, name="matching-openings"),
    path(
        "matching/workers/<uuid:pk>/abilities/",
        matching_profiles.matching_abilities,
        name="matching-abilities",
    ),
    path("matching/workers/<uuid:pk>/take/", matching_profiles.matching_take, name="matching-take"),
    path(
        "matching/workers/<uuid:pk>/limits/",
        matching_profiles.matching_limits,
        name="matching-limits",
    ),
    path(
        "matching/workers/<uuid:worker>/openings/<uuid:pk>/",
        matching.matching_pair,
        name="matching-pair",
    ),
    path(
        "matching/offices/<uuid:pk>/",
        matching_proposals.matching_proposals,
        name="matching-proposals",
    ),
    path(
        "matching/proposals/<uuid:pk>/",
        matching_proposals.matching_proposal,
        name="matching-proposal",
    ),
    path(
        "matching/proposals/<uuid:pk>/csv/",
        matching_proposals.matching_proposal_file,
        name="matching-proposal-file",
    ),
    path(
        "matching/proposals/<uuid:pk>/groups/csv/",
        matching_proposals.matching_groups_file,
        name="matching-groups-file",
    ),
    path("<uuid:pk>/match/", matching_sheet.case_match, name="case-match"),
]
