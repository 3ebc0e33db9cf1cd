"""Openings of companies."""

from django.urls import path

from ponte.pathways.views import opening_steps, openings

urlpatterns = [
    path("openings/", openings.opportunity_list, name="opportunity-list"),
    path("openings/new/", opening_steps.opportunity_lead, name="opportunity-lead"),
    path(
        "openings/<uuid:pk>/steps/<slug:action>/",
        opening_steps.opportunity_step,
        name="opportunity-step",
    ),
    path("occupations/", openings.occupation_suggest, name="occupation-suggest"),
    path("skills/", openings.skill_suggest, name="skill-suggest"),
    path("openings/<uuid:pk>/", openings.opportunity_detail, name="opportunity-detail"),
]
