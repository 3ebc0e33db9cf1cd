"""The worker's own pages, and the desk's page of the worker's ways in."""

from django.urls import path

from ponte.pathways.views import (
    worker_access,
    worker_assessment,
    worker_job,
    worker_logbook,
    worker_pages,
)

OWN, DIARY, ACCESS = "worker/<uuid:pk>/", "worker/<uuid:pk>/diary/", "<uuid:pk>/access/"

urlpatterns = [
    path("worker/", worker_pages.worker_home, name="worker-home"),
    path("worker/leave/", worker_access.assisted_end, name="assisted-end"),
    path(OWN, worker_pages.worker_case, name="worker-case"),
    path(f"{OWN}answer/", worker_pages.worker_answer, name="worker-answer"),
    path(f"{OWN}assessment/", worker_assessment.worker_assessment, name="worker-assessment"),
    path(f"{OWN}job/", worker_job.worker_job, name="worker-job"),
    path(f"{OWN}hours/", worker_pages.worker_hours, name="worker-hours"),
    path(f"{OWN}difficulty/", worker_pages.worker_difficulty, name="worker-difficulty"),
    path(f"{OWN}people/", worker_pages.worker_people, name="worker-people"),
    path(DIARY, worker_logbook.logbook, name="logbook"),
    path(f"{DIARY}new/", worker_logbook.logbook_new, name="logbook-new"),
    path(f"{DIARY}file/", worker_logbook.logbook_export, name="logbook-export"),
    path(f"{DIARY}<uuid:page>/", worker_logbook.logbook_page, name="logbook-page"),
    path("<uuid:pk>/diary/", worker_logbook.case_logbook, name="case-logbook"),
    path(ACCESS, worker_access.case_access, name="case-access"),
    path(f"{ACCESS}card/", worker_access.case_card, name="case-card"),
    path(f"{ACCESS}card/end/", worker_access.case_card_end, name="case-card-end"),
    path(f"{ACCESS}invitation/", worker_access.worker_invite, name="worker-invite"),
    path("invited/<str:token>/", worker_access.worker_invitation, name="worker-invitation"),
    path(f"{ACCESS}beside/", worker_access.assisted_open, name="assisted-open"),
    path(f"{ACCESS}representatives/", worker_access.representative_add, name="representative-add"),
    path(
        f"{ACCESS}representatives/<uuid:representative>/end/",
        worker_access.representative_end,
        name="representative-end",
    ),
]
