"""Figures, money, meetings and calls: what the office and the association work with."""

from django.urls import path

from ponte.pathways.views import calls, figures, figures_tables, funding, meetings

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/publish/", figures.figures_publish, name="figures-publish"),
    path("figures/tables/<slug:table>.csv", figures_tables.figures_table, name="figures-table"),
    path("figures/published.csv", figures.figures_file, name="figures-file"),
    path("money/", funding.funding_list, name="funding-list"),
    path("money/<uuid:pk>/", funding.funding_detail, name="funding-detail"),
    path("money/<uuid:pk>/edit/", funding.funding_edit, name="funding-edit"),
    path("money/<uuid:pk>/reported/", funding.funding_report, name="funding-report"),
    path("money/<uuid:pk>/report.csv", funding.funding_file, name="funding-file"),
    path("money/<uuid:pk>/report.pdf", funding.funding_pdf, name="funding-pdf"),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/<uuid:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("meetings/<uuid:pk>/note.pdf", meetings.meeting_note, name="meeting-note"),
    path("meetings/<uuid:pk>/held/", meetings.meeting_hold, name="meeting-hold"),
    path("meetings/items/<uuid:pk>/", meetings.item_decide, name="item-decide"),
    path("meetings/tasks/<uuid:pk>/done/", meetings.task_finish, name="task-finish"),
    path("calls/", calls.call_list, name="call-list"),
    path("calls/members/", calls.association_members, name="association-members"),
    path(
        "calls/members/<uuid:pk>/end/",
        calls.association_member_end,
        name="association-member-end",
    ),
    path("calls/<uuid:pk>/", calls.call_answer, name="call-answer"),
    path("calls/<uuid:pk>/edit/", calls.call_edit, name="call-edit"),
    path("calls/<uuid:pk>/moves/<slug:move>/", calls.call_move, name="call-move"),
]
