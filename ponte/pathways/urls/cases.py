"""The list of cases, one case, and its steps."""

from django.urls import path

from ponte.pathways.views import cases

urlpatterns = [
    path("", cases.case_list, name="case-list"),
    path("<uuid:pk>/", cases.case_detail, name="case-detail"),
    path("<uuid:pk>/steps/<slug:action>/", cases.case_step, name="case-step"),
]
