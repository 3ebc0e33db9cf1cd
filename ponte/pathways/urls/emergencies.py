"""Broken glass: identifiers only, never a code of a case."""

from django.urls import path

from ponte.pathways.views import emergencies

urlpatterns = [
    path("emergencies/", emergencies.emergency_home, name="emergency-home"),
    path("emergencies/<uuid:reading>/close/", emergencies.emergency_close, name="emergency-close"),
    path(
        "emergencies/<uuid:reading>/review/", emergencies.emergency_review, name="emergency-review"
    ),
]
