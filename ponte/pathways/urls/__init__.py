"""Addresses of cases and openings, one module a subject: identifiers only, never a word."""

from ponte.pathways.urls import (
    agreement,
    beginning,
    cases,
    costs,
    documents,
    emergencies,
    hours,
    matching,
    mine,
    office,
    openings,
    people,
    sheets,
    tutoring,
    worker,
    yard,
)

app_name = "pathways"
urlpatterns = [
    *matching.urlpatterns,
    *mine.urlpatterns,
    *agreement.urlpatterns,
    *beginning.urlpatterns,
    *office.urlpatterns,
    *openings.urlpatterns,
    *cases.urlpatterns,
    *costs.urlpatterns,
    *documents.urlpatterns,
    *emergencies.urlpatterns,
    *hours.urlpatterns,
    *people.urlpatterns,
    *sheets.urlpatterns,
    *tutoring.urlpatterns,
    *worker.urlpatterns,
    *yard.urlpatterns,
]
