"""Where a case begins."""

from django.urls import path

from ponte.pathways.views import beginning

urlpatterns = [
    path("workers/new/", beginning.worker_register, name="worker-register"),
    path("candidates/new/", beginning.candidate_propose, name="candidate-propose"),
]
