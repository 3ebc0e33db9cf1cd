"""Talks, difficulties and the network of a case."""

from django.urls import path

from ponte.pathways.views import tutoring

urlpatterns = [
    path("<uuid:pk>/tutoring/", tutoring.case_tutoring, name="case-tutoring"),
    path("<uuid:pk>/tutoring/talk/", tutoring.interview_hold, name="interview-hold"),
    path("<uuid:pk>/tutoring/difficulty/", tutoring.issue_raise, name="issue-raise"),
    path("<uuid:pk>/tutoring/difficulties/<uuid:issue>/", tutoring.issue_act, name="issue-act"),
    path("<uuid:pk>/tutoring/network/", tutoring.network_activate, name="network-activate"),
]
