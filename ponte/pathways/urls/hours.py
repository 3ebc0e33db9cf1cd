"""Hours of a secondment."""

from django.urls import path

from ponte.pathways.views import hours

urlpatterns = [
    path("<uuid:pk>/hours/", hours.case_hours, name="case-hours"),
    path("<uuid:pk>/hours/confirm/", hours.hours_confirm, name="hours-confirm"),
    path("<uuid:pk>/hours/export/", hours.hours_export, name="hours-export"),
    path("<uuid:pk>/hours/<uuid:entry>/", hours.hours_correct, name="hours-correct"),
]
