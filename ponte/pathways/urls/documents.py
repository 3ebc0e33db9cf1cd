"""Papers that are made from a case."""

from django.urls import path

from ponte.pathways.views import candidate_sheet

urlpatterns = [
    path("<uuid:pk>/candidate/", candidate_sheet.case_candidate, name="case-candidate"),
    path("<uuid:pk>/candidate/pdf/", candidate_sheet.candidate_pdf, name="candidate-pdf"),
]
