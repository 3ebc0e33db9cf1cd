"""Addresses of cases and openings: identifiers only, never a word about anybody."""

from django.urls import path

from ponte.pathways.views import cases, openings

app_name = "pathways"
urlpatterns = [
    path("", cases.case_list, name="case-list"),
    path("openings/", openings.opportunity_list, name="opportunity-list"),
    path("openings/<uuid:pk>/", openings.opportunity_detail, name="opportunity-detail"),
    path("<uuid:pk>/", cases.case_detail, name="case-detail"),
    path("<uuid:pk>/<slug:action>/", cases.case_step, name="case-step"),
]
