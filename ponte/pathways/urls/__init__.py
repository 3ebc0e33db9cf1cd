"""Addresses of cases and openings, one module a subject: identifiers only, never a word."""

from ponte.pathways.urls import cases, openings

app_name = "pathways"
urlpatterns = [*openings.urlpatterns, *cases.urlpatterns]
