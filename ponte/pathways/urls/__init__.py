"""Addresses of cases and openings, one module a subject: identifiers only, never a word."""

from ponte.pathways.urls import agreement, cases, openings, sheets, worker

app_name = "pathways"
urlpatterns = [
    *agreement.urlpatterns,
    *openings.urlpatterns,
    *cases.urlpatterns,
    *sheets.urlpatterns,
    *worker.urlpatterns,
]
