"""In the yard: writing without a network. What is under `yard/` is the reach of its script."""

from django.urls import path

from ponte.pathways.views import yard, yard_open

urlpatterns = [
    path("yard/", yard.yard_home, name="yard"),
    path("yard/hours/", yard_open.yard_hours, name="yard-hours"),
    path("yard/diary/", yard_open.yard_diary, name="yard-diary"),
    path("yard/worker.js", yard_open.yard_worker, name="yard-worker"),
    path("yard/send/", yard_open.yard_send, name="yard-send"),
    path("yard/entries/<uuid:pk>/", yard.yard_look, name="yard-look"),
    path("yard/phones/<uuid:pk>/cut-off/", yard.yard_cut, name="yard-cut"),
    path("yard/<uuid:pk>/", yard.yard_case, name="yard-case"),
    path("yard/<uuid:pk>/enrol/", yard.yard_enrol, name="yard-enrol"),
]
