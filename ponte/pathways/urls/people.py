"""People of a case, and what its worker said yes to."""

from django.urls import path

from ponte.pathways.views import case_consents, papers, people, reading_needs, situation

urlpatterns = [
    path("<uuid:pk>/people/", people.case_people, name="case-people"),
    path("<uuid:pk>/people/assign/", people.role_assign, name="role-assign"),
    path("<uuid:pk>/people/worker/", people.worker_correct, name="worker-correct"),
    path("<uuid:pk>/people/outside/", people.role_let_in, name="role-let-in"),
    path("<uuid:pk>/people/<uuid:role>/end/", people.role_end, name="role-end"),
    path("<uuid:pk>/people/reading/", reading_needs.reading_ask, name="reading-ask"),
    path(
        "<uuid:pk>/people/reading/<uuid:need>/open/",
        reading_needs.reading_open,
        name="reading-open",
    ),
    path(
        "<uuid:pk>/people/reading/<uuid:need>/close/",
        reading_needs.reading_close,
        name="reading-close",
    ),
    path("<uuid:pk>/situation/", situation.case_situation, name="case-situation"),
    path("<uuid:pk>/situation/edit/", situation.situation_record, name="situation-record"),
    path("<uuid:pk>/papers/", papers.case_papers, name="case-papers"),
    path("<uuid:pk>/papers/<uuid:word>/scan/", papers.paper_scan, name="paper-scan"),
    path("<uuid:pk>/papers/<uuid:word>/confirm/", papers.paper_confirm, name="paper-confirm"),
    path("<uuid:pk>/papers/<uuid:word>/drop/", papers.paper_drop, name="paper-drop"),
    path("<uuid:pk>/consents/", case_consents.case_consents, name="case-consents"),
    path(
        "<uuid:pk>/consents/<slug:purpose>/<slug:recipient>/",
        case_consents.case_consent_paper,
        name="case-consent-paper",
    ),
    path(
        "<uuid:pk>/consents/<uuid:paper>/",
        case_consents.case_consent_scan,
        name="case-consent-scan",
    ),
    path("<uuid:pk>/tutors/<uuid:person>/", people.training_record, name="training-record"),
]
