"""The list of cases, one case, and its steps."""

from django.urls import path

from ponte.pathways.views import cases, steps

urlpatterns = [
    path("", cases.case_list, name="case-list"),
    path("<uuid:pk>/", cases.case_detail, name="case-detail"),
    path("<uuid:pk>/steps/<slug:action>/", steps.case_step, name="case-step"),
]
