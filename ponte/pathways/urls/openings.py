"""Openings of companies."""

from django.urls import path

from ponte.pathways.views import openings

urlpatterns = [
    path("openings/", openings.opportunity_list, name="opportunity-list"),
    path("openings/<uuid:pk>/", openings.opportunity_detail, name="opportunity-detail"),
]
