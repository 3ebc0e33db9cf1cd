"""Addresses of cases and openings, one module a subject: identifiers only, never a word."""

from ponte.pathways.urls import agreement, cases, matching, office, openings, sheets, worker

app_name = "pathways"
urlpatterns = [
    *matching.urlpatterns,
    *agreement.urlpatterns,
    *office.urlpatterns,
    *openings.urlpatterns,
    *cases.urlpatterns,
    *sheets.urlpatterns,
    *worker.urlpatterns,
]
