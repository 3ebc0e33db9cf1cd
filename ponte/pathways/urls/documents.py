"""Papers that are made from a case."""

from django.urls import path

from ponte.pathways.views import documents

urlpatterns = [
    path("<uuid:pk>/candidate/", documents.case_candidate, name="case-candidate"),
    path("<uuid:pk>/candidate/pdf/", documents.candidate_pdf, name="candidate-pdf"),
    path("<uuid:pk>/sharing/", documents.case_sharing, name="case-sharing"),
    path("<uuid:pk>/sharing/pdf/", documents.sharing_pdf, name="sharing-pdf"),
]
